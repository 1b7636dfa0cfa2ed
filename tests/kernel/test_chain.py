"""Evidence chains: whatever is changed, removed, added or moved is found; what is erased leaves the chain closed."""

from __future__ import annotations

import hashlib
import string
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.kernel.chain import START, canonical, commitment, first_break, link, new_salt

Content = dict[str, Any]


@dataclass(frozen=True)
class Row:
    """A line of a chain, as tables keep it."""

    number: int
    action: str
    content: Content | None
    salt: bytes | None
    commitment: bytes
    link: bytes


Chain = tuple[Row, ...]


def facts(row: Row) -> Mapping[str, object]:
    return {"number": row.number, "action": row.action}


def chained(contents: list[Content], salts: Callable[[], bytes] = new_salt) -> Chain:
    """Rows as a writer adds them."""
    rows: list[Row] = []
    for number, content in enumerate(contents, 1):
        salt = salts()
        row = Row(number, "said", content, salt, commitment(salt, content), START)
        before = rows[-1].link if rows else START
        rows.append(replace(row, link=link(before, facts(row), row.commitment)))
    return tuple(rows)


def broken_at(rows: Chain, head: tuple[int, bytes]) -> int | None:
    return first_break(lambda: iter(rows), facts, lambda: head)


def head_of(rows: Chain) -> tuple[int, bytes]:
    return (rows[-1].number, rows[-1].link) if rows else (0, START)


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
contents = st.dictionaries(words, words | st.integers() | st.none(), max_size=3)
chains = st.lists(contents, min_size=1, max_size=5).map(chained)


@settings(max_examples=40)
@given(chains)
def test_what_nobody_touched_holds(rows: Chain) -> None:
    assert broken_at(rows, head_of(rows)) is None


def test_a_chain_without_rows_holds() -> None:
    assert broken_at((), (0, START)) is None


CHANGES: dict[str, Callable[[Row], Row]] = {
    "number": lambda row: replace(row, number=row.number + 1),
    "action": lambda row: replace(row, action="unsaid"),
    "content": lambda row: replace(row, content={**(row.content or {}), "added": 1}),
    "content emptied": lambda row: replace(row, content=None),
    "salt": lambda row: replace(row, salt=new_salt()),
    "commitment": lambda row: replace(row, commitment=new_salt() * 2),
    "link": lambda row: replace(row, link=new_salt() * 2),
    "content with its commitment": lambda row: replace(
        row, content={"other": 1}, commitment=commitment(row.salt or b"", {"other": 1})
    ),
    "erasure of other facts": lambda row: replace(row, content=None, salt=None, action="unsaid"),
}


@pytest.mark.parametrize("change", CHANGES)
@settings(max_examples=20)
@given(chains, st.data())
def test_any_change_is_found_at_its_row(change: str, rows: Chain, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(rows) - 1))
    changed = (*rows[:place], CHANGES[change](rows[place]), *rows[place + 1 :])
    assert broken_at(changed, head_of(rows)) == place + 1


@settings(max_examples=40)
@given(chains, st.data())
def test_a_removed_row_is_found(rows: Chain, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(rows) - 1))
    assert broken_at(rows[:place] + rows[place + 1 :], head_of(rows)) == place + 1


@settings(max_examples=40)
@given(chains, st.data())
def test_rows_in_another_order_are_found(rows: Chain, data: st.DataObject) -> None:
    moved = tuple(data.draw(st.permutations(rows)))
    assume(moved != rows)
    first = next(place for place, row in enumerate(moved, 1) if row.number != place)
    assert broken_at(moved, head_of(rows)) == first


@settings(max_examples=40)
@given(chains, contents)
def test_a_row_added_past_the_head_is_found(rows: Chain, content: Content) -> None:
    longer = chained([*(row.content or {} for row in rows), content])
    assert broken_at((*rows, longer[-1]), head_of(rows)) == len(rows) + 1


@settings(max_examples=40)
@given(chains, contents)
def test_a_whole_chain_written_anew_is_found_by_its_head(rows: Chain, content: Content) -> None:
    forged = chained([content for _row in rows])
    assert broken_at(forged, head_of(rows)) is not None


@settings(max_examples=40)
@given(chains, st.data())
def test_erasing_contents_keeps_it_closed(rows: Chain, data: st.DataObject) -> None:
    erased = data.draw(st.sets(st.integers(0, len(rows) - 1)))
    left = tuple(
        replace(row, content=None, salt=None) if place in erased else row for place, row in enumerate(rows)
    )
    assert broken_at(left, head_of(rows)) is None


@settings(max_examples=40)
@given(chains, contents)
def test_rows_that_come_while_it_is_read_do_not_break_it(rows: Chain, content: Content) -> None:
    salts = [row.salt or b"" for row in rows] + [new_salt()]
    longer = chained([*(row.content or {} for row in rows), content], iter(salts).__next__)
    heads = iter([head_of(rows), head_of(longer)])
    assert first_break(lambda: iter(rows), facts, heads.__next__) is None
    heads = iter([head_of(rows), head_of(longer)])
    assert first_break(lambda: iter(longer), facts, heads.__next__) is None


def test_a_commitment_says_nothing_without_its_salt() -> None:
    """A phone number has few candidates: without the salt, none of them gives the commitment; with it, one does."""
    candidates: list[Content] = [{"phone": f"2{number:03}"} for number in range(1000)]
    secret, salt = copy(candidates[417]), new_salt()
    kept = commitment(salt, secret)
    guesses = [hashlib.sha256(canonical(one)).digest() for one in candidates]
    assert kept not in guesses
    assert [one for one in candidates if commitment(salt, one) == kept] == [secret]


def test_a_salt_is_long_and_never_the_same() -> None:
    salts = {new_salt() for _time in range(1000)}
    assert len(salts) == 1000
    assert {len(salt) for salt in salts} == {16}


def test_the_same_content_is_the_same_bytes_however_it_was_built() -> None:
    letters = string.ascii_lowercase
    forward = {letter: {"ب": number, "a": None} for number, letter in enumerate(letters)}
    backward = {letter: dict(reversed(forward[letter].items())) for letter in reversed(letters)}
    assert canonical(forward) == canonical(backward)
    assert canonical({"ب": 1, "a": [1, None]}) == '{"a":[1,null],"ب":1}'.encode()
