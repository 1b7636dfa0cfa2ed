"""axe-core in a page: what it finds against the laws that the product keeps (WCAG 2.2 AA and good practice)."""

from __future__ import annotations

import json

from playwright.sync_api import Page

from tests.support.keeper import ROOT

LAWS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
JUDGE = f"""async () => {{
    const found = await axe.run(document, {{runOnly: {json.dumps(LAWS)}, resultTypes: ["violations"], iframes: false}})
    return found.violations.flatMap(fault => fault.nodes.map(
        node => `${{fault.id}}: ${{node.html.slice(0, 160)}} (${{node.failureSummary.slice(0, 200)}})`))
}}"""


def judge(page: Page) -> list[str]:
    """The faults of the page as it stands now; the script goes past the page's own policy."""
    if not page.evaluate("() => 'axe' in globalThis"):
        page.evaluate(AXE)
    return list(page.evaluate(JUDGE))
