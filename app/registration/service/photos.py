"""Photos: written anew, cropped for badge and door, and replaced or removed with all that came from them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import IO
from uuid import UUID

from sqlalchemy import select

from app.audit.rules import Act
from app.audit.service import record
from app.kernel import clock, storage
from app.kernel.db import atomic, db
from app.kernel.personal import attaches, goes_with
from app.kernel.storage import PICTURES, StoredFile
from app.kernel.storage import pictures as drawn
from app.kernel.storage.kinds import TooLarge, kind_of
from app.kernel.storage.pictures import BADGE, DOOR, Crop, Picture
from app.registration import rules, signals
from app.registration.models import Answer, Photo, Registration
from app.registration.rules import Fault, Faulty

MOST = 25 * storage.MB
"""Bytes of a photo as a camera makes it; what is kept is a hundredth of it."""


FEW = 400  # registrations in one statement


@dataclass(frozen=True)
class Prepared:
    """A photo made ready outside of any transaction: the stored source and badge, the door's bytes, the crop."""

    source: str
    badge: str
    door: bytes
    crop: Crop


def take_photo(event_id: UUID, content: IO[bytes]) -> StoredFile:
    """Keep an uploaded photo, upright and stripped, for the form that it came with; raises FileRefused."""
    _check_size(content)
    picture = drawn.upright(content)
    return storage.keep(event_id, BytesIO(picture.jpeg), "photo.jpg", PICTURES)


def take_file(event_id: UUID, content: IO[bytes], name: str) -> StoredFile:
    """Keep an uploaded file for the form that it came with; pictures are written anew. Raises FileRefused."""
    if kind_of(content, storage.FILES) in PICTURES:
        _check_size(content)
        content = BytesIO(drawn.upright(content, longest=2400).jpeg)
    return storage.keep(event_id, content, name)


def _check_size(content: IO[bytes]) -> None:
    if content.seek(0, 2) > MOST:
        raise TooLarge(most=MOST // storage.MB)


def prepare_photo(event_id: UUID, photo: rules.Photo | None, held: str = "") -> Prepared | None:
    """Cut a photo for badge and door, outside of any transaction; raises Faulty when its file is gone.

    `held` is the key of the source that this delegate has already: only the crop changes then.
    """
    if photo is None:
        return None
    file = storage.find(event_id, photo.file)
    if file is None or (file.claimed and file.key != held):
        raise Faulty(Fault("photo", "file-gone"))
    picture = drawn.own(storage.read(file))
    middle = drawn.centred(picture.width, picture.height)
    crop = drawn.fitted(Crop(*photo.crop) if photo.crop else middle, picture.width, picture.height)
    badge = _kept(event_id, drawn.cropped(picture, crop, BADGE))
    return Prepared(file.key, badge.key, drawn.cropped(picture, crop, DOOR).jpeg, crop)


def prepare_anew(registration_id: UUID, photo: rules.Photo | None) -> Prepared | None:
    """The same for somebody who is known, and may only crop the photo anew."""
    if photo is None:
        return None
    registration, held = db.session.get(Registration, registration_id), db.session.get(Photo, registration_id)
    return (
        prepare_photo(registration.event_id, photo, held.source_key if held else "") if registration else None
    )


def _kept(event_id: UUID, picture: Picture) -> StoredFile:
    return storage.keep(event_id, BytesIO(picture.jpeg), "badge.jpg", PICTURES)


def write_photo(registration: Registration, prepared: Prepared | None) -> bool:
    """Make this the delegate's photo, None: none; inside atomic(). True when something changed."""
    row = db.session.get(Photo, registration.id)
    if prepared is None:
        if row is not None:
            _drop(row)
        return row is not None
    if row is not None and (row.source_key, _crop(row)) == (prepared.source, prepared.crop):
        return False
    old = (row.source_key, row.badge_key) if row else ()
    for key in (prepared.source, prepared.badge):
        if key not in old:
            storage.claim(registration.event_id, key)
    row = row or Photo(registration_id=registration.id)
    crop = prepared.crop
    row.source_key, row.badge_key, row.door = prepared.source, prepared.badge, prepared.door
    row.left, row.top, row.width, row.changed_at = crop.left, crop.top, crop.width, clock.now()
    db.session.add(row)
    db.session.flush()
    _forget(registration.event_id, {*old} - {prepared.source, prepared.badge})
    return True


def inherit_photo(kept: Registration, gone: Registration) -> bool:
    """Give one registration the photo of another where it has none; inside atomic(). True when it did."""
    row = db.session.get(Photo, gone.id)
    if row is None or db.session.get(Photo, kept.id) is not None:
        return False
    row.registration_id, row.changed_at = kept.id, clock.now()
    db.session.flush()
    return True


def _crop(row: Photo) -> Crop:
    return Crop(row.left, row.top, row.width)


@goes_with("photos")
def forget_photos(ids: Sequence[UUID]) -> None:
    """Delete the photos of these registrations, with their bytes; inside atomic()."""
    for start in range(0, len(ids), FEW):
        mine = Photo.registration_id.in_(ids[start : start + FEW])
        photos = db.session.scalars(select(Photo).where(mine)).all()
        _delete(photos, {key for one in photos for key in (one.source_key, one.badge_key)})


@goes_with("answers")
@goes_with("photos")
def forget_sent_files(ids: Sequence[UUID]) -> None:
    """Delete the files that these registrations sent, with their bytes; inside atomic()."""
    for start in range(0, len(ids), FEW):
        mine = Answer.registration_id.in_(ids[start : start + FEW])
        answers = db.session.scalars(select(Answer).where(mine, Answer.file_key.is_not(None))).all()
        _delete(answers, {one.file_key for one in answers if one.file_key})


def _delete(rows: Sequence[Photo] | Sequence[Answer], keys: set[str]) -> None:
    for row in rows:
        db.session.delete(row)
    db.session.flush()
    for file in db.session.scalars(select(StoredFile).where(StoredFile.key.in_(keys))).all():
        storage.drop(file)


def set_photo(registration: Registration, photo: rules.Photo | None) -> None:
    """Give a delegate this photo or crop, None: take it away; outside of any transaction. Raises Faulty."""
    prepared = prepare_anew(registration.id, photo)
    with atomic():
        if write_photo(registration, prepared):
            about = registration.name_latin or registration.name_ar
            said = {"photo": "given" if prepared else "removed"}
            act = Act("registration.photo", "registration", registration.id, registration.event_id, about)
            record(replace(act, after=said))
            signals.changed.send(registration=registration, fields=("photo",))


@attaches
def files_of(ids: Sequence[UUID]) -> Iterator[tuple[str, bytes]]:
    """The photo and the sent files of these registrations, for the export of a person."""
    for photo in db.session.scalars(select(Photo).where(Photo.registration_id.in_(ids))):
        if source := db.session.get(StoredFile, photo.source_key):
            yield "photo.jpg", storage.read(source)
    sent = select(Answer).where(Answer.registration_id.in_(ids), Answer.file_key.is_not(None))
    for answer in db.session.scalars(sent):
        if answer.file is not None:
            yield f"{answer.key}-{answer.file.name}", storage.read(answer.file)


def _drop(row: Photo) -> None:
    registration = db.session.get_one(Registration, row.registration_id)
    keys = {row.source_key, row.badge_key}
    db.session.delete(row)
    db.session.flush()
    _forget(registration.event_id, keys)


def _forget(event_id: UUID, keys: set[str]) -> None:
    for key in keys:
        if file := storage.find(event_id, key):
            storage.drop(file)
