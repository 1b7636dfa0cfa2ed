"""Bidirectional levels of one paragraph: UAX #9 without embeddings, with left-to-right isolates.

Of the explicit controls only LRI and PDI reach this module, put round numbers by text.paragraph (text.clean
removes what people paste): of the X rules X5a is left, and then W1 to W7, N0 to N2, I1, I2, L1 and L2. The
libraries at hand either lack N0, which puts the bracket of "نواكشوط (2027)" on the wrong side, or do not tell
the levels.
"""

from collections.abc import Sequence
from typing import NamedTuple
from unicodedata import bidirectional, normalize

LRI, PDI = "\u2066", "\u2069"
STRONG = frozenset({"L", "R", "AL"})
_AGAINST = (
    frozenset({"R", "AL", "AN"}),
    frozenset({"L", "EN", "AN", "LRI"}),
)  # what can leave an even or odd base
NEUTRAL = frozenset({"WS", "ON"})  # paragraph and segment separators never get here
_BRACKETS = "()[]{}⁅⁆⁽⁾₍₎⌈⌉⌊⌋⟦⟧⟨⟩⟪⟫⟬⟭⟮⟯⦃⦄⦅⦆⦇⦈⦉⦊⦋⦌⸢⸣⸤⸥⸦⸧⸨⸩〈〉《》「」『』【】〔〕〖〗〘〙〚〛"
_CLOSER_OF = dict(zip(_BRACKETS[::2], _BRACKETS[1::2], strict=True))
_CLOSERS = frozenset(_CLOSER_OF.values())
_MAX_OPEN = 63  # BD16: a deeper nesting gives up pairing


class Span(NamedTuple):
    """A piece of text, first and after-last position."""

    start: int
    end: int


def first_strong(text: str) -> str | None:
    """Give "rtl" or "ltr" by the first strong letter (rules P2, P3), or None when there is none."""
    for char in text:
        kind = bidirectional(char)
        if kind in STRONG:
            return "ltr" if kind == "L" else "rtl"
    return None


def levels(text: str, base: int) -> list[int]:
    """Resolve the embedding level of each character; LRI to PDI, not nested, reads as in a <bdi dir=ltr>."""
    result = [base] * len(text)
    kinds = [bidirectional(char) for char in text]
    if _AGAINST[base & 1].isdisjoint(kinds):
        return result  # most names run one way
    outer: list[int] = []
    at = 0
    for start, end in isolated(text):
        outer += [*range(at, start + 1)]
        result[start + 1 : end] = levels(text[start + 1 : end], (base + 2) & ~1)
        at = end
    outer += range(at, len(text))
    outer = [i for i in outer if kinds[i] != "BN"]
    resolved = _resolve([kinds[i] for i in outer], [text[i] for i in outer], base)
    for i, level in zip(outer, resolved, strict=True):
        result[i] = level
    _join_invisible(result, kinds)
    return result


def isolated(text: str) -> list[Span]:
    """Find what stands isolated, from each LRI to its PDI, which count outside as neutral letters."""
    starts = [i for i, char in enumerate(text) if char == LRI]
    return [Span(start, text.index(PDI, start)) for start in starts]


def _join_invisible(result: list[int], kinds: list[str]) -> None:
    """Give joiners (type BN) the level of what stands before them, so that they never cut a word in two."""
    for i in range(1, len(result)):
        if kinds[i] == "BN":
            result[i] = result[i - 1]


def _resolve(kinds: list[str], chars: list[str], base: int) -> list[int]:
    side = "R" if base & 1 else "L"
    kinds = ["ON" if kind in ("LRI", "PDI") else kind for kind in kinds]
    before = list(kinds)
    _weak(kinds, side)
    _brackets(kinds, before, chars, side)
    _neutrals(kinds, side)
    return [_implicit(kind, base) for kind in kinds]


def _implicit(kind: str, base: int) -> int:
    if base & 1:
        return base if kind == "R" else base + 1
    return base + {"L": 0, "R": 1}.get(kind, 2)


def _weak(kinds: list[str], side: str) -> None:
    """Rules W1 to W7, in place."""
    _marks_and_numbers(kinds, side)
    _separators(kinds)
    _terminators(kinds)
    strong = side
    for i, kind in enumerate(kinds):
        if kind in ("ES", "ET", "CS"):
            kinds[i] = "ON"  # W6
        elif kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[i] = "L"  # W7


