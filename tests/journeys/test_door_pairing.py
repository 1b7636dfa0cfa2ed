"""How a phone stops being a door: ended by the desk, by its own clock, by its bearer; and a browser that forgets."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect
from sqlalchemy import select

from app.checkin import service
from app.checkin.models import Device, Pairing
from app.events.models import Event
from app.kernel import clock
from app.kernel.db import db
from tests.journeys.hall import SLUG, Hall, hall
from tests.journeys.phones import Phone
from tests.support.keeper import wait_until

KEPT = ("facts", "blocks", "known", "photos", "queue", "log")


@contextmanager
def one_phone(driver: Playwright, folder: Path, language: str) -> Iterator[tuple[Hall, Phone, list[str]]]:
    """A meeting, a paired phone, and codes to scan."""
    with hall(folder / "instance", 12) as meeting:
        phone = Phone(driver, folder / "phone", language)
        phone.open()
        phone.pair(meeting.pairing("Porte A"))
        yield meeting, phone, sorted(meeting.codes())
        assert not phone.faults
        phone.close()


def test_a_pairing_that_the_desk_ends_delivers_what_was_scanned_and_leaves_nothing_behind(
    driver: Playwright, tmp_path: Path
) -> None:
    with one_phone(driver, tmp_path, "ar") as (meeting, phone, codes):
        phone.offline()
        for code in codes[:3]:
            phone.scan(code)
        taken = phone.lines()
        with meeting.app.app_context():
            device = db.session.scalars(select(Device).order_by(Device.paired_at.desc())).first()
            assert device is not None
            service.revoke_device(device.id, device.event_id)
        phone.online()
        wait_until(lambda: len(meeting.scans()) == 3, "the delivery")
        assert {str(scan.scan_id) for scan in meeting.scans() if scan.held} == taken.keys()
        wait_until(lambda: not any(phone.read(box) for box in KEPT), "the wiping")
        phone.page.keyboard.type(codes[4])
        phone.page.keyboard.press("Enter")
        phone.page.reload()
        expect(phone.page.locator("[data-part=notices]")).not_to_be_empty()
        assert not any(phone.read(box) for box in KEPT)
        assert len(meeting.scans()) == 3


def test_a_browser_that_throws_the_store_away_is_noticed_and_what_is_open_is_kept_anew(
    driver: Playwright, tmp_path: Path
) -> None:
    with one_phone(driver, tmp_path, "fr") as (meeting, phone, codes):
        phone.offline()
        phone.scan(codes[0])
        phone.scan(codes[1])
        phone.page.evaluate(FORGET)
        wait_until(
            lambda: len(phone.read("queue")) == 2, "the scans kept anew", 20
        )  # the watch looks each 30 s
        expect(phone.page.locator("[data-part=notices]")).not_to_be_empty()
        phone.page.goto("about:blank")
        phone.page.goto(f"{meeting.server.url}/door/")
        wait_until(lambda: phone.unsent() == 2, "the scans after a reload")
        phone.online()
        wait_until(lambda: len(meeting.scans()) == 2, "the delivery", 60)


@pytest.mark.proof
def test_a_pairing_that_runs_out_without_network_takes_nothing_more_and_loses_nothing(
    driver: Playwright, tmp_path: Path
) -> None:
    with hall(tmp_path / "instance", 12) as meeting:
        phone, codes = Phone(driver, tmp_path / "phone", "fr"), sorted(meeting.codes())
        phone.open()
        phone.pair(f"{meeting.server.url}/door/pair/{_short_pairing(meeting)}")
        phone.offline()
        phone.scan(codes[0])
        wait_until(lambda: not _lasts(meeting), "the end of the pairing", 60)
        phone.page.keyboard.type(codes[1])
        phone.page.keyboard.press("Enter")
        expect(phone.page.locator("[data-part=notices]")).to_contain_text(
            "L’appairage est arrivé à son terme"
        )
        assert [line["code"] for line in phone.lines().values()] == [codes[0]]
        assert phone.unsent() == 1
        phone.online()
        phone.pair(meeting.pairing("Porte B"))  # a new link for the same event takes the old scans along
        wait_until(lambda: len(meeting.scans()) == 1, "the delivery", 60)
        assert phone.page.evaluate("JSON.parse(localStorage.getItem('door.kept')).unsent") == 0
        phone.close()


def _lasts(meeting: Hall) -> bool:
    with meeting.app.app_context():
        ends = db.session.scalars(select(Pairing.expires_at).order_by(Pairing.created_at.desc())).first()
    return ends is not None and ends > clock.now()


def _short_pairing(meeting: Hall) -> str:
    with meeting.app.app_context():
        event = db.session.scalars(select(Event.id).where(Event.slug == SLUG)).one()
        return service.pair(event, "Porte A", lasts=timedelta(seconds=25)).link


FORGET = """() => new Promise((resolve, reject) => {
  const gone = indexedDB.deleteDatabase("multaqa-door");
  gone.onerror = () => reject(gone.error);
  gone.onsuccess = () => resolve();
})"""
