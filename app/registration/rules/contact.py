"""Mail addresses and phone numbers: their form, and slips of the finger in well-known domains."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from app.registration.rules.faults import Wrong
from app.registration.rules.text import clean

PROVIDERS = frozenset({
    "gmail.com", "googlemail.com", "hotmail.com", "hotmail.fr", "hotmail.co.uk", "outlook.com",
    "outlook.fr", "outlook.sa", "live.com", "live.fr", "msn.com", "yahoo.com", "yahoo.fr", "yahoo.co.uk",
    "yahoo.es", "yahoo.it", "yahoo.ca", "yahoo.de", "ymail.com", "rocketmail.com", "icloud.com", "me.com",
    "mac.com", "aol.com", "mail.com", "email.com", "gmx.com", "gmx.fr", "gmx.net", "gmx.de", "web.de",
    "zoho.com", "yandex.com", "yandex.ru", "mail.ru", "proton.me", "protonmail.com", "pm.me", "orange.fr",
    "wanadoo.fr", "free.fr", "laposte.net", "sfr.fr", "neuf.fr", "bbox.fr", "skynet.be", "telenet.be",
    "topnet.tn", "planet.tn", "gnet.tn", "hexabyte.tn", "menara.ma", "iam.ma", "djaweb.dz", "mauritel.mr",
    "lttnet.net",
})  # fmt: skip
"""Domains of many people; those near another one (mail.com, gmail.com) stand here so as not to be doubted."""

GOVERNMENTS = ("gov.dz", "gov.eg", "gov.ly", "gov.ma", "gov.mr", "gov.tn", "gouv.fr", "gouv.ml", "gouv.sn")
_ENDINGS = dict.fromkeys(("con", "cmo", "ocm", "comm", "cim", "vom", "xom", "coom"), "com")
_DIGITS = str.maketrans({chr(first + digit): str(digit) for first in (0x660, 0x6F0) for digit in range(10)})


def email(text: str) -> str:
    """A mail address in lower case; raises Wrong. Whether the address exists is not asked."""
    bare = unicodedata.normalize("NFKC", clean(text)).translate(_DIGITS)
    if not bare:
        raise Wrong("missing")
    try:
        found = validate_email(bare.removeprefix("mailto:"), check_deliverability=False)
    except EmailNotValidError as error:
        raise Wrong("not-an-email") from error
    return found.normalized.lower()


def suggestion(address: str) -> str:
    """The address that was probably meant, '' when this one looks right."""
    local, _, domain = address.rpartition("@")
    meant = _meant(domain)
    return f"{local}@{meant}" if meant else ""


@lru_cache(maxsize=4096)
def _meant(domain: str) -> str:
    if domain in PROVIDERS:
        return ""
    near = min(PROVIDERS, key=lambda known: (distance(domain, known), known))
    if distance(domain, near) <= (2 if len(domain) >= 9 else 1):
        return near
    parts = domain.split(".")
    if parts[-1] in _ENDINGS:
        return ".".join([*parts[:-1], _ENDINGS[parts[-1]]])
    return _government(parts)


def _government(parts: list[str]) -> str:
    """A slip in gov.mr and its like: one letter of the word, or the country's two letters turned round."""
    ending = ".".join(parts[-2:])
    if len(parts) < 2 or ending in GOVERNMENTS:
        return ""
    for known in GOVERNMENTS:
        word, country = known.split(".")
        slip = parts[-1] == country and parts[-2][:1] == "g" and distance(parts[-2], word) == 1
        if slip or ending == f"{word}.{country[::-1]}":
            return ".".join([*parts[:-2], known])
    return ""


def distance(one: str, other: str) -> int:
    """Letters added, left out, changed or swapped with their neighbour (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, start=1):
        new = [i]
        for j, right in enumerate(other, start=1):
            cost = min(row[j] + 1, new[j - 1] + 1, row[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, before[j - 2] + 1)
            new.append(cost)
        before, row = row, new
    return row[-1]


def phone(text: str, country: str) -> str:
    """The number in E.164, read as one of this country unless it begins with +; '' for none; raises Wrong."""
    written = clean(text)
    if not written:
        return ""
    try:
        number = phonenumbers.parse(written, country or None)
    except phonenumbers.NumberParseException as error:
        raise Wrong("not-a-phone") from error
    if not phonenumbers.is_possible_number(number) or number.extension:
        raise Wrong("not-a-phone")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
