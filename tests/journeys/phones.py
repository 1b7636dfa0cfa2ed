"""Phones at the door: browsers with a folder of their own, which survive being killed as phones do."""

from __future__ import annotations

import json
import os
import re
import signal
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from playwright.sync_api import BrowserContext, Page, Playwright

from app.bootstrap import find_browser
from tests.support import browser as chromium
from tests.support.browser import PHONE
from tests.support.keeper import wait_until

READ = """(box) => new Promise((resolve, reject) => {
  const opening = indexedDB.open("multaqa-door");
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const asked = opening.result.transaction(box).objectStore(box).getAll();
    asked.onsuccess = () => { opening.result.close(); resolve(JSON.stringify(asked.result)); };
  };
})"""


UPDATE = """async () => {
  const registration = await navigator.serviceWorker.getRegistration("/door/");
  await registration.update().catch(() => undefined);
  const next = registration.installing;
  if (!next) return;
  await new Promise((done) => next.addEventListener("statechange", () => next.state !== "installing" && done()));
}"""


@dataclass
class Phone:
    """One phone; `film` is what its camera sees, for ever anew. `acknowledged` are the scans it has answered."""

    driver: Playwright
    folder: Path
    language: str
    film: Path | None = None
    faults: list[str] = field(default_factory=list)
    context: BrowserContext | None = None

    def open(self) -> None:
        """Start the browser, on what an earlier one left in its folder."""
        options: dict[str, Any] = {"locale": self.language, "viewport": PHONE, "permissions": ["camera"]}
        self.context = self.driver.chromium.launch_persistent_context(
            str(self.folder), executable_path=find_browser(), args=chromium.flags(self.film), **options
        )
        self.context.on("weberror", lambda error: self.faults.append(str(error.error)))

    @property
    def page(self) -> Page:
        """Its one window."""
        assert self.context is not None
        return self.context.pages[0]

    def kill(self) -> None:
        """End all of the browser's processes at once, as a battery does."""
        for entry in Path("/proc").iterdir():
            try:
                if (
                    entry.name.isdecimal()
                    and f"--user-data-dir={self.folder}" in (entry / "cmdline").read_text()
                ):
                    os.kill(int(entry.name), signal.SIGKILL)
            except (FileNotFoundError, ProcessLookupError):
                continue
        self.context = None

    def close(self) -> None:
        """End it as its user does."""
        if self.context is not None:
            self.context.close()

    def offline(self) -> None:
        """Put it into airplane mode."""
        assert self.context is not None
        self.context.set_offline(True)

    def online(self) -> None:
        """Give the network back."""
        assert self.context is not None
        self.context.set_offline(False)

    def pair(self, link: str) -> None:
        """Open a pairing link, press its button, and wait until everybody is on the phone and the door installed."""
        self.page.goto(link)
        self.page.locator("#pair").click()
        self.page.wait_for_url("**/door/")
        self.page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
        wait_until(
            lambda: any((one or {}).get("live", {}).get("complete") for one in self._facts()), "the roster"
        )

    def _facts(self) -> list[Any]:
        return [one for one in self.read("facts") if isinstance(one, dict) and "live" in one]

    def read(self, box: str) -> list[Any]:
        """What lies in one box of the phone's own store."""
        return cast(list[Any], json.loads(self.page.evaluate(READ, box)))

    def scan(self, code: str) -> None:
        """Let a hand scanner type a code, and wait until the phone has answered it, which means kept it."""
        before = len(self.read("log"))
        self.page.keyboard.type(code)
        self.page.keyboard.press("Enter")
        wait_until(lambda: len(self.read("log")) > before, f"the answer to {code}")

    def lines(self) -> dict[str, dict[str, Any]]:
        """The scans that it has answered, as it sends them, by their ids."""
        return {entry["line"]["id"]: entry["line"] for entry in self.read("log")}

    def version(self) -> str:
        """Which version of the door its page is of."""
        return str(json.loads(self.page.locator("#door-config").text_content() or "{}")["version"])

    def update(self) -> None:
        """Let the browser look for a new version, and wait until it has it whole or has failed."""
        self.page.evaluate(UPDATE)

    def unsent(self) -> int:
        """The number that stands on its screen."""
        shown = self.page.locator("[data-part=unsent-number]").text_content() or ""
        found = re.search(r"\d+", shown)
        return int(found[0]) if found else 0
