"""Second factors: codes by time (RFC 6238), codes for recovery, and when a second step is asked."""

from __future__ import annotations

import base64
import hmac
from datetime import datetime
from hashlib import sha1, sha256
from urllib.parse import quote

STEP = 30  # seconds that a code lasts
DIGITS = 6
DRIFT = 1  # steps that a phone's clock may be off, either way
RECOVERY_CODES = 10
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that are taken for another; 31 of them


def totp(secret: bytes, step: int) -> str:
    """The code of one step of 30 seconds since 1970: HMAC-SHA-1, truncated to six digits (RFC 4226, 5.3)."""
    digest = hmac.new(secret, step.to_bytes(8, "big"), sha1).digest()
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def step_of(moment: datetime) -> int:
    """The step that a moment is in."""
    return int(moment.timestamp()) // STEP


def matching_step(secret: bytes, code: str, now: datetime, last: int) -> int | None:
    """The step that a code belongs to, near to now and after the `last` one that was used; None when it is wrong."""
    typed = "".join(letter for letter in code if letter.isdigit())
    here = step_of(now)
    steps = range(here - DRIFT, here + DRIFT + 1)
    fits = [step for step in steps if hmac.compare_digest(totp(secret, step).encode(), typed.encode())]
    return next((step for step in fits if step > last), None)


def enrolment(secret: bytes, account: str) -> str:
    """What authenticator apps read from a QR code (the otpauth format of Google Authenticator)."""
    return f"otpauth://totp/Multaqa:{quote(account)}?secret={spelt(secret)}&issuer=Multaqa"


def spelt(secret: bytes) -> str:
    """The secret as it is typed where no camera reads it: base32."""
    return base64.b32encode(secret).decode().rstrip("=")


def recovery_code(random: bytes) -> str:
    """A code such as k7mnp-2xq9r out of ten random bytes: 49 bits."""
    letters = "".join(_LETTERS[byte % len(_LETTERS)] for byte in random[:10])
    return f"{letters[:5]}-{letters[5:]}"


def recovery_digest(user: bytes, code: str) -> bytes:
    """What is stored of a recovery code, however it is typed; tied to its account."""
    bare = "".join(letter for letter in code.lower() if letter.isalnum())
    return sha256(user + bare.encode()).digest()


def second_step(*, owner: bool, has_app: bool, passkeys: int) -> bool:
    """True when a password alone does not let this account in: it has an app, or an owner has a passkey."""
    return has_app or (owner and passkeys > 0)
