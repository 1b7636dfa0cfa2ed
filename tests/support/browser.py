"""Chromium through Playwright; whatever a page asks of a foreign host, or complains of, fails the test."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    Request,
    ViewportSize,
)

from app.bootstrap import find_browser

PHONE: ViewportSize = {"width": 360, "height": 780}
DESKTOP: ViewportSize = {"width": 1440, "height": 900}
BROWSERS_OWN = ("data", "blob", "about", "chrome", "chrome-extension")  # the last two: its viewer of PDFs
OWN_HOSTS = ("127.0.0.1", "localhost")


def launch(playwright: Playwright, camera: Path | None = None, home: Path | None = None) -> Browser:
    """Start the system's Chromium; `camera` is an .mjpeg or .y4m file that it sees, `home` holds whom it trusts."""
    environment: dict[str, str | float | bool] | None = {**os.environ, "HOME": str(home)} if home else None
    program = find_browser()
    if program is None:
        raise RuntimeError("No Chromium was found: run `make setup`, or name one in CHROMIUM")
    return playwright.chromium.launch(executable_path=program, args=flags(camera), env=environment)


def flags(camera: Path | None = None) -> list[str]:
    """How Chromium is started here: nothing of its own business, and a film for its camera where one is given."""
    chosen = [
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
    ]
    if os.geteuid() == 0:
        chosen.append("--no-sandbox")
    if camera is not None:
        chosen += ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
        chosen.append(f"--use-file-for-fake-video-capture={camera}")
    return chosen


class Watch:
    """What went wrong in a window's pages: foreign requests, script errors, console errors."""

    def __init__(self, context: BrowserContext) -> None:
        """Listen to every page of the window, also those opened later."""
        self.requests: list[str] = []
        self.faults: list[str] = []
        context.on("request", self._asked)
        context.on("weberror", lambda error: self.faults.append(f"script error: {error.error}"))
        context.on("console", self._said)

    def _asked(self, request: Request) -> None:
        self.requests.append(request.url)
        parts = urlsplit(request.url)
        if parts.scheme not in BROWSERS_OWN and parts.hostname not in OWN_HOSTS:
            self.faults.append(f"a foreign host was asked: {request.url}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(f"console: {message.text}")


def until(page: Page, expression: str, seconds: float = 20) -> None:
    """Wait for an expression whose promise comes true; TimeoutError after `seconds`.

    Playwright's own `wait_for_function` takes a promise for true before it is kept.
    """
    end = time.monotonic() + seconds
    while not page.evaluate(expression):
        if time.monotonic() > end:
            raise TimeoutError(expression)
        page.wait_for_timeout(50)


@contextmanager
def window(
    browser: Browser, language: str = "en", size: ViewportSize = DESKTOP, **options: Any
) -> Iterator[tuple[BrowserContext, Watch]]:
    """A browser window with cookies of its own that asks for a language; its faults fail the test at the end.

    A test that wants a fault (a refused sign-in, the network gone) takes it out of `watch.faults`.
    """
    context = browser.new_context(locale=language, viewport=size, **options)
    watch = Watch(context)
    try:
        yield context, watch
        assert not watch.faults, "\n".join(watch.faults)
    finally:
        context.close()
