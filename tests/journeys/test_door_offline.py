"""A morning at two doors without a network: nothing is lost, nothing is doubled, whatever dies in between."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright, expect

from app.kernel import clock
from tests.journeys import camera
from tests.journeys.hall import SLUG, Hall, hall
from tests.journeys.phones import Phone
from tests.support.keeper import wait_until


def _present(lines: list[dict[str, Any]], whose: dict[str, str]) -> set[str]:
    """Who is in, counted from the lines alone and without the program's rules: the last word about each counts."""
    undone = {line["corrects"] for line in lines if "corrects" in line}
    inside: set[str] = set()
    for line in sorted(lines, key=lambda line: str(line["at"])):
        if "corrects" not in line and line["id"] not in undone and line["code"] in whose:
            (inside.add if line["direction"] == "in" else inside.discard)(whose[line["code"]])
    return inside


def _morning(driver: Playwright, folder: Path, arrivals: int, delegates: int) -> None:
    with hall(folder / "instance", delegates) as meeting:
        whose = meeting.codes()
        announced, *codes = sorted(whose)[: arrivals + 1]
        blanks = meeting.blanks(2)
        half = len(codes) // 2
        film = camera.queue(map(camera.badge_with, codes[:half]), folder / "queue.mjpeg")
        arabic = Phone(driver, folder / "ar", "ar", film)
        french = Phone(driver, folder / "fr", "fr")
        phones = [arabic, french]
        for phone, name in zip(phones, ("Porte A", "Porte B"), strict=True):
            phone.open()
            phone.pair(meeting.pairing(name))
        meeting.kill()
        for phone in phones:
            phone.offline()
        _type(french, codes[half:], meeting)
        _admit_twice(french, codes[0])
        _walk_in(french, blanks[0])
        _replace(french, blanks[1], meeting.name_of(whose[announced]))
        wait_until(lambda: _seen(arabic) >= set(codes[:half]), "the queue before the camera", 30 + arrivals)
        arabic.page.reload()
        _deliver(meeting, phones)
        _compare(meeting, whose | {blank: blank for blank in blanks}, phones)
        assert not arabic.faults + french.faults
        for phone in phones:
            phone.close()


def _type(phone: Phone, codes: list[str], meeting: Hall) -> None:
    """The hand scanner's queue, with a code that is nobody's before it and a dead browser in its midst."""
    phone.scan("MQ1:NOBODYHASTHISCODEAAAAAAAAA")
    for code in codes[: len(codes) // 2]:
        phone.scan(code)
    before = phone.lines()
    phone.kill()
    phone.open()
    phone.offline()
    phone.page.goto(f"{meeting.server.url}/door/")  # no server stands there: the phone answers itself
    wait_until(lambda: phone.unsent() == len(before), "the unsent scans after the kill")
    for code in codes[len(codes) // 2 :]:
        phone.scan(code)


def _admit_twice(phone: Phone, code: str) -> None:
    """Somebody whom the other phone lets in too, which neither can know; taken back once, and let in again."""
    phone.scan(code)
    before = len(phone.lines())
    phone.page.locator("[data-part=undo]").click()
    wait_until(lambda: len(phone.lines()) > before, "the undo")
    phone.scan(code)


def _walk_in(phone: Phone, blank: str) -> None:
    """Somebody whom nobody announced, with a blank badge that the phone then knows."""
    phone.page.locator("[data-part=walk-in]").click()
    _write_down(phone, "Tekber Mint Vall")
    phone.scan(blank)
    expect(phone.page.locator("[data-part=verdict]")).to_contain_text("Tekber Mint Vall")
    phone.scan(blank)
    expect(phone.page.locator("[data-part=verdict]")).to_contain_text("Tekber Mint Vall")
    assert [entry["result"]["outcome"] for entry in phone.read("log")][-2:] == ["admitted", "already_in"]


def _replace(phone: Phone, blank: str, announced: str) -> None:
    """Somebody in the place of a person who was found by name."""
    phone.page.locator("[data-part=find]").click()
    phone.page.locator("[data-part=find-text]").fill(announced)
    phone.page.locator("[data-part=find-results] button").first.click()
    phone.page.locator("[data-part=person-replace]").click()
    _write_down(phone, "Sidi Ould Moctar")
    phone.scan(blank)
    expect(phone.page.locator("[data-part=verdict]")).to_contain_text("Sidi Ould Moctar")


def _write_down(phone: Phone, name: str) -> None:
    form = phone.page.locator("[data-part=walk-in-form]")
    form.locator("[name=name_latin]").fill(name)
    form.locator("[name=city]").fill("Rosso")
    form.locator("label.category-choice").first.click()
    form.locator("button[type=submit]").click()


def _deliver(meeting: Hall, phones: list[Phone]) -> None:
    """The network comes back, and the server dies once more in the midst of what the phones send."""
    meeting.start()
    for phone in phones:
        phone.online()
    wait_until(lambda: bool(meeting.scans()), "the first delivery")
    meeting.kill()
    meeting.start()
    for phone in phones:
        phone.page.locator("[data-part=unsent]").click()


def _seen(phone: Phone) -> set[str]:
    return {line["code"] for line in phone.lines().values()}


def _compare(meeting: Hall, whose: dict[str, str], phones: list[Phone]) -> None:
    wait_until(
        lambda: all(phone.unsent() == 0 and not phone.read("queue") for phone in phones), "the delivery", 90
    )
    lines: dict[str, dict[str, Any]] = {}
    for phone in phones:
        lines |= phone.lines()
    log = meeting.scans()
    assert {str(scan.scan_id) for scan in log} >= lines.keys()
    assert not [ident for ident, times in Counter(scan.scan_id for scan in log).items() if times > 1]
    for scan in log:
        if (line := lines.get(str(scan.scan_id))) is not None:
            assert clock.stamp(scan.device_at) == line["at"]
            assert (scan.outcome == "unknown") == (line["code"] not in whose)
            assert not scan.held
    counted = _present(list(lines.values()), whose)
    token = json.loads(
        meeting.server.flask("door", "pair", SLUG, "--name", "Count", "--json").splitlines()[-1]
    )
    assert meeting.inside(token["token"])["present"] == len(counted)


def test_a_morning_without_network_is_on_the_server_afterwards_once(
    driver: Playwright, tmp_path: Path
) -> None:
    _morning(driver, tmp_path, arrivals=24, delegates=60)


@pytest.mark.proof
def test_three_hundred_arrivals_without_network(driver: Playwright, tmp_path: Path) -> None:
    _morning(driver, tmp_path, arrivals=300, delegates=450)
