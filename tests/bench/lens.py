"""How many badges the door's worker reads in one camera picture, by how the badge is held; as a table on stderr too."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.bench.printing import sheets_of
from tests.journeys import camera
from tests.support import browser as chromium
from tests.support import lens
from tests.support.server import serving

BADGES = 40


def reading(folder: Path) -> Iterator[dict[str, Any]]:
    """One line a condition: share read in a single picture of 1280 × 720, milliseconds, and texts that were wrong."""
    pdf, codes = sheets_of(BADGES)
    badges = [camera.badge_of(pdf, code) for code in codes]
    with serving(folder) as server, sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        page = browser.new_context(service_workers="block").new_page()
        page.goto(f"{server.url}/door/")
        print(f"{'held':<14}{'read':>7}{'of':>5}{'wrong':>7}{'ms p50':>8}{'p95':>6}", file=sys.stderr)
        for how in lens.CONDITIONS:
            found = lens.read(page, list(lens.pictures(badges, how)))
            right = sum(text == code for (text, _), code in zip(found, codes, strict=True))
            wrong = sum(text not in (None, code) for (text, _), code in zip(found, codes, strict=True))
            times = sorted(spent for _, spent in found)
            middle, slow = statistics.median(times), times[int(len(times) * 0.95)]
            row = f"{how:<14}{right:>7}{len(codes):>5}{wrong:>7}{middle:>8.1f}{slow:>6.1f}"
            print(row, file=sys.stderr)
            yield {
                "bench": f"door-read-{how.replace(' ', '-')}", "value": round(right / len(codes), 3), "unit": "share",
                "of": len(codes), "wrong": wrong, "ms_p50": round(middle, 1), "ms_p95": round(slow, 1),
            }  # fmt: skip
        browser.close()
