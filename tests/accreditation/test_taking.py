"""Taking a table: in short steps, whole or taken back, and people moved to other delegations."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from app.accreditation.service import taking
from app.accreditation.service.taking import NotClean
from app.audit import queries as journal
from app.delegations import service as delegations
from app.kernel.db import db as database
from app.kernel.i18n import Text
from app.kernel.ids import new_id
from app.mail.models import OutboxMail
from app.registration import queries, service
from app.registration.queries import Filter
from app.registration.rules import QuotaUsed
from tests.accreditation.test_importing import AMINA, HEAD, judged, people
from tests.registration.conftest import registered, submission
from tests.registration.test_forms_service import photo_file, photo_form


def test_a_line_moves_somebody_to_another_delegation(app: Flask, event_id: UUID) -> None:
    with app.app_context():
        facts = [delegations.Facts(country="MR", name=Text(fr=name), places=1) for name in ("Atar", "Kiffa")]
        atar, kiffa = (delegations.create(event_id, one).id for one in facts)
        ident = registered(event_id, email="amina@example.org", name_latin="Amina Mint Salem")
        lines = [[*AMINA[:5], AMINA[5], "Kiffa"]]
        head = [*HEAD[:6], "Délégation"]
        verdicts = judged(event_id, lines, head)
        assert [(one.kind, "delegation" in one.changes) for one in verdicts] == [("changed", True)]
        taking.take(event_id, verdicts, "list.csv", new_id(), doubtful=False, writes=False)
        assert queries.get(event_id, ident).delegation_id == kiffa
        assert not judged(event_id, lines, head)[0].changes
        service.join(ident, atar)
        registered_there = service.invite(event_id, submission(event_id).answers, delegation_id=kiffa)
        with pytest.raises(QuotaUsed):
            taking.take(
                event_id, judged(event_id, lines, head), "list.csv", new_id(), doubtful=False, writes=False
            )
        assert (
            queries.get(event_id, ident).delegation_id == atar != registered_there.registration.delegation_id
        )


@pytest.fixture
def line_by_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "HELD", 0)
    monkeypatch.setattr(taking, "PAUSE", 0)


@pytest.mark.usefixtures("line_by_line")
def test_a_table_of_many_steps_is_taken_whole_or_taken_back(app: Flask, event_id: UUID) -> None:
    with app.app_context():
        facts = delegations.Facts(country="MR", name=Text(fr="Atar"), places=3)
        sent = delegations.create(event_id, facts).id
        known = registered(
            event_id, email="amina@example.org", name_latin="Amina Mint Salem", function="Maire"
        )
        before = queries.raw_answers(queries.get(event_id, known), "fr", ())
        head = ["Nom", "Catégorie", "Pays", "Ville", "E-mail", "Langue", "Délégation", "Fonction"]
        rest = ["Maire", "MR", "Rosso"]
        lines = [[AMINA[0], *rest, "amina@example.org", "fr", "Atar", "Adjointe"]]
        lines += [[f"Person {one}", *rest, f"p{one}@example.org", "fr", "Atar", ""] for one in "ABCD"]
        with pytest.raises(QuotaUsed):
            taking.take(
                event_id, judged(event_id, lines, head), "list.csv", new_id(), doubtful=True, writes=True
            )
        assert people(event_id) == 1
        assert queries.raw_answers(queries.get(event_id, known), "fr", ()) == before
        assert queries.get(event_id, known).delegation_id is None
        assert not [one for one in mails_to(event_id) if one.startswith("p")]
        told = [one.content for one in journal.entries(journal.Filter(event_id), 200)]
        assert not [one for one in told if one and "p" + "a@example.org" in str(one)]
        assert journal.first_break(event_id) is None
        delegations.change(event_id, sent, replace(facts, places=9))
        taking.take(event_id, judged(event_id, lines, head), "list.csv", new_id(), doubtful=True, writes=True)
        assert people(event_id) == 5
        assert [one for one in mails_to(event_id) if one.startswith("p")] == [
            f"p{one}@example.org" for one in "abcd"
        ]
        assert not any(one.changes or one.target is None for one in judged(event_id, lines, head))


@pytest.mark.usefixtures("line_by_line")
def test_what_somebody_did_with_people_of_a_table_is_not_taken_back(app: Flask, event_id: UUID) -> None:
    with app.app_context():
        lines = [
            [f"Person {one}", "", "Maire", "MR", "Rosso", f"p{one}@example.org", "", "fr", ""]
            for one in "ABC"
        ]

        def approved() -> None:
            service.approve(event_id, [queries.listing(event_id, Filter(text="Person A")).rows[0].id])
            raise NotClean

        with pytest.raises(NotClean):
            taking.take(
                event_id,
                judged(event_id, lines),
                "l.csv",
                new_id(),
                doubtful=True,
                writes=False,
                alive=approved,
            )
        assert [one.state for one in queries.listing(event_id, Filter()).rows] == ["approved"]


@pytest.mark.usefixtures("line_by_line")
def test_a_table_that_was_killed_is_taken_again_and_nobody_is_there_twice(app: Flask, event_id: UUID) -> None:
    with app.app_context():
        source, rest = new_id(), ["Maire", "MR", "Rosso"]
        head = ["Nom", "Catégorie", "Pays", "Ville", "E-mail", "Langue"]
        lines = [[f"Person {one}", *rest, f"p{one}@example.org" if one < "C" else "", "fr"] for one in "ABCD"]

        def killed() -> None:
            if people(event_id) == 3:
                raise SystemExit

        first, same = (
            judged(event_id, lines, head),
            partial(taking.take, event_id, doubtful=True, writes=True),
        )
        with pytest.raises(SystemExit):
            same(first, "l.csv", source, alive=killed)
        assert (people(event_id), mails_to(event_id)) == (3, [])
        same(judged(event_id, lines, head), "l.csv", source)
        assert (people(event_id), mails_to(event_id)) == (4, ["pa@example.org", "pb@example.org"])
        same(first, "l.csv", source)  # as two at once would
        assert people(event_id) == 4


@pytest.mark.usefixtures("line_by_line")
def test_what_was_taken_before_a_kill_is_taken_back_with_the_rest(app: Flask, event_id: UUID) -> None:
    with app.app_context():
        facts = delegations.Facts(country="MR", name=Text(fr="Atar"), places=2)
        delegations.create(event_id, facts)
        head = ["Nom", "Catégorie", "Pays", "Ville", "Langue", "Délégation"]
        lines = [[f"Person {one}", "Maire", "MR", "Rosso", "fr", "Atar"] for one in "ABC"]

        def killed() -> None:
            raise SystemExit

        source, first = new_id(), judged(event_id, lines, head)
        with pytest.raises(SystemExit):
            taking.take(event_id, first, "l.csv", source, doubtful=True, writes=False, alive=killed)
        assert people(event_id) == 1
        with pytest.raises(QuotaUsed):
            taking.take(event_id, first, "l.csv", source, doubtful=True, writes=False)
        assert people(event_id) == 0


def test_only_what_a_table_says_otherwise_is_written(app: Flask, event_id: UUID) -> None:
    with app.app_context():
        ident = registered(event_id, function="Adjoint")
        verdicts = judged(event_id, [[str(ident), "Maire"]], ["id", "function"])
        service.change(ident, submission(event_id, function="Adjoint", phone="22 99 88 77").answers)
        taking.take(event_id, verdicts, "l.csv", new_id(), doubtful=False, writes=False)
        held = queries.get(event_id, ident)
        assert (held.function, held.phone) == ("Maire", "+22222998877")
        assert queries.listing(event_id, Filter(text="22998877")).total == 1


def test_a_table_leaves_the_photo(app: Flask, event_id: UUID) -> None:
    with app.app_context():
        photo_form(event_id)
        ident = registered(event_id, photo=photo_file(event_id))
        verdicts = judged(event_id, [[str(ident), "Ministre"]], ["id", "function"])
        taking.take(event_id, verdicts, "l.csv", new_id(), doubtful=False, writes=False)
        assert queries.find_photo(ident) is not None


def mails_to(event_id: UUID) -> list[str]:
    """Whom mails are queued for, in order of the alphabet."""
    query = select(OutboxMail.to).where(
        OutboxMail.event_id == event_id, OutboxMail.occasion.like("%received")
    )
    return sorted(database.session.scalars(query))
