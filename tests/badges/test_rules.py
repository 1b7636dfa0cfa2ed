"""Badge codes: one canonical form, many forgiven spellings, and nothing else."""

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.badges.rules import (
    LONGEST,
    TYPED_ALPHABET,
    Code,
    Malformed,
    TypedCode,
    classify,
    code_from_bits,
)

BITS = bytes(range(16))
CODE = code_from_bits(BITS)
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def test_a_code_is_128_bits_behind_a_version_mark() -> None:
    assert CODE.payload == "MQ1:AAAQEAYEAUDAOCAJBIFQYDIOB4"
    assert CODE.typed == TypedCode("M4W6KKPW")
    assert len(CODE.digest) == len(CODE.typed.digest) == 32


@given(st.binary(min_size=16, max_size=16))
def test_every_code_reads_back_as_itself_in_both_forms(bits: bytes) -> None:
    code = code_from_bits(bits)
    assert classify(code.payload) == code
    assert classify(code.typed.shown) == code.typed


@pytest.mark.parametrize(
    "text",
    [
        CODE.payload.lower(),
        f"  {CODE.payload}\r\n",
        CODE.value,
        f"MQ1 {CODE.value}",
        f"MQ1{CODE.value}",
        CODE.payload.translate(ARABIC),
        CODE.payload.translate(PERSIAN),
        f"\u200e{CODE.payload}\u200f",
        "-".join(CODE.value[i : i + 5] for i in range(0, 26, 5)),
    ],
)
def test_spelling_of_a_full_code_is_forgiven(text: str) -> None:
    assert classify(text) == CODE


@pytest.mark.parametrize("spell", [str.lower, lambda t: f"{t[:4]}-{t[4:]}", lambda t: f" {t[:4]}  {t[4:]} "])
def test_spelling_of_a_typed_code_is_forgiven(spell: object) -> None:
    assert callable(spell)
    assert classify(spell(CODE.typed.value)) == CODE.typed
    assert classify(spell("2345K678").translate(ARABIC)) == TypedCode("2345K678")


def test_letters_are_read_for_the_digits_that_they_look_like() -> None:
    assert classify("zsgb KLMP") == TypedCode("2568KLMP")


@pytest.mark.parametrize(
    "text,reason",
    [
        ("", "empty"),
        (" \u200e ", "empty"),
        ("MQ1:", "not_a_code"),
        ("MQ2:" + CODE.value, "not_a_code"),
        ("EV1:" + CODE.value, "not_a_code"),
        (CODE.value[:-1], "not_a_code"),
        (CODE.value + "A", "not_a_code"),
        (CODE.value[:-1] + "5", "not_a_code"),  # the same 128 bits, spelt another way
        (CODE.value.replace("A", "1"), "not_a_code"),
        ("2345678", "not_a_code"),
        ("0000 0000", "not_a_code"),
        ("https://example.org/p/abcdefgh", "not_a_code"),
        ("محمد ولد", "not_a_code"),
        ("\x00" * 8, "not_a_code"),
        ("x" * (LONGEST + 1), "too_long"),
        (CODE.payload + " " * 10_000_000, "too_long"),
    ],
)
def test_anything_else_is_malformed(text: str, reason: str) -> None:
    assert classify(text) == Malformed(reason)


@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(text: str) -> None:
    read = classify(text)
    assert isinstance(read, Code | TypedCode | Malformed)


def test_the_typed_alphabet_holds_no_two_characters_that_are_confused() -> None:
    by_eye = ("0OQD", "1IL", "2Z", "5S", "6G", "8B", "UV")
    by_ear = ("BCDEGPTVZ", "AHJK", "FSX", "MN", "QUW", "IY", "59", "79")
    for group in (*by_eye, *by_ear):
        assert sum(char in TYPED_ALPHABET for char in group) <= 1, group
    assert len(set(TYPED_ALPHABET)) == len(TYPED_ALPHABET)


def test_typed_codes_use_their_alphabet_evenly() -> None:
    source = random.Random(1)
    typed = [code_from_bits(source.randbytes(16)).typed.value for _i in range(3000)]
    seen = Counter("".join(typed))
    mean = len(typed) * 8 / len(TYPED_ALPHABET)
    assert set(seen) == set(TYPED_ALPHABET)
    assert all(0.9 * mean < count < 1.1 * mean for count in seen.values())
    assert len(set(typed)) == len(typed)


def test_the_digests_of_the_two_forms_have_nothing_in_common() -> None:
    assert CODE.digest != CODE.typed.digest
    assert not CODE.typed.value.startswith(CODE.value[:2])


@pytest.mark.parametrize("value", ["", "abc", CODE.value.lower(), CODE.value[:-1] + "5", "A" * 27])
def test_an_invalid_code_cannot_be_written_down(value: str) -> None:
    with pytest.raises(ValueError, match="not a badge code"):
        Code(value)


@pytest.mark.parametrize("value", ["", "2345678", "234567890", "ABCDEFGH", "kkkkkkkk"])
def test_an_invalid_typed_code_cannot_be_written_down(value: str) -> None:
    with pytest.raises(ValueError, match="not a typed code"):
        TypedCode(value)


def test_a_code_needs_all_its_bits() -> None:
    with pytest.raises(ValueError, match="128 bits"):
        code_from_bits(b"short")
