"""The text engine beside Chromium (ICU and HarfBuzz): where each letter stands, and what it looks like at 200 dpi."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from unicodedata import category

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter
from playwright.sync_api import Browser, Page

from app.kernel.pdf import Line, Paper, Style, base_direction, shape
from app.kernel.pdf.bidi import LRI, PDI
from app.kernel.pdf.fonts import faces
from app.kernel.pdf.text import paragraph

STRINGS = (Path(__file__).parent / "print_strings.txt").read_text().splitlines()
SHEET = 50  # strings a page
SIZE, ROW, MARGIN, WIDTH = 18.0, 36.0, 18.0, 1000.0  # points; rows and margin are whole dots
DPI = 200
CSS = 96 / 72  # CSS pixels a point

STANDS_WITHIN = 0.02
"""Ems that an edge of a letter may stand from where Chromium puts it: a third of a point at 18 points."""

STRAY_INK = 0.004
"""Share of a picture's ink that may lie more than one dot from the other's: two rasterisers draw the same edges."""

STYLE = """
@font-face {{ font-family: First; src: url(/first.ttf) }}
@font-face {{ font-family: Second; src: url(/second.ttf); font-weight: 100 900; font-stretch: 62.5% 100% }}
body {{ margin: 0 }}
div {{
  position: absolute; inline-size: {width}px; block-size: {row}px; line-height: {row}px; white-space: pre;
  font: {size}px/{row}px First, Second; font-feature-settings: "dlig" 0; text-rendering: geometricPrecision;
  font-optical-sizing: none; text-align: left;
}}
b {{ font: inherit; font-family: Second }}
"""

MEASURE = """
() => [...document.querySelectorAll("div")].map((line) => {
  const letters = [], walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    let at = 0;
    for (const letter of node.data) {
      const range = new Range();
      range.setStart(node, at);
      range.setEnd(node, (at += letter.length));
      const box = range.getBoundingClientRect();
      letters.push([letter, box.left, box.right]);
    }
  }
  return letters;
})
"""


@dataclass(frozen=True)
class Sheet:
    """Some strings as Chromium sets them: the edges of each letter in ems from the left, and a picture."""

    strings: list[str]
    letters: list[list[tuple[str, float, float]]]
    picture: Image.Image


def markup(strings: list[str]) -> str:
    first, _second = faces("regular")
    rows = []
    for number, text in enumerate(strings):
        isolated = paragraph(text).text
        words = []
        for word in re.findall(rf"[ {LRI}{PDI}]+|[^ {LRI}{PDI}]+", isolated):
            lacking = not first.covers.issuperset(ord(char) for char in word if char not in LRI + PDI)
            words.append(f"<b>{html.escape(word)}</b>" if lacking else html.escape(word))
        top = number * ROW * CSS
        side = base_direction(text)
        rows.append(f'<div dir="{side}" id="s{number}">{"".join(words)}</div>')
        rows.append(f"<style>#s{number}{{top:{top}px;left:{MARGIN * CSS}px}}</style>")
    style = STYLE.format(width=WIDTH * CSS, row=ROW * CSS, size=SIZE * CSS)
    return f'<!doctype html><meta charset="utf-8"><style>{style}</style>{"".join(rows)}'


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    import fontpkg_ibm_plex_sans_arabic as plex
    import fontpkg_noto_sans as noto

    context = browser.new_context(
        device_scale_factor=DPI / 96, viewport={"width": 1400, "height": int(SHEET * ROW * CSS)}
    )
    page = context.new_page()
    files = {
        "first": plex.ROOT / "files" / "IBMPlexSansArabic-Regular.ttf",
        "second": noto.ROOT / "files" / "NotoSans[wdth,wght].ttf",
    }
    page.route("**/*.ttf", lambda route: route.fulfill(path=files[route.request.url.split("/")[-1][:-4]]))
    yield page
    context.close()


def chromium_sets(page: Page, strings: list[str]) -> Sheet:
    page.route(
        "http://127.0.0.1/", lambda route: route.fulfill(content_type="text/html", body=markup(strings))
    )
    page.goto("http://127.0.0.1/")
    page.evaluate("document.fonts.ready")
    measured = page.evaluate(MEASURE)
    page.unroute("http://127.0.0.1/")
    em = SIZE * CSS
    letters = [
        [(letter, (left - MARGIN * CSS) / em, (right - MARGIN * CSS) / em) for letter, left, right in line]
        for line in measured
    ]
    return Sheet(strings, letters, Image.open(BytesIO(page.screenshot())).convert("L"))


def clusters(line: Line) -> Iterator[tuple[str, float, float]]:
    """What each glyph stands for with its left and right edge in ems, from left to right."""
    x = 0.0
    for run in line.runs:
        for glyph in run.glyphs:
            if glyph.text:
                yield glyph.text, x, x + glyph.advance
            x += glyph.advance


def unseen(char: str) -> bool:
    return category(char) in ("Mn", "Me", "Cf")


def misplaced(line: Line, letters: list[tuple[str, float, float]]) -> list[str]:
    """Clusters that do not stand where Chromium puts the same letters; the text's own start is at 0 in both."""
    start = min(left for letter, left, _right in letters if not unseen(letter))
    theirs = sorted(
        (left - start, right - start, letter) for letter, left, right in letters if not unseen(letter)
    )
    faults = []
    for text, left, right in clusters(line):
        wanted = [char for char in text if not unseen(char)]
        if not wanted:
            continue
        beside, theirs = theirs[: len(wanted)], theirs[len(wanted) :]
        if sorted(wanted) != sorted(letter for _left, _right, letter in beside):
            return [*faults, f"{text!r} at {left:.2f}: there stands {[letter for _, _, letter in beside]}"]
        edges = (min(one[0] for one in beside), max(one[1] for one in beside))
        if max(abs(edges[0] - left), abs(edges[1] - right)) > STANDS_WITHIN:
            faults.append(
                f"{text!r} from {left:.3f} to {right:.3f}, there from {edges[0]:.3f} to {edges[1]:.3f}"
            )
    return faults + [f"{letter!r} is missing" for _left, _right, letter in theirs]


