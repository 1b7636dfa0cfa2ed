"""Badge codes: 128 random bits as the QR carries them, and the eight characters to type in their place."""

import re
from base64 import b32decode, b32encode
from dataclasses import dataclass
from hashlib import sha256
from unicodedata import normalize

MARK = "MQ1:"
BITS = 128
LENGTH = (
    26  # base32 characters of 128 bits: with the mark 30, an alphanumeric QR symbol of version 2 at level M
)
TYPED_LENGTH = 8
LONGEST = 64  # characters; whatever is longer was never a code, and is not even looked at

# One of each set that people confuse by eye (0OQD 1IL 2Z 5S 6G 8B UV) or, in French and English, by ear
# (BCDEGPTVZ AHJK FSX MN QUW IY), and no 9, which sounds like five in English and like seven in Arabic.
TYPED_ALPHABET = "2345678KLMPRWXY"
# Letters that are no part of it, read for the digit that they look like.
_LOOKS_LIKE = str.maketrans("BGSZ", "8652")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015\u2212_.·\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
# The last character holds three bits of the 128 and two that are nought: any other is a second spelling.
_FULL = re.compile(rf"(?:MQ1:?)?([A-Z2-7]{{{LENGTH - 1}}}[AEIMQUY4])")
_WHOLE = re.compile(rf"[A-Z2-7]{{{LENGTH - 1}}}[AEIMQUY4]")
_TYPED = re.compile(rf"[{TYPED_ALPHABET}]{{{TYPED_LENGTH}}}")


@dataclass(frozen=True)
class TypedCode:
    """The eight characters, in capitals and without a space."""

    value: str

    def __post_init__(self) -> None:
        """Refuse with ValueError what is no typed code."""
        if not _TYPED.fullmatch(self.value):
            raise ValueError("not a typed code")

    @property
    def shown(self) -> str:
        """Two groups of four, as printed and read aloud."""
        return f"{self.value[:4]} {self.value[4:]}"

    @property
    def digest(self) -> bytes:
        """What the database keeps for lookup; 31 bits can be guessed, hence lookups are rate-limited."""
        return sha256(b"multaqa typed code\0" + self.value.encode("ascii")).digest()


@dataclass(frozen=True)
class Code:
    """A whole badge code in its one canonical form, 26 capitals and digits without the mark."""

    value: str

    def __post_init__(self) -> None:
        """Refuse with ValueError what is no code, and a second spelling of the same 128 bits."""
        if not _WHOLE.fullmatch(self.value):
            raise ValueError("not a badge code")

    @property
    def payload(self) -> str:
        """What the QR symbol holds."""
        return MARK + self.value

    @property
    def digest(self) -> bytes:
        """What the database keeps for lookup: 128 random bits need no salt."""
        return sha256(self.payload.encode("ascii")).digest()

    @property
    def typed(self) -> TypedCode:
        """Derive the typed form, not from `digest`: a leaked table of digests must not give it away."""
        number = int.from_bytes(sha256(b"multaqa typed form\0" + _bits(self.value)).digest(), "big")
        letters: list[str] = []
        for _place in range(TYPED_LENGTH):
            number, rest = divmod(number, len(TYPED_ALPHABET))
            letters.append(TYPED_ALPHABET[rest])
        return TypedCode("".join(letters))


@dataclass(frozen=True)
class Malformed:
    """Neither a code nor a typed code; `reason` is a word for programs."""

    reason: str


CodeRead = Code | TypedCode | Malformed


def code_from_bits(bits: bytes) -> Code:
    """Make a code of 16 random bytes; ValueError for any other number of them."""
    if len(bits) * 8 != BITS:
        raise ValueError(f"a badge code is made of {BITS} bits")
    return Code(_spelt(bits))


def classify(text: str) -> CodeRead:
    """Read what a camera, a scanner or a person gave: case, spaces, dashes, Arabic digits and a missing mark
    are forgiven, look-alike letters too in a typed code; a text of any length costs what a short one does."""
    if as_printed := _FULL.fullmatch(text):  # nearly all are
        return Code(as_printed[1])
    if len(text) > LONGEST:
        return Malformed("too_long")
    plain = _BETWEEN.sub("", normalize("NFKC", text.translate(_DIGITS))).upper()
    if not plain:
        return Malformed("empty")
    if full := _FULL.fullmatch(plain):
        return Code(full[1])
    typed = plain.translate(_LOOKS_LIKE)
    return TypedCode(typed) if _TYPED.fullmatch(typed) else Malformed("not_a_code")


def _bits(value: str) -> bytes:
    return b32decode(value + "======")


def _spelt(bits: bytes) -> str:
    return b32encode(bits).decode("ascii").rstrip("=")
