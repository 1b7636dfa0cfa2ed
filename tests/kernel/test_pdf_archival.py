"""PDF/A-2b: wanted, it is made; else not; and what judges it sees what lacks."""

from __future__ import annotations

import pytest

from app.kernel.pdf import A4, Paper, Style, shape
from app.kernel.pdf.archival import archival
from tests.support.archival import faults

TITLES = ["قائمة الحضور", 'R&D <liste> "a" ]]> -->', "Ⓐ" * 300]


def drawn(title: str) -> bytes:
    """A page with two scripts, a stamp and a code."""
    paper = Paper(title, "ar", A4, "rtl")
    with paper.stamp("head"):
        paper.fill(10, 10, 30, 30, "#0b6b58")
    paper.press("head")
    paper.text(shape("قائمة الحضور · Liste de présence", Style(14)), 500, 600, "right")
    paper.modules([[True, False], [False, True]], 50, 50, 4)
    return paper.bytes()


@pytest.mark.parametrize("title", TITLES, ids=range(len(TITLES)))
def test_it_is_made_where_it_is_wanted_and_only_there(title: str) -> None:
    plain = drawn(title)
    assert len(faults(plain)) == 2, "no metadata and no output intent"
    with archival():
        made = drawn(title)
        assert drawn(title) == made
    assert faults(made) == []
    assert drawn(title) == plain


def test_a_missing_line_end_and_a_foreign_colour_are_seen() -> None:
    with archival():
        made = drawn("x")
    assert faults(made.replace(b"\nendstream", b" endstream")) != []