def printed(strings: list[str]) -> Image.Image:
    paper = Paper("strings", "ar", (1050.0, SHEET * ROW))
    first, _second = faces("regular")
    extents = first.font.get_font_extents("ltr")
    em = first.upem
    # The baseline where a browser has it: the font's own height centred in the line.
    down = (ROW - (extents.ascender - extents.descender) / em * SIZE) / 2 + extents.ascender / em * SIZE
    for number, text in enumerate(strings):
        paper.text(shape(text, Style(SIZE, colour="#000000")), MARGIN, SHEET * ROW - number * ROW - down)
    return pypdfium2.PdfDocument(paper.bytes())[0].render(scale=DPI / 72).to_pil().convert("L")


def ink(picture: Image.Image) -> Image.Image:
    return picture.point(lambda value: 255 if value < 128 else 0)


def stray(one: Image.Image, other: Image.Image) -> float:
    """The share of ink of one that lies more than a dot from all ink of the other."""
    here = ink(one)
    far = ImageChops.subtract(here, ink(other).filter(ImageFilter.MaxFilter(3)))
    total = here.histogram()[255]
    return far.histogram()[255] / total if total else 0.0


def cut_out(picture: Image.Image, number: int) -> Image.Image:
    """One string's ink from its own upper left corner, on a white ground as large for every string."""
    dot = DPI / 72
    cell = picture.crop((0, round(number * ROW * dot), picture.width, round((number + 1) * ROW * dot)))
    bounds = ink(cell).getbbox() or (0, 0, 1, 1)
    ground = Image.new("L", (round(WIDTH * dot), cell.height + 4), 255)
    ground.paste(cell.crop(bounds), (2, 2))
    return ground


@pytest.mark.parametrize("start", range(0, len(STRINGS), SHEET))
def test_letters_stand_and_look_as_in_chromium(page: Page, start: int) -> None:
    strings = STRINGS[start : start + SHEET]
    sheet, paper = chromium_sets(page, strings), printed(strings)
    faults = []
    for number, text in enumerate(strings):
        faults += [f"{text}: {fault}" for fault in misplaced(shape(text, Style(SIZE)), sheet.letters[number])]
        ours, theirs = cut_out(paper, number), cut_out(sheet.picture, number)
        share = max(stray(ours, theirs), stray(theirs, ours))
        if share > STRAY_INK:
            faults.append(f"{text}: {share:.1%} of the ink lies elsewhere")
    assert not faults, "\n".join(faults)


def test_there_are_three_hundred_of_them() -> None:
    assert len(set(STRINGS)) >= 300
