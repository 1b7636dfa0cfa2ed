"""Plain words with placeholders: read, checked, and filled in for one person, as blocks for pages, mails and print.

Paragraphs stand between empty lines; a line that begins with "- " is an item of a list; *these words* are stressed;
addresses become links; {name} is a placeholder. What is filled in is text and nothing else, whatever it holds.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from unicodedata import bidirectional

from app.kernel.errors import Refusal
from app.kernel.i18n import N_

LONGEST_SUBJECT, LONGEST_BODY = 200, 10_000

_TOKEN = re.compile(
    r"\{(?P<place>[^{}\n]*)\}"
    r"|(?<![*\w])\*(?P<strong>[^*\n]*[^*\s])\*(?![*\w])"
    r"|(?P<url>https?://[^\s<>\"{}]*[^\s<>\"{}.,;:!?)»])"
)
_BRACE = re.compile(r"[{}]")
_ITEM = re.compile(r"^[-•] +")
_SEPARATOR_BEFORE = re.compile(r"[ ,،;·]+$")
_SEPARATOR_BEHIND = re.compile(r"^[ ,،;·]+")
FSI, PDI = "\u2068", "\u2069"


@dataclass(frozen=True)
class Piece:
    """Some text of a block: stressed or not, with the address it leads to or ''; `place` while it is not filled in."""

    text: str
    strong: bool = False
    href: str = ""
    place: str = ""


@dataclass(frozen=True)
class Block:
    """A paragraph, an item of a list, or a placeholder that stands alone; lines of pieces."""

    kind: str  # text | item | alone
    lines: tuple[tuple[Piece, ...], ...]

    @property
    def place(self) -> str:
        """The placeholder that stands alone here, or ''."""
        return self.lines[0][0].place if self.kind == "alone" else ""


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with words as they were typed; `field` is subject or body."""

    field: str
    message: str
    params: Mapping[str, object]


class FaultyWords(Refusal):
    """Words that cannot be kept as they are."""

    code = "faulty-words"
    status = 422
    message = N_("These words need another look; nothing was saved yet.")

    def __init__(self, *faults: Fault) -> None:
        """Keep what was found."""
        super().__init__()
        self.faults = faults


def check(
    subject: str, body: str, known: Collection[str], alone: Collection[str], needed: Collection[str]
) -> None:
    """Raise FaultyWords for unknown, misplaced or missing placeholders, and for what is empty or too long.

    Placeholders in `alone` make a whole block and need a paragraph of their own; one of `needed` must be there.
    """
    faults = [*_field_faults("subject", subject, known, LONGEST_SUBJECT)]
    if "\n" in subject.strip():
        faults.append(Fault("subject", N_("The subject is one line."), {}))
    faults += [Fault("subject", NOT_HERE, {"name": name}) for name in places(subject) if name in alone]
    faults += _field_faults("body", body, known, LONGEST_BODY)
    inside = {piece.place for block in parse(body) if block.kind != "alone" for piece in _pieces(block)}
    faults += [Fault("body", N_("{%(name)s} needs a paragraph of its own."), {"name": name})
               for name in sorted(inside & set(alone))]  # fmt: skip
    if needed and not set(needed) & set(places(body)):
        wanted = ", ".join(f"{{{name}}}" for name in sorted(needed))
        faults.append(Fault("body", N_("One of these must be in it: %(names)s."), {"names": wanted}))
    if faults:
        raise FaultyWords(*faults)


NOT_HERE = N_("{%(name)s} cannot stand in the subject.")


def _field_faults(field: str, text: str, known: Collection[str], most: int) -> Iterator[Fault]:
    if not text.strip():
        yield Fault(field, N_("Please write something here."), {})
    if len(text) > most:
        yield Fault(field, N_("This is too long: %(most)s characters at most."), {"most": most})
    for name in dict.fromkeys(places(text)):
        if name not in known:
            yield Fault(
                field,
                N_("Nothing is known as {%(name)s} here. The list beside says what is."),
                {"name": name},
            )
    if _BRACE.search(_TOKEN.sub("", text)):
        yield Fault(field, N_("A brace { or } is left over: a placeholder looks like {name}."), {})


def places(text: str) -> list[str]:
    """The placeholders of a text, in their order, as they are written."""
    found = re.findall(r"\{([^{}\n]*)\}", text)
    return [name.strip() for name in found]


def parse(body: str) -> list[Block]:
    """The blocks of a text; placeholders are still to be filled in."""
    blocks: list[Block] = []
    for paragraph in re.split(r"\n\s*\n", body.replace("\r\n", "\n").strip("\n")):
        lines = [line.strip() for line in paragraph.split("\n") if line.strip()]
        text: list[str] = []
        for line in lines:
            if _ITEM.match(line):
                blocks += _text(text)
                text = []
                blocks.append(Block("item", (tuple(_tokens(_ITEM.sub("", line))),)))
            else:
                text.append(line)
        blocks += _text(text)
    return blocks


