"""Travel and stay, hotels, an event's own words, sendings, letters and their proofs; when a mail's link was followed."""

import sqlalchemy as sa
from alembic import op

from app.kernel.db import Json, TextMap, UtcInstant

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    with op.batch_alter_table("outbox_mail") as table:
        table.add_column(sa.Column("opened_at", UtcInstant))
        table.create_index("ix_outbox_mail_to_state", ["to", "state"])
    _travel()
    _words()
    _letters()


def _travel() -> None:
    op.create_table(
        "hotel",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("event_id", sa.Uuid, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("name", TextMap, nullable=False),
        sa.Column("address", sa.String(300), nullable=False),
        sa.Column("phone", sa.String(40), nullable=False),
        sa.Column("rooms", sa.Integer, nullable=False),
        sa.CheckConstraint("rooms >= 0", name=op.f("ck_hotel_rooms")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_hotel_event_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_hotel"),
    )
    op.create_index("ix_hotel_event_id", "hotel", ["event_id"])
    legs = [
        sa.Column(f"{way}_{part}", kind, nullable=part in ("on", "time"))
        for way in ("arrives", "departs")
        for part, kind in (
            ("on", sa.Date),
            ("time", sa.Time),
            ("by", sa.String(10)),
            ("number", sa.String(20)),
            ("place", sa.String(200)),
        )
    ]
    op.create_table(
        "travel",
        sa.Column("registration_id", sa.Uuid, nullable=False),
        sa.Column("event_id", sa.Uuid, nullable=False),
        *legs,
        sa.Column("hotel_id", sa.Uuid),
        sa.Column("stays_elsewhere", sa.String(200), nullable=False),
        sa.Column("room", sa.String(20), nullable=False),
        sa.Column("visa", sa.String(3), nullable=False),
        sa.Column("changed_at", UtcInstant, nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name="fk_travel_registration_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_travel_event_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name="fk_travel_hotel_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("registration_id", name="pk_travel"),
    )
    op.create_index("ix_travel_event_id_arrives_on", "travel", ["event_id", "arrives_on"])
    op.create_index("ix_travel_event_id_departs_on", "travel", ["event_id", "departs_on"])
    op.create_index("ix_travel_hotel_id", "travel", ["hotel_id"])


def _words() -> None:
    op.create_table(
        "own_words",
        sa.Column("event_id", sa.Uuid, nullable=False),
        sa.Column("occasion", sa.String(40), nullable=False),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("subject", sa.String(300), nullable=False),
        sa.Column("body", sa.String, nullable=False),
        sa.Column("changed_at", UtcInstant, nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_own_words_event_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event_id", "occasion", "language", name="pk_own_words"),
    )
    op.create_table(
        "sending",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("event_id", sa.Uuid, nullable=False),
        sa.Column("wanted", Json, nullable=False),
        sa.Column("words", Json, nullable=False),
        sa.Column("letter_kind", sa.String(20), nullable=False),
        sa.Column("created_at", UtcInstant, nullable=False),
        sa.Column("created_by", sa.Uuid),
        sa.Column("batch_id", sa.Uuid),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_sending_event_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_sending"),
    )
    op.create_index("ix_sending_event_id_created_at", "sending", ["event_id", "created_at"])
    op.create_table(
        "addressee",
        sa.Column("sending_id", sa.Uuid, nullable=False),
        sa.Column("registration_id", sa.Uuid, nullable=False),
        sa.Column("mail_id", sa.Uuid),
        sa.Column("why", sa.String(20), nullable=False),
        sa.ForeignKeyConstraint(
            ["sending_id"], ["sending.id"], name="fk_addressee_sending_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name="fk_addressee_registration_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("sending_id", "registration_id", name="pk_addressee"),
    )
    op.create_index("ix_addressee_mail_id", "addressee", ["mail_id"])
    op.create_index("ix_addressee_registration_id", "addressee", ["registration_id"])


def _letters() -> None:
    op.create_table(
        "letterhead",
        sa.Column("event_id", sa.Uuid, nullable=False),
        *(
            sa.Column(name, TextMap, nullable=False)
            for name in ("sender", "signer", "signer_function", "place")
        ),
        sa.Column("prefix", sa.String(20), nullable=False),
        sa.Column("hijri", sa.Boolean, nullable=False),
        sa.Column("signature", sa.String(200), nullable=False),
        sa.Column("logos", Json, nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name="fk_letterhead_event_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name="pk_letterhead"),
    )
    op.create_table(
        "proof",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("token_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("event_id", sa.Uuid, nullable=False),
        sa.Column("made_at", UtcInstant, nullable=False),
        sa.Column("withdrawn_at", UtcInstant),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_proof_event_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_proof"),
        sa.UniqueConstraint("token_hash", name="uq_proof_token_hash"),
    )
    op.create_index("ix_proof_event_id", "proof", ["event_id"])
    op.create_table(
        "letter",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("event_id", sa.Uuid, nullable=False),
        sa.Column("registration_id", sa.Uuid),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("languages", Json, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("reference", sa.String(60), nullable=False),
        sa.Column("proof_id", sa.Uuid, nullable=False),
        sa.Column("content_sealed", sa.LargeBinary),
        sa.Column("issued_at", UtcInstant, nullable=False),
        sa.Column("issued_by", sa.Uuid),
        sa.Column("released_at", UtcInstant),
        sa.Column("withdrawn_at", UtcInstant),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("replaced_by", sa.Uuid),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_letter_event_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name="fk_letter_registration_id", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["proof_id"], ["proof.id"], name="fk_letter_proof_id"),
        sa.PrimaryKeyConstraint("id", name="pk_letter"),
        sa.UniqueConstraint("event_id", "kind", "number", name="uq_letter_event_id_kind_number"),
        sa.UniqueConstraint("proof_id", name="uq_letter_proof_id"),
    )
    op.create_index("ix_letter_registration_id", "letter", ["registration_id"])
