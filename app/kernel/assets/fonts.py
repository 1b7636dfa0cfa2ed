"""The typeface for the screen: subset by script, with a css whose ranges fetch only what a page shows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import fontpkg_ibm_plex_sans_arabic
import fontpkg_noto_sans
from fontTools import subset
from fontTools.varLib.instancer import instantiateVariableFont

Ranges = tuple[range, ...]

# Arabic with its marks, both digit sets and the letters of the Maghreb (ڧ ݣ ڭ گ ڤ ڥ پ چ ژ ڨ).
ARABIC: Ranges = (
    range(0x0600, 0x0605), range(0x0606, 0x061C), range(0x061E, 0x0656), range(0x0660, 0x066E),
    range(0x0670, 0x0672), range(0x067E, 0x067F), range(0x0686, 0x0687), range(0x0698, 0x0699),
    range(0x06A1, 0x06A2), range(0x06A4, 0x06AA), range(0x06AD, 0x06B0), range(0x06CB, 0x06CD),
    range(0x0763, 0x0764), range(0xFD3E, 0xFD40), range(0xFDFA, 0xFDFB),
)  # fmt: skip
# French, English and their neighbours, the marks that join them, punctuation, the euro, arrows.
LATIN: Ranges = (
    range(0x0020, 0x007F), range(0x00A0, 0x0100), range(0x0131, 0x0132), range(0x0152, 0x0154),
    range(0x0160, 0x0162), range(0x0178, 0x0179), range(0x017D, 0x017F), range(0x02BB, 0x02BD),
    range(0x02C6, 0x02C7), range(0x0300, 0x0305), range(0x0307, 0x0309), range(0x0327, 0x0329),
    range(0x2010, 0x2016), range(0x2018, 0x201B), range(0x201C, 0x201F), range(0x2020, 0x2023),
    range(0x2026, 0x2027), range(0x2030, 0x2031), range(0x2039, 0x203B), range(0x20AC, 0x20AD),
    range(0x2116, 0x2117), range(0x2190, 0x2194), range(0x2212, 0x2213),
)  # fmt: skip
# What Plex lacks: transliterated Arabic (ā ḥ ṣ ʿ) and the hooked letters of Pulaar, Soninke and Wolof.
GAP: Ranges = (
    range(0x0100, 0x0102), range(0x010C, 0x010E), range(0x0112, 0x0114), range(0x011E, 0x0122),
    range(0x012A, 0x012C), range(0x014A, 0x014E), range(0x015E, 0x0160), range(0x016A, 0x016C),
    range(0x0186, 0x0188), range(0x0189, 0x018B), range(0x018E, 0x0192), range(0x0198, 0x019A),
    range(0x019D, 0x019F), range(0x01B3, 0x01B5), range(0x0253, 0x0255), range(0x0256, 0x0258),
    range(0x025B, 0x025C), range(0x0272, 0x0273), range(0x02BE, 0x02C0), range(0x1E0C, 0x1E10),
    range(0x1E24, 0x1E26), range(0x1E2A, 0x1E2C), range(0x1E32, 0x1E34), range(0x1E62, 0x1E64),
    range(0x1E6C, 0x1E70), range(0x1E92, 0x1E97),
)  # fmt: skip
# Discretionary ligatures (dlig) stay out: they turn the name محمد into one emblem.
SHAPING = ["ccmp", "locl", "isol", "init", "medi", "fina", "rlig", "liga", "calt", "kern", "mark", "mkmk"]


@dataclass(frozen=True)
class Face:
    """One file for the screen: the characters it covers, cut out of one ttf."""

    name: str
    family: str
    weight: str
    source: Path
    ranges: Ranges

    def css(self) -> str:
        """Its @font-face, with a path relative to the file's own folder; text shows before it arrives."""
        spans = ",".join(_span(one) for one in self.ranges)
        return (
            f'@font-face{{font-family:"{self.family}";font-weight:{self.weight};font-display:swap;'
            f'src:url("{self.name}.woff2") format("woff2");unicode-range:{spans}}}\n'
        )


def _span(one: range) -> str:
    return f"U+{one[0]:X}-{one[-1]:X}" if len(one) > 1 else f"U+{one[0]:X}"


PLEX = fontpkg_ibm_plex_sans_arabic.ROOT / "files"
NOTO = fontpkg_noto_sans.ROOT / "files"
FACES = (
    Face("plex-arabic-400", "Plex", "400", PLEX / "IBMPlexSansArabic-Regular.ttf", ARABIC),
    Face("plex-arabic-700", "Plex", "700", PLEX / "IBMPlexSansArabic-Bold.ttf", ARABIC),
    Face("plex-latin-400", "Plex", "400", PLEX / "IBMPlexSansArabic-Regular.ttf", LATIN),
    Face("plex-latin-700", "Plex", "700", PLEX / "IBMPlexSansArabic-Bold.ttf", LATIN),
    Face("gap", "Plex Gap", "400 700", NOTO / "NotoSans[wdth,wght].ttf", GAP),
)


def write_fonts(folder: Path) -> None:
    """Write every face as woff2 and `fonts.css` beside them; the same bytes every time."""
    for face in FACES:
        _cut(face, folder / f"{face.name}.woff2")
    (folder / "fonts.css").write_text("".join(face.css() for face in FACES), "utf-8")


def _cut(face: Face, target: Path) -> None:
    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = SHAPING
    options.hinting = False
    options.legacy_kern = False
    options.drop_tables += ["DSIG", "meta"]
    font: Any = subset.load_font(str(face.source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[point for span in face.ranges for point in span])
    cutter.subset(font)
    if "fvar" in font:
        instantiateVariableFont(font, {"wdth": 100, "wght": (400, 700)}, inplace=True)
    subset.save_font(font, str(target), options)