def _text(lines: list[str]) -> list[Block]:
    if not lines:
        return []
    parsed = tuple(tuple(_tokens(line)) for line in lines)
    alone = len(parsed) == 1 and len(parsed[0]) == 1 and parsed[0][0].place
    return [Block("alone" if alone else "text", parsed)]


def _tokens(line: str, strong: bool = False) -> Iterator[Piece]:
    at = 0
    for found in _TOKEN.finditer(line):
        if found.start() > at:
            yield Piece(line[at : found.start()], strong)
        at = found.end()
        if found["place"] is not None:
            yield Piece("", strong, place=found["place"].strip())
        elif found["strong"] is not None:
            yield from _tokens(found["strong"], strong=True)
        else:
            yield Piece(found["url"], strong, href=found["url"])
    if at < len(line):
        yield Piece(line[at:], strong)


def _pieces(block: Block) -> Iterator[Piece]:
    return (piece for line in block.lines for piece in line)


def fill(blocks: Collection[Block], facts: Mapping[str, str], kept: Collection[str] = ()) -> list[Block]:
    """The blocks with their placeholders filled in; a line all of whose placeholders have nothing to say is left out.

    Placeholders in `kept` that stand alone stay for whoever draws them. An address that is filled in becomes a link.
    KeyError for a placeholder without a fact.
    """
    filled: list[Block] = []
    for block in blocks:
        if block.place in kept and block.place:
            filled.append(block)
            continue
        lines = tuple(line for line in (_filled(line, facts) for line in block.lines) if line)
        if lines:
            filled.append(Block("text" if block.kind == "alone" else block.kind, lines))
    return filled


def _filled(line: tuple[Piece, ...], facts: Mapping[str, str]) -> tuple[Piece, ...]:
    named = [piece.place for piece in line if piece.place]
    if named and not any(facts[name] for name in named):
        return ()
    made = [_piece(piece, facts) for piece in line]
    return tuple(_without_holes(made))


def _piece(piece: Piece, facts: Mapping[str, str]) -> Piece:
    if not piece.place:
        return piece
    value = " ".join(facts[piece.place].split())
    href = value if piece.place in LINKS else f"mailto:{value}" if piece.place == "contact" and value else ""
    return replace(piece, text=value, href=href)


LINKS = frozenset({"link", "register"})
"""Placeholders that are addresses of our own."""


def _without_holes(pieces: list[Piece]) -> list[Piece]:
    """What has nothing to say takes the comma before it along (or, at a beginning, the one behind it)."""
    kept: list[Piece] = []
    hole = False
    for piece in pieces:
        if not piece.text:
            if kept and not kept[-1].place:
                kept[-1] = replace(kept[-1], text=_SEPARATOR_BEFORE.sub("", kept[-1].text))
            hole = True
            continue
        text = piece.text
        before = "".join(one.text for one in kept)
        if hole and not piece.place and (not before or before.endswith(("(", " "))):
            text = _SEPARATOR_BEHIND.sub("", text)
        kept.append(replace(piece, text=text))
        hole = False
    return [piece for piece in kept if piece.text]


def plain(blocks: Collection[Block], rtl: bool, drawn: Mapping[str, str]) -> str:
    """Filled blocks as plain text, with what is `drawn` for the placeholders that stand alone.

    What runs against the text is isolated, so that the line keeps its order.
    """
    parts: list[str] = []
    before = ""
    for block in blocks:
        said = drawn.get(block.place, "") or "\n".join(
            "".join(_isolated(piece, rtl) for piece in line) for line in block.lines
        )
        if not said:
            continue
        joint = "\n" if block.kind == before == "item" else "\n\n"
        parts += [joint if parts else "", f"- {said}" if block.kind == "item" else said]
        before = block.kind
    return "".join(parts)


def line_of(subject: str, facts: Mapping[str, str], rtl: bool) -> str:
    """A subject filled in, on one line; what runs against it is isolated."""
    pieces = _without_holes([_piece(piece, facts) for piece in _tokens(subject.strip())])
    return "".join(_isolated(piece, rtl) for piece in pieces).strip(" ·–-")


def _isolated(piece: Piece, rtl: bool) -> str:
    """Addresses stay as they are, to be copied."""
    if not piece.place or piece.href or not _against(piece.text, rtl):
        return piece.text
    return f"{FSI}{piece.text}{PDI}"


def _against(text: str, rtl: bool) -> bool:
    kinds = {bidirectional(char) for char in text}
    return bool(kinds & ({"L", "EN"} if rtl else {"R", "AL"}))
