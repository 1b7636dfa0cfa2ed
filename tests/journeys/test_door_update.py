"""A new version of the door comes out while a phone has no network, or half of one."""

from __future__ import annotations

from pathlib import Path

from flask import Flask, Response, request
from playwright.sync_api import Playwright

from tests.journeys.hall import hall
from tests.journeys.phones import Phone
from tests.support import server as servers
from tests.support.keeper import wait_until


class Weather:
    """What of the server cannot be reached just now: paths that begin so."""

    def __init__(self, app: Flask) -> None:
        """Stand before the application."""
        self.away: tuple[str, ...] = ()
        app.before_request_funcs.setdefault(None, []).insert(0, self._refuse)

    def _refuse(self) -> Response | None:
        return Response(status=503) if request.full_path.startswith(self.away or "-") else None


def test_an_update_during_an_offline_spell_loses_no_scan_and_mixes_no_versions(
    driver: Playwright, tmp_path: Path
) -> None:
    with hall(tmp_path / "instance", 12) as meeting:
        codes = sorted(meeting.codes())
        link = meeting.pairing("Porte A").rpartition("/")[2]
        weather = Weather(meeting.app)
        with servers.listening(meeting.app) as url:
            phone = Phone(driver, tmp_path / "phone", "fr")
            meeting.app.extensions["door-version"] = "first-version"
            phone.open()
            phone.pair(f"{url}/door/pair/{link}")
            weather.away = ("/api/", "/door/?lang=en")
            for code in codes[:3]:
                phone.scan(code)
            meeting.app.extensions["door-version"] = "second-version"
            phone.update()  # breaks off in the midst: one of its pages does not come
            phone.page.reload()
            assert (phone.version(), _versions(phone)) == ("first-version", {"first-version"})
            wait_until(lambda: phone.unsent() == 3, "the scans of before")
            weather.away = ("/api/",)
            phone.update()  # comes whole, and waits: somebody is scanning
            phone.scan(codes[3])
            assert (phone.version(), phone.unsent()) == ("first-version", 4)
            phone.offline()
            phone.page.reload()  # the page gives way to the new version, all of it from the phone itself
            wait_until(lambda: phone.version() == "second-version", "the new version")
            wait_until(lambda: _versions(phone) == {"second-version"}, "the end of the old version")
            wait_until(lambda: phone.unsent() == 4, "the scans of before")
            phone.scan(codes[4])
            weather.away = ()
            phone.online()
            phone.page.locator("[data-part=unsent]").click()
            wait_until(lambda: phone.unsent() == 0 and not phone.read("queue"), "the delivery")
            assert [str(scan.scan_id) for scan in meeting.scans()] == sorted(phone.lines())
            assert not phone.faults
            phone.close()


def _versions(phone: Phone) -> set[str]:
    names: list[str] = phone.page.evaluate("caches.keys()")
    whole = "async (name) => (await (await caches.open(name)).keys()).length > 5"
    found = (name for name in names if name.startswith("door-") and phone.page.evaluate(whole, name))
    return {name.removeprefix("door-") for name in found}
