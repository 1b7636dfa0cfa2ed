"""Words with placeholders: what is refused, how they are filled in, and that what is filled in stays text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.letters.rules import (
    ALONE,
    LETTERS,
    MAILS,
    MEANINGS,
    OCCASIONS,
    FaultyWords,
    check,
    fill,
    line_of,
    parse,
    plain,
)
from app.letters.rules.words import FSI, PDI

KNOWN = ("name", "city", "link", "badge", "reason")


def faults(subject: str, body: str, needed: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """Field and message of everything that is wrong."""
    with pytest.raises(FaultyWords) as caught:
        check(subject, body, KNOWN, ("badge",), needed)
    return [(fault.field, fault.message % fault.params) for fault in caught.value.faults]


def test_what_is_unknown_missing_or_misplaced_is_told_at_its_field() -> None:
    found = faults("Hello {badge} {nobody}", "Dear {nmae}, your {badge} is here. {", ("link",))
    assert [field for field, _message in found] == ["subject", "subject", "body", "body", "body", "body"]
    told = " ".join(message for _field, message in found)
    for word in ("{nobody}", "{nmae}", "{badge}", "{link}"):
        assert word in told


def test_empty_and_endless_words_are_refused() -> None:
    assert len(faults("", " \n ")) == 2
    assert len(faults("x" * 201, "x" * 10_001)) == 2
    assert faults("one\ntwo", "fine")


def test_good_words_pass() -> None:
    check("For {name}", "Dear {name},\n\n{badge}\n\n{link}", KNOWN, ("badge",), ("link",))


def test_every_built_in_text_passes_its_own_check() -> None:
    for one in OCCASIONS.values():
        body = "\n\n".join(one.paragraphs)
        check(one.subject, body, one.places, ALONE & set(one.places), one.needed)
        assert set(one.places) <= set(MEANINGS), one.key
    assert not set(MAILS) & set(LETTERS)


def test_paragraphs_lists_stress_and_links_are_found() -> None:
    blocks = parse("One *two* three\nfour\n\n- first\n- second\n\nsee https://example.org/a, or\n\n{badge}")
    assert [block.kind for block in blocks] == ["text", "item", "item", "text", "alone"]
    assert [(piece.text, piece.strong) for piece in blocks[0].lines[0]] == [
        ("One ", False), ("two", True), (" three", False),
    ]  # fmt: skip
    assert blocks[3].lines[0][1].href == "https://example.org/a"
    assert blocks[4].place == "badge"


def test_a_line_that_has_nothing_to_say_is_left_out() -> None:
    blocks = parse("Reason: {reason}\n\nFrom {name}, {city}\nReason: {reason}")
    filled = fill(blocks, {"reason": "", "name": "Amina", "city": ""})
    assert plain(filled, False, {}) == "From Amina"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("To {honorific} {name}, {function}, {city} ({country}).", "To Amina, Rosso (MR)."),
        ("{honorific} {name}, {city}", "Amina, Rosso"),
        ("Dear {honorific} {name},", "Dear Amina,"),
        ("({function}, {city})", "(Rosso)"),
        ("{name}، {function}، {city}", "Amina، Rosso"),
        ("{city}, {function}", "Rosso"),
    ],
)
def test_what_has_nothing_to_say_leaves_no_hole(words: str, said: str) -> None:
    facts = {"honorific": "", "function": "", "name": "Amina", "city": "Rosso", "country": "MR"}
    assert plain(fill(parse(words), facts), False, {}) == said


def test_what_is_filled_in_is_never_read_as_words_again() -> None:
    hostile = "{link} *x* https://evil.example - <b>"
    filled = fill(parse("{name} and\n\n{name}"), {"name": hostile, "link": "https://ours"})
    pieces = [piece for block in filled for line in block.lines for piece in line if piece.place]
    assert [piece.text for piece in pieces] == [hostile, hostile]
    assert not any(piece.href or piece.strong for piece in pieces)


def test_a_subject_is_one_line_and_keeps_its_order() -> None:
    assert line_of("تأكيد · {title}", {"title": "Réunion\r\nBcc: x@y.z 2027"}, rtl=True) == (
        f"تأكيد · {FSI}Réunion Bcc: x@y.z 2027{PDI}"
    )
    assert line_of("Pour {name}", {"name": "Amina"}, rtl=False) == "Pour Amina"
    assert line_of("Pour {name}", {"name": "أمينة"}, rtl=False) == f"Pour {FSI}أمينة{PDI}"


@given(st.text(max_size=200), st.text(max_size=60))
def test_no_text_makes_reading_or_filling_fail(body: str, value: str) -> None:
    try:
        check("fine", body, KNOWN, ("badge",), ())
    except FaultyWords:
        return
    facts = dict.fromkeys(KNOWN, value)
    assert isinstance(plain(fill(parse(body), facts, kept=("badge",)), True, {"badge": "B"}), str)
