"""An event's own words: kept, said in the next mail, and gone when they are reset."""

from __future__ import annotations

from uuid import UUID

import pytest
from flask_sqlalchemy import SQLAlchemy

from app.audit import queries as journal
from app.kernel.errors import NotFound
from app.letters import queries, service
from app.letters.rules import FaultyWords
from app.registration import queries as registrations
from tests.letters.conftest import deliver
from tests.support import people
from tests.support.smtp import Mailbox, text_of

RECEIVED = "registration.received"


def test_the_next_mail_says_the_events_own_words(event: UUID, server: Mailbox) -> None:
    service.save_words(
        event, RECEIVED, "fr", "Bien reçu, {name}", "Merci *{name}* !\n\n- un\n- deux\n\n{link}"
    )
    people.register(event, honorific="", name_latin='<img src=x onerror="x">', name_ar="")
    people.register(event, 1, language="ar")
    deliver()
    ours, theirs = server.mails
    html = text_of(ours, "html")
    assert "Bien reçu" in str(ours["Subject"])
    assert "<img src=x" not in html
    assert "<strong><bdi>&lt;img src=x onerror=" in html
    assert html.count("<li>") == 2
    assert 'dir="rtl"' in text_of(theirs, "html")
    assert "استلمنا" in str(theirs["Subject"])  # built in where nothing was changed


def test_words_that_are_wrong_are_not_kept(event: UUID) -> None:
    with pytest.raises(FaultyWords):
        service.save_words(event, RECEIVED, "fr", "fine", "no link in it, but {nobody}")
    assert not queries.changed(event)
    with pytest.raises(NotFound):
        service.save_words(event, "no.such", "fr", "a", "b")


def test_reset_and_the_built_in_words_typed_again_leave_nothing(event: UUID) -> None:
    service.save_words(event, RECEIVED, "fr", "x", "{link}")
    assert queries.changed(event) == {RECEIVED: ("fr",)}
    built = queries.built_in(RECEIVED, "fr")
    service.save_words(event, RECEIVED, "fr", built.subject, built.body.replace("\n", "\r\n"))
    assert not queries.changed(event)
    service.save_words(event, RECEIVED, "fr", "x", "{link}")
    service.reset_words(event, RECEIVED, "fr")
    assert queries.words(event, RECEIVED, "fr") == built
    acts = [one.action for one in journal.entries(journal.Filter(event), 20)]
    assert acts.count("words.reset") == 2


def test_built_in_words_are_set_apart_as_their_language_does(db: SQLAlchemy) -> None:
    arabic = queries.built_in("letter.certificate", "ar").body
    assert "{city}، {country}" in arabic
    assert "{city}, {country}" in queries.built_in("letter.certificate", "fr").body


def test_a_sample_holds_no_secret(event: UUID) -> None:
    guest = people.approved(event)
    person = registrations.get(event, guest.id)
    for occasion in ("registration.approved", "registration.link"):
        shown = service.sample(person, occasion, queries.words(event, occasion, "en"))
        for secret in (registrations.link_token(person), guest.code, guest.typed):
            assert secret not in shown.text + shown.html


def test_whatsapp_gets_the_text_in_the_delegates_language(event: UUID) -> None:
    ident = people.register(event, language="ar")
    person = registrations.get(event, ident)
    shared = service.for_person(person)
    assert shared.link.startswith("https://wa.me/22222123456?text=")
    assert registrations.link_token(person) in shared.text
    assert "صفحتكم" in shared.text
    public = service.for_event(event, "fr")
    assert public.link.startswith("https://wa.me/?text=")
    assert "/meeting/register" in public.text
