"""What badges are decided by: codes, the paper they lie on, what they show, and what became of them."""

from app.badges.rules.codes import (
    BITS,
    LENGTH,
    LONGEST,
    MARK,
    TYPED_ALPHABET,
    TYPED_LENGTH,
    Code,
    CodeRead,
    Malformed,
    TypedCode,
    classify,
    code_from_bits,
)
from app.badges.rules.design import BACKS, PARTS, Back, Design, Part
from app.badges.rules.paper import (
    SMALLEST_EMBLEM,
    SMALLEST_MODULE,
    Correction,
    Duplex,
    Grid,
    Impossible,
    Spot,
)

__all__ = [
    "BACKS",
    "BITS",
    "LENGTH",
    "LONGEST",
    "MARK",
    "PARTS",
    "SMALLEST_EMBLEM",
    "SMALLEST_MODULE",
    "TYPED_ALPHABET",
    "TYPED_LENGTH",
    "Back",
    "Code",
    "CodeRead",
    "Correction",
    "Design",
    "Duplex",
    "Grid",
    "Impossible",
    "Malformed",
    "Part",
    "Spot",
    "TypedCode",
    "classify",
    "code_from_bits",
]
