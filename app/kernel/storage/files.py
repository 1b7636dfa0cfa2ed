"""Uploaded files: taken by their content, counted against the event's quota, sent as downloads only.

`keep` stores the bytes and a row that nobody claims yet. Whoever wants the file claims it in a transaction of its
own; what is not claimed within a day is swept away. So no transaction waits for a disk or a bucket.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from io import BytesIO
from typing import IO, cast
from uuid import UUID

from flask import Flask, Response, current_app, request, send_file
from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel import clock, jobs
from app.kernel.clock import Instant
from app.kernel.db import Base, Model, UtcInstant, after_commit, atomic, db
from app.kernel.errors import NotFound
from app.kernel.i18n import N_
from app.kernel.storage.kinds import FILES, FileRefused, Kind, TooLarge, kind_of, safe_name
from app.kernel.storage.places import Place, open_place

MB = 1024 * 1024
MOST = 10 * MB
"""Bytes of one file, unless the caller says otherwise."""

UNCLAIMED = timedelta(days=1)
PIECE = 256 * 1024


class QuotaReached(FileRefused):
    """The event's files take all the room they may."""

    code = "file-quota"
    status = 507
    message = N_("The event’s room for files is full. Write to the secretariat.")


class StoredFile(Model):
    """One file: random key, what it is by its content, and the name that it is sent with."""

    __tablename__ = "stored_file"
    __table_args__ = (Index(None, "event_id"), Index(None, "claimed", "kept_at"))

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"))
    mimetype: Mapped[str] = mapped_column(String(100))
    name: Mapped[str] = mapped_column(String(120))
    size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[bytes] = mapped_column(LargeBinary(32))
    kept_at: Mapped[Instant] = mapped_column(UtcInstant)
    claimed: Mapped[bool] = mapped_column(default=False)


def keep(
    event_id: UUID, content: IO[bytes], name: str, allowed: tuple[Kind, ...] = FILES, most: int = MOST
) -> StoredFile:
    """Store an upload, outside of any transaction; claim it in yours. `content` can be sought.

    Raises EmptyFile, UnknownKind, TooLarge or QuotaReached.
    """
    size = content.seek(0, 2)
    if size > most:
        raise TooLarge(most=most // MB)
    kind = kind_of(content, allowed)
    file = StoredFile(
        key=secrets.token_hex(16), event_id=event_id, mimetype=kind.mimetype, name=safe_name(name, kind),
        size=size, sha256=_sum(content), kept_at=clock.now(), claimed=False,
    )  # fmt: skip
    _check_quota(event_id, size)  # once before the bytes are written, and once more when it counts
    content.seek(0)
    _place().put(file.key, content)
    try:
        with atomic() as session:
            _lock(event_id)
            _check_quota(event_id, size)
            session.add(file)
    except BaseException:
        _place().delete(file.key)
        raise
    return file


def _sum(content: IO[bytes]) -> bytes:
    total = hashlib.sha256()
    content.seek(0)
    while piece := content.read(PIECE):
        total.update(piece)
    return total.digest()


def _lock(event_id: UUID) -> None:
    """Two uploads to one event count one after the other."""
    event = Base.metadata.tables["event"]
    db.session.execute(select(event.c.id).where(event.c.id == event_id).with_for_update())


def _check_quota(event_id: UUID, more: int) -> None:
    quota: int = current_app.config["CONFIG"].upload_quota * MB
    if used(event_id) + more > quota:
        raise QuotaReached


def check_unclaimed(event_id: UUID) -> None:
    """Raise QuotaReached when files that nobody claimed yet take a quarter of the event's room: strangers send them."""
    query = select(func.coalesce(func.sum(StoredFile.size), 0))
    waiting = db.session.scalars(query.where(StoredFile.event_id == event_id, ~StoredFile.claimed)).one()
    quota: int = current_app.config["CONFIG"].upload_quota * MB
    if int(waiting) > quota // 4:
        raise QuotaReached


def used(event_id: UUID) -> int:
    """Bytes that the event's files take."""
    query = select(func.coalesce(func.sum(StoredFile.size), 0)).where(StoredFile.event_id == event_id)
    return int(db.session.scalars(query).one())


def find(event_id: UUID, key: str) -> StoredFile | None:
    """The event's file of this key."""
    file = db.session.get(StoredFile, key) if len(key) == 32 else None
    return file if file is not None and file.event_id == event_id else None


def get(event_id: UUID, key: str) -> StoredFile:
    """The same; raises NotFound."""
    file = find(event_id, key)
    if file is None:
        raise NotFound
    return file


def claim(event_id: UUID, key: str) -> StoredFile:
    """Take an unclaimed file as one's own, inside atomic(); raises NotFound when it is gone or another's."""
    query = select(StoredFile).where(StoredFile.key == key, StoredFile.event_id == event_id)
    file = db.session.scalars(query.with_for_update().execution_options(populate_existing=True)).one_or_none()
    if file is None or file.claimed:
        raise NotFound
    file.claimed = True
    return file


def read(file: StoredFile) -> bytes:
    """All bytes of a file; raises FileNotFoundError when they are gone."""
    return _place().read(file.key)


def drop(file: StoredFile) -> None:
    """Delete a file, inside atomic(); its bytes go once that is certain."""
    place, key = _place(), file.key
    db.session.delete(file)
    after_commit(lambda: place.delete(key))


SANDBOX = "sandbox; default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
"""The policy of every file that somebody sent: should a browser open it after all, nothing in it runs."""


def send(file: StoredFile, *, public: bool = False) -> Response:
    """The file as a download that no browser runs, with what it is and a name that is safe; raises NotFound.

    Only what is public may stay in a browser's memory.
    """
    try:
        content = BytesIO(read(file))
    except FileNotFoundError as error:
        raise NotFound from error
    response = send_file(
        content, mimetype=file.mimetype, as_attachment=True, download_name=file.name, etag=file.sha256.hex(), max_age=0
    )  # fmt: skip
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["Cache-Control"] = "no-cache" if public else "private, no-store"
    response.make_conditional(request.environ)
    return response


@jobs.task("storage.sweep", every_minute=True)
def sweep() -> None:
    """Delete what nobody claimed within a day, a hundred at a time."""
    old = (StoredFile.claimed.is_(False), StoredFile.kept_at < clock.now() - UNCLAIMED)
    if db.session.scalars(select(StoredFile.key).where(*old).limit(1)).one_or_none() is None:
        return
    with atomic() as session:
        for file in session.scalars(
            select(StoredFile).where(*old).limit(100).with_for_update(skip_locked=True)
        ):
            drop(file)


def _place() -> Place:
    return cast(Place, current_app.extensions["storage"])


def init_app(app: Flask) -> None:
    """Open the place where uploads lie."""
    config = app.config["CONFIG"]
    app.extensions["storage"] = open_place(config.instance / "uploads", config.s3)
