"""Passkeys (WebAuthn): a device is registered, and signs in by answering a challenge that is asked once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast
from urllib.parse import urlsplit
from uuid import UUID

from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from flask import current_app
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from app.audit.service import record
from app.kernel import clock
from app.kernel.db import atomic, db
from app.kernel.errors import NotFound, Refusal
from app.kernel.i18n import N_
from app.kernel.signing import digest
from app.people import queries
from app.people.models import Passkey, SpentChallenge, User
from app.people.service.accounts import NewSecret, act_on, begin_sign_in
from app.people.service.factors import first_codes

LASTS = timedelta(minutes=5)  # of a challenge
MOST = 20  # passkeys of one account


class PasskeyRefused(Refusal):
    """An answer that does not fit: another place, another challenge, an unknown or copied key, no verification."""

    code = "passkey-refused"
    status = 422
    message = N_("This passkey could not be used here. Try again, or sign in with your password.")


@dataclass(frozen=True)
class Asked:
    """A challenge: what the browser is given, and what is kept until it answers."""

    options: dict[str, Any]
    state: dict[str, Any]


def possible() -> bool:
    """True where passkeys work: they belong to a host's name, never to a bare address."""
    host = _host()
    return bool(host) and not host.replace(".", "").isdecimal() and ":" not in host


def ask_to_register(user_id: UUID) -> Asked:
    """Begin the registration of a passkey for one's own account; raises PasskeyRefused where none can be."""
    user, held = db.session.get_one(User, user_id), queries.passkeys(user_id)
    if not possible() or len(held) >= MOST:
        raise PasskeyRefused
    options, state = _server().register_begin(
        PublicKeyCredentialUserEntity(
            id=user.id.bytes, name=user.email, display_name=user.name or user.email
        ),
        credentials=[_data(one) for one in held],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return _asked(options, state)


def register(user_id: UUID, state: Mapping[str, Any], response: Mapping[str, Any], name: str) -> list[str]:
    """Keep the passkey that a browser made; codes for recovery in clear when it is the first second factor.

    Raises PasskeyRefused.
    """
    with atomic() as session:
        _spend(state)
        try:
            made = _server().register_complete(dict(state), dict(response))
        except (ValueError, TypeError, KeyError) as error:
            raise PasskeyRefused from error
        data = made.credential_data
        if data is None:
            raise PasskeyRefused
        user, codes = session.get_one(User, user_id), first_codes(user_id)
        session.add(
            Passkey(
                user_id=user_id, credential_id=data.credential_id, public=bytes(data), signed=made.counter,
                name=name.strip()[:100], created_at=clock.now(),
            )
        )  # fmt: skip
        try:
            session.flush()
        except IntegrityError as error:  # the device is registered already, perhaps for somebody else
            raise PasskeyRefused from error
        record(act_on("user.passkey-added", user, after={"name": name.strip()[:100]}))
        return codes


def ask_to_sign_in() -> Asked:
    """Begin a sign-in: whoever answers tells by the answer who they are."""
    if not possible():
        raise PasskeyRefused
    options, state = _server().authenticate_begin(user_verification=UserVerificationRequirement.REQUIRED)
    return _asked(options, state)


def sign_in_by_passkey(state: Mapping[str, Any], response: Mapping[str, Any], browser: str = "") -> NewSecret:
    """Check an answer and begin a sign-in; raises PasskeyRefused. The challenge is spent either way."""
    with atomic():
        _spend(state)
    with atomic() as session:
        try:
            answer = AuthenticationResponse.from_dict(dict(response))
            query = select(Passkey).where(Passkey.credential_id == answer.raw_id).with_for_update()
            held = session.scalars(query).one_or_none()
            if held is None:
                raise PasskeyRefused
            _server().authenticate_complete(dict(state), [_data(held)], dict(response))
        except (ValueError, TypeError, KeyError) as error:
            raise PasskeyRefused from error
        counter = answer.response.authenticator_data.counter
        if counter <= held.signed and (counter or held.signed):  # a copy of the device has signed meanwhile
            raise PasskeyRefused
        held.signed, held.used_at = counter, clock.now()
        return begin_sign_in(held.user, browser, strong=True)


def rename_passkey(user_id: UUID, passkey_id: UUID, name: str) -> None:
    """Call one's own passkey otherwise; raises NotFound."""
    with atomic():
        _own(user_id, passkey_id).name = name.strip()[:100] or "—"


def remove_passkey(user_id: UUID, passkey_id: UUID) -> None:
    """Let one's own passkey go; raises NotFound."""
    with atomic() as session:
        held = _own(user_id, passkey_id)
        record(act_on("user.passkey-removed", held.user, before={"name": held.name}))
        session.delete(held)


def _own(user_id: UUID, passkey_id: UUID) -> Passkey:
    found = db.session.get(Passkey, passkey_id)
    if found is None or found.user_id != user_id:
        raise NotFound
    return found


def _spend(state: Mapping[str, Any]) -> None:
    """Take a challenge as answered; PasskeyRefused when it was before, or is too old."""
    now, session = clock.now(), db.session()
    try:
        asked_at = clock.parse(str(state["at"]))
    except (KeyError, ValueError) as error:
        raise PasskeyRefused from error
    if now - asked_at > LASTS:
        raise PasskeyRefused
    session.execute(delete(SpentChallenge).where(SpentChallenge.at < now - 2 * LASTS))
    try:
        with session.begin_nested():
            session.add(SpentChallenge(digest=digest(str(state["challenge"])), at=now))
    except IntegrityError as error:
        raise PasskeyRefused from error


def _asked(options: Any, state: Mapping[str, Any]) -> Asked:
    kept = {**state, "at": clock.stamp(clock.now())}
    return Asked(
        json.loads(json.dumps(dict(options)["publicKey"], default=dict)), json.loads(json.dumps(kept))
    )


def _data(one: Passkey) -> AttestedCredentialData:
    return AttestedCredentialData(bytes(one.public))


def _server() -> Fido2Server:
    address = current_app.config["CONFIG"].public_url
    parts = urlsplit(address)
    origin = f"{parts.scheme}://{parts.netloc}"
    party = PublicKeyCredentialRpEntity(id=_host(), name="Multaqa")
    return Fido2Server(party, verify_origin=lambda asked: asked == origin)


def _host() -> str:
    return cast(str, urlsplit(current_app.config["CONFIG"].public_url).hostname or "")
