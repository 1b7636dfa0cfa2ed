"""The journal's page, as an auditor reads it in three languages."""

from __future__ import annotations

import re
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from app.audit.rules import Act
from app.audit.service import record
from app.kernel.db import atomic
from tests.audit.conftest import tamper
from tests.support.people import approved, desk, hold

PAGE = "/desk/meeting/journal"


@pytest.fixture
def event_id(db: SQLAlchemy) -> UUID:
    return hold()


@pytest.fixture
def auditor(app: Flask, event_id: UUID) -> FlaskClient:
    return desk(app, event_id, "auditor")


def numbers(page: str) -> list[int]:
    """The lines that the table shows."""
    return [int(number) for number in re.findall(r'<td class="cell-number">(\d+)</td>', page)]


WORDS = {
    "ar": ("السجل", "اعتماد التسجيل", "السلسلة", "<del><bdi>قيد الانتظار", "موريتانيا"),
    "fr": ("Journal", "Inscription approuvée", "La chaîne est", "<del><bdi>En attente", "Mauritanie"),
    "en": ("Journal", "Registration approved", "The chain closes", "<del><bdi>Waiting", "Mauritania"),
}


@pytest.mark.parametrize("language", WORDS)
def test_it_tells_who_did_what_to_whom(auditor: FlaskClient, event_id: UUID, language: str) -> None:
    approved(event_id)
    page = auditor.get(f"{PAGE}?lang={language}&verify=1")
    heading, act, closes, state, country = WORDS[language]
    assert page.status_code == 200
    assert heading in page.text
    assert f"<td>{act}</td>" in page.text
    assert closes in page.text
    assert "<bdi>Amina Mint Salem</bdi>" in page.text
    assert "<del>" in page.text
    assert state in page.text
    assert country in page.text
    assert ">submitted<" not in page.text  # a key, where a word belongs


@pytest.mark.parametrize(
    ("language", "words"), [("ar", "عند السطر 2"), ("fr", "ligne 2"), ("en", "at line 2")]
)
def test_a_broken_chain_is_said_with_its_line(
    auditor: FlaskClient, event_id: UUID, language: str, words: str
) -> None:
    approved(event_id)
    tamper(f"UPDATE journal_entry SET action = 'x' WHERE number = 2 AND chain = 'journal:{event_id}'")
    page = auditor.get(f"{PAGE}?lang={language}&verify=1").text
    assert words in page
    assert 'role="alert"' in page
    assert "notice go" not in page


def test_it_is_verified_only_when_asked(auditor: FlaskClient) -> None:
    assert "The chain" not in auditor.get(PAGE).text
    assert f'href="{PAGE}?verify=1"' in auditor.get(PAGE).text


JOURNALLED = {
    "ar": ("عمدة", "استيراد المشاركين", "الاعتماد", "الافتتاح", "المعنيون", "28 يناير 2027"),
    "fr": (
        "Maire",
        "Import de participants",
        "Accréditation",
        "Ouverture",
        "les personnes concernées",
        "28 janvier 2027",
    ),
}


@pytest.mark.parametrize("language", JOURNALLED)
def test_keys_are_said_in_words_and_what_is_empty_is_left_out(
    auditor: FlaskClient, event_id: UUID, language: str
) -> None:
    said = {
        "category": "mayor", "categories": ["mayor"], "work": "delegates.import", "role": "accreditation",
        "added": ["opening"], "cancelled": [], "tell": "concerned", "starts": "2027-01-28", "ends": "14:05:00",
        "quotas": {"mayor": 2}, "purpose": "travel", "fields": ["name_ar"],
    }  # fmt: skip
    with atomic():
        record(Act("agenda.published", "event", event_id, event_id, "Meeting", after=said))
    page = auditor.get(f"{PAGE}?lang={language}").text
    for words in JOURNALLED[language]:
        assert words.replace(" ", "\u00a0") in page or words in page
    assert "<bdi>14:05</bdi>" in page
    for key in (
        "mayor",
        "delegates.import",
        "accreditation",
        "opening",
        "concerned",
        "travel",
        "name_ar",
        "[]",
    ):
        assert f">{key}<" not in page
        assert f" {key}<" not in page
    assert page.partition("</dl>")[0].count("<dt>") == len(said) - 1