def _marks_and_numbers(kinds: list[str], side: str) -> None:
    """W1: a mark follows its letter; W2: a number after an Arabic letter is Arabic; W3: AL becomes R."""
    last, strong = side, side
    for i, kind in enumerate(kinds):
        if kind == "NSM":
            kind = last
        last = kind
        if kind in STRONG:
            strong = kind
        elif kind == "EN" and strong == "AL":
            kind = "AN"
        kinds[i] = kind
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]


def _separators(kinds: list[str]) -> None:
    """W4: one separator between two numbers of a kind belongs to the number."""
    for i in range(1, len(kinds) - 1):
        left, right = kinds[i - 1], kinds[i + 1]
        if left != right or left not in ("EN", "AN"):
            continue
        if kinds[i] == "CS" or (kinds[i] == "ES" and left == "EN"):
            kinds[i] = left


def _terminators(kinds: list[str]) -> None:
    """W5: signs such as % beside a European number belong to it."""
    i = 0
    while i < len(kinds):
        end = i
        while end < len(kinds) and kinds[end] == "ET":
            end += 1
        beside = (i > 0 and kinds[i - 1] == "EN") or (end < len(kinds) and kinds[end] == "EN")
        if end > i and beside:
            kinds[i:end] = ["EN"] * (end - i)
        i = max(end, i + 1)


def _as_strong(kind: str) -> str | None:
    """Numbers count as right-to-left for N0 and N1."""
    return "R" if kind in ("R", "EN", "AN") else "L" if kind == "L" else None


def bracket_pairs(kinds: Sequence[str], chars: Sequence[str]) -> list[tuple[int, int]]:
    """Find the pairs of brackets (BD16), in the order of their opening."""
    open_: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for i, char in enumerate(chars):
        char = normalize("NFC", char)
        if kinds[i] != "ON":
            continue
        if char in _CLOSER_OF:
            if len(open_) == _MAX_OPEN:
                return []
            open_.append((_CLOSER_OF[char], i))
        elif char in _CLOSERS:
            depth = next((d for d in range(len(open_) - 1, -1, -1) if open_[d][0] == char), None)
            if depth is not None:
                pairs.append((open_[depth][1], i))
                del open_[depth:]
    return sorted(pairs)


def _brackets(kinds: list[str], before: list[str], chars: list[str], side: str) -> None:
    """N0: both brackets of a pair take one direction, from what they hold or else from what comes before."""
    for start, end in bracket_pairs(kinds, chars):
        held = {_as_strong(kind) for kind in kinds[start + 1 : end]} - {None}
        if not held:
            continue
        direction = side
        if side not in held:
            direction = next((s for k in reversed(kinds[:start]) if (s := _as_strong(k))), side)
        for i in (start, end):
            kinds[i] = direction
            for follower in range(i + 1, len(kinds)):  # marks that stood on the bracket go with it
                if before[follower] != "NSM":
                    break
                kinds[follower] = direction


def _neutrals(kinds: list[str], side: str) -> None:
    """N1: neutrals between two of a direction take it; N2: else the paragraph's."""
    i = 0
    while i < len(kinds):
        end = i
        while end < len(kinds) and kinds[end] in NEUTRAL:
            end += 1
        if end > i:
            left = _as_strong(kinds[i - 1]) if i else side
            right = _as_strong(kinds[end]) if end < len(kinds) else side
            kinds[i:end] = [left if left == right and left else side] * (end - i)
        i = max(end, i + 1)


def line_levels(text: str, resolved: Sequence[int], span: Span, base: int) -> list[int]:
    """Cut one line out of a paragraph's levels; spaces at its end go back to the base level (L1)."""
    cut = list(resolved[span.start : span.end])
    for i in range(len(cut) - 1, -1, -1):
        if bidirectional(text[span.start + i]) not in ("WS", "BN", "LRI", "PDI"):
            break
        cut[i] = base
    return cut


def visual_order(run_levels: Sequence[int]) -> list[int]:
    """Give the order in which runs of these levels stand from left to right (L2)."""
    order = list(range(len(run_levels)))
    if not order:
        return order
    lowest_odd = min((level for level in run_levels if level & 1), default=max(run_levels) + 1)
    for level in range(max(run_levels), lowest_odd - 1, -1):
        i = 0
        while i < len(order):
            end = i
            while end < len(order) and run_levels[order[end]] >= level:
                end += 1
            order[i:end] = reversed(order[i:end])
            i = max(end, i + 1)
    return order
