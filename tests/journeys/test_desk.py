"""The desk in French: finds a delegate, approves many after a preview, exports the list and imports it again."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from app.kernel.tables import read_table
from tests.journeys.conftest import Meeting
from tests.support import browser as chromium
from tests.support.browser import DESKTOP


def test_the_desk_finds_approves_exports_and_imports(
    browser: Browser, meeting: Meeting, tmp_path: Path
) -> None:
    with chromium.window(browser, "fr", DESKTOP) as (desk, _watch):
        page = desk.new_page()
        meeting.sign_in(page, "organiser")
        _find(page, meeting)
        _approve_all(page, meeting)
        table = _export(page, meeting, tmp_path)
        _import_unchanged(page, meeting, table)


def _find(page: Page, meeting: Meeting) -> None:
    """The name of the first delegate, in its other script."""
    page.goto(f"{meeting.url}/desk/nouakchott/delegates")
    first = page.locator("#delegates tbody tr").first
    latin = first.locator("th bdi").first.inner_text()
    arabic = first.locator("th bdi").nth(1).inner_text()
    page.fill("#text", arabic)
    page.get_by_role("button", name="Afficher").click()
    expect(page.locator("#delegates tbody")).to_contain_text(latin)


def _approve_all(page: Page, meeting: Meeting) -> None:
    """All who wait: first what will happen, then the act; nobody waits afterwards."""
    page.goto(f"{meeting.url}/desk/nouakchott/delegates?state=submitted")
    waiting = page.locator("#delegates tbody tr").count()
    assert waiting > 1
    page.locator("[data-tick-all]").check()
    page.select_option("#act", "delegates.approve")
    page.get_by_role("button", name="Voir d’abord").click()
    expect(page.locator("#preview")).to_contain_text(f"Pour {waiting} participants")
    expect(page.locator("#preview")).to_contain_text(f"{waiting} courriels partent")
    page.get_by_role("button", name="Approuver").click()
    page.wait_for_url("**/delegates?state=submitted", timeout=60_000)
    expect(page.locator("#delegates")).to_have_count(0)


def _export(page: Page, meeting: Meeting, folder: Path) -> Path:
    page.goto(f"{meeting.url}/desk/nouakchott/delegates")
    with page.expect_download() as download:
        page.get_by_role("link", name="XLSX").click()
    table = folder / "delegates.xlsx"
    download.value.save_as(table)
    assert len(read_table(table.read_bytes()).rows) == 40
    return table


def _import_unchanged(page: Page, meeting: Meeting, table: Path) -> None:
    page.get_by_role("link", name="Importer un tableau").click()
    page.set_input_files("#file", table)
    page.get_by_role("button", name="Lire le fichier").click()
    expect(page.locator("#columns tbody tr").first).to_be_visible()
    page.get_by_role("button", name="Voir ce qui se passerait").click()
    expect(page.get_by_text("Il n’y a rien à importer")).to_be_visible(timeout=30_000)
