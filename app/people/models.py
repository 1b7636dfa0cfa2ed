"""Tables of those who work with the program: users, their roles, sign-ins, one-time links and API tokens."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.kernel.clock import Instant
from app.kernel.db import Model, UtcInstant
from app.kernel.ids import new_id
from app.kernel.personal import declare


class User(Model):
    """An account of the secretariat; a delegate needs none."""

    __tablename__ = "user"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    email: Mapped[str] = mapped_column(String(254), unique=True)  # lower case
    name: Mapped[str] = mapped_column(String(200), default="")
    password_hash: Mapped[str | None] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(
        String(10), default="", server_default=""
    )  # of mails; "" = not known
    created_at: Mapped[Instant] = mapped_column(UtcInstant)

    memberships: Mapped[list[Membership]] = relationship(back_populates="user", order_by="Membership.role")


class Membership(Model):
    """A role of a user, at one event or (no event) at all of them."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("user_id", "event_id", "role"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    event_id: Mapped[UUID | None] = mapped_column(index=True)  # no foreign key: events stand above people
    role: Mapped[str] = mapped_column(String(20))

    user: Mapped[User] = relationship(back_populates="memberships")


class SignIn(Model):
    """A browser that signed in; ending it here ends it there."""

    __tablename__ = "sign_in"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    browser: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[Instant] = mapped_column(UtcInstant)
    seen_at: Mapped[Instant] = mapped_column(UtcInstant)
    expires_at: Mapped[Instant] = mapped_column(UtcInstant)
    ended_at: Mapped[Instant | None] = mapped_column(UtcInstant)
    # By a passkey, or by a password and a second factor.
    strong: Mapped[bool] = mapped_column(default=False, server_default=false())

    user: Mapped[User] = relationship()


class Passkey(Model):
    """A key that a device keeps for its holder (WebAuthn): it signs in without a password."""

    __tablename__ = "passkey"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1023), unique=True)
    public: Mapped[bytes] = mapped_column(LargeBinary)  # attested credential data, with the public key
    signed: Mapped[int] = mapped_column(default=0)  # the device's own counter; 0 where it keeps none
    name: Mapped[str] = mapped_column(String(100))
    created_at: Mapped[Instant] = mapped_column(UtcInstant)
    used_at: Mapped[Instant | None] = mapped_column(UtcInstant)

    user: Mapped[User] = relationship()


class SpentChallenge(Model):
    """A challenge that was answered: the same answer is worth nothing a second time."""

    __tablename__ = "spent_challenge"

    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    at: Mapped[Instant] = mapped_column(UtcInstant, index=True)


class CodeApp(Model):
    """An app that makes codes by time (RFC 6238), one an account."""

    __tablename__ = "code_app"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    secret_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    last_step: Mapped[int]  # of the last code that was taken: none is taken twice
    created_at: Mapped[Instant] = mapped_column(UtcInstant)


class RecoveryCode(Model):
    """A code for the day when app and passkeys are lost; works once."""

    __tablename__ = "recovery_code"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    used_at: Mapped[Instant | None] = mapped_column(UtcInstant)


class OneTimeLink(Model):
    """A link to set a password: the way in for a new account and the way back from a lost password."""

    __tablename__ = "one_time_link"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    expires_at: Mapped[Instant] = mapped_column(UtcInstant)
    used_at: Mapped[Instant | None] = mapped_column(UtcInstant)

    user: Mapped[User] = relationship()


class Invitation(Model):
    """An offer of a role at an event, by a link that works once; whoever follows it accepts or leaves it."""

    __tablename__ = "invitation"
    __table_args__ = (Index(None, "event_id", "created_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID]  # no foreign key: events stand above people
    email: Mapped[str] = mapped_column(String(254))  # lower case
    name: Mapped[str] = mapped_column(String(200), default="")
    role: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(10))
    link_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    link_sealed: Mapped[bytes] = mapped_column(LargeBinary)  # for the mail, which is composed when it leaves
    invited_by: Mapped[str] = mapped_column(String(254), default="")
    created_at: Mapped[Instant] = mapped_column(UtcInstant)
    expires_at: Mapped[Instant] = mapped_column(UtcInstant)
    accepted_at: Mapped[Instant | None] = mapped_column(UtcInstant)
    revoked_at: Mapped[Instant | None] = mapped_column(UtcInstant)


declare(
    Invitation, of="event_id", event=True, contact="email name link_sealed invited_by",
    kept="id role language link_hash created_at expires_at accepted_at revoked_at", hidden="link_hash link_sealed",
)  # fmt: skip


class ApiToken(Model):
    """A program's access with a user's role, at one event or all of theirs."""

    __tablename__ = "api_token"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    event_id: Mapped[UUID | None]
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    created_at: Mapped[Instant] = mapped_column(UtcInstant)
    used_at: Mapped[Instant | None] = mapped_column(UtcInstant)
    revoked_at: Mapped[Instant | None] = mapped_column(UtcInstant)

    user: Mapped[User] = relationship()