def many(event_id: UUID, count: int, subject: UUID | None = None) -> None:
    with atomic():
        record(
            *(Act("test.done", "test", subject, event_id, about=f"Line {number}") for number in range(count))
        )


def test_older_lines_are_a_page_away(auditor: FlaskClient, event_id: UUID) -> None:
    many(event_id, 120)
    seen, address = [], f"{PAGE}?action=test.done"
    while address:
        page = auditor.get(address).text
        seen.append(numbers(page))
        link = re.search(rf'<p><a href="({PAGE}[^"]*before=[^"]*)"', page)
        address = link[1].replace("&amp;", "&") if link else ""
    assert [len(lines) for lines in seen] == [50, 50, 20]
    together = [number for lines in seen for number in lines]
    assert together == sorted(together, reverse=True)
    assert len(set(together)) == 120


def test_a_full_last_page_has_nothing_older(auditor: FlaskClient, event_id: UUID) -> None:
    many(event_id, 50)
    assert "before=" not in auditor.get(f"{PAGE}?action=test.done").text


def test_it_is_narrowed_to_an_act(auditor: FlaskClient, event_id: UUID) -> None:
    approved(event_id)
    page = auditor.get(f"{PAGE}?action=badge.issued&lang=en").text
    assert len(numbers(page)) == 1
    assert re.search(r'<option value="badge.issued" selected>Badge code given</option>', page)


def test_it_is_narrowed_to_one_person_and_stays_so_on_the_next_page(
    auditor: FlaskClient, event_id: UUID
) -> None:
    subject = uuid4()
    many(event_id, 3)
    many(event_id, 60, subject)
    page = auditor.get(f"{PAGE}?subject={subject}").text
    assert len(numbers(page)) == 50
    assert f"subject={subject}&amp;before=" in page


def test_an_act_without_a_name_is_shown_by_its_key(auditor: FlaskClient, event_id: UUID) -> None:
    many(event_id, 1)
    assert "<td>test.done</td>" in auditor.get(PAGE).text


def test_lines_whose_content_was_erased_say_so(auditor: FlaskClient, event_id: UUID) -> None:
    approved(event_id)
    erase = f"UPDATE journal_entry SET content = NULL, salt = NULL WHERE chain = 'journal:{event_id}'"
    tamper(erase, unguarded=False)
    page = auditor.get(f"{PAGE}?verify=1&lang=en").text
    assert "personal content erased" in page
    assert "Amina" not in page
    assert "The chain closes" in page


def test_markup_in_a_name_stays_text(auditor: FlaskClient, event_id: UUID) -> None:
    with atomic():
        record(
            Act(
                "test.done",
                "test",
                None,
                event_id,
                about="<b>Amina</b>",
                reason="<script>",
                after={"a": "<i>"},
            )
        )
    page = auditor.get(PAGE).text
    assert "&lt;b&gt;Amina" in page
    assert not [mark for mark in ("<b>", "<script>", "<i>") if mark in page]


@pytest.mark.parametrize(
    "asked",
    ["before=soon", "before=-1", "before=99999999999999999999", "subject=me", "action=%00", "before=%D9%A3"],
)
def test_an_odd_question_is_no_crash(auditor: FlaskClient, asked: str) -> None:
    assert auditor.get(f"{PAGE}?{asked}").status_code in (200, 400, 404)


def test_another_events_journal_is_not_shown(app: Flask, auditor: FlaskClient) -> None:
    hold("other")
    assert auditor.get("/desk/other/journal").status_code == 403


def test_a_journal_without_the_act_says_so(auditor: FlaskClient) -> None:
    assert "Nothing here yet." in auditor.get(f"{PAGE}?action=no.such&lang=en").text
