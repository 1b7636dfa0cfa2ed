"""Shaped glyphs into a PDF: composite fonts whose codes are pairs of glyph and text, embedded as subsets.

A code of our own for each pair keeps text searchable: fonts build ب and ت from one dotless letter, which a
table from glyph to character could not tell apart.
"""

from hashlib import sha256
from typing import Any

import uharfbuzz as hb
from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFObjectReference,
    PDFStream,
    PDFString,
    PDFZCompress,
)

from app.kernel.pdf.fonts import Face
from app.kernel.pdf.shaping import Run

_DROPPED = ("GSUB", "GPOS", "GDEF", "STAT", "name", "OS/2", "post", "DSIG", "kern", "gasp", "meta")
_CMAP = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
{blocks}
endcmap CMapName currentdict /CMap defineresource pop end end"""


class EmbeddedFont:
    """One face in one document: gives codes to glyphs, writes runs as operators, ends as a subset."""

    def __init__(self, face: Face, name: str) -> None:
        """Take the face and its resource name, such as F1."""
        self.face, self.name = face, name
        self._codes: dict[tuple[int, str], int] = {}
        self._shown: dict[Run, str] = {}

    def show(self, run: Run) -> str:
        """Give the operators that draw a run at size 1, the text matrix carrying the size."""
        if run not in self._shown:
            self._shown[run] = f"/{self.name} 1 Tf {self._operators(run)}"
        return self._shown[run]

    def _operators(self, run: Run) -> str:
        parts: list[str] = []
        rise, open_, owed = 0.0, "", 0  # owed: thousandths to go back before the next glyph
        for glyph in run.glyphs:
            if glyph.dy != rise:
                parts.append(f"{_array(open_ + _kern(owed))}{glyph.dy:.4g} Ts ")
                rise, open_, owed = glyph.dy, "", 0
            before = owed + round(-glyph.dx * 1000)
            owed = round((self._width(glyph.number) - glyph.advance + glyph.dx) * 1000)
            open_ += f"{_kern(before)}<{self._code(glyph.number, glyph.text):04X}>"
        return "".join(parts) + _array(open_ + _kern(owed)) + ("0 Ts " if rise else "")

    def _code(self, number: int, text: str) -> int:
        return self._codes.setdefault((number, text), len(self._codes) + 1)

    def _width(self, number: int) -> float:
        return float(self.face.font.get_glyph_h_advance(number)) / self.face.upem

    def add_to(self, document: Any) -> PDFObjectReference:
        """Write the font's objects into the document; to be called once, when all text is drawn."""
        numbers = sorted({number for number, _text in self._codes})
        data, moved = _subset(self.face, numbers)
        tag = "".join(chr(65 + byte % 26) for byte in sha256(data).digest()[:6])
        name = PDFName(f"{tag}+{self.face.name}")
        to_glyph = b"\0\0" + b"".join(moved[number].to_bytes(2, "big") for number, _text in self._codes)
        widths = [round(self._width(number) * 1000) for number, _text in self._codes]
        descendant = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("CIDFontType2"),
                "BaseFont": name,
                "CIDSystemInfo": PDFDictionary(
                    {"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0}
                ),
                "FontDescriptor": document.Reference(self._descriptor(document, name, data)),
                "W": PDFArray([1, PDFArray(widths)]),
                "CIDToGIDMap": document.Reference(_stream(to_glyph)),
            }
        )
        reference: PDFObjectReference = document.Reference(
            PDFDictionary(
                {
                    "Type": PDFName("Font"),
                    "Subtype": PDFName("Type0"),
                    "BaseFont": name,
                    "Encoding": PDFName("Identity-H"),
                    "DescendantFonts": PDFArray([document.Reference(descendant)]),
                    "ToUnicode": document.Reference(_stream(self._to_unicode())),
                }
            )
        )
        return reference

    def _descriptor(self, document: Any, name: str, data: bytes) -> PDFDictionary:
        program = _stream(data)
        program.dictionary["Length1"] = len(data)
        extents = self.face.font.get_font_extents("ltr")
        scale = 1000 / self.face.upem
        return PDFDictionary(
            {
                "Type": PDFName("FontDescriptor"),
                "FontName": name,
                "Flags": 4,  # its glyphs go beyond the standard Latin set
                "FontBBox": PDFArray([-1000, -1000, 3000, 2000]),
                "ItalicAngle": 0,
                "Ascent": round(extents.ascender * scale),
                "Descent": round(extents.descender * scale),
                "CapHeight": 700,
                "StemV": 140 if self.face.name.endswith("Bold") else 80,
                "FontFile2": document.Reference(program),
            }
        )

    def _to_unicode(self) -> bytes:
        lines = [
            f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>"
            for (_number, text), code in self._codes.items()
            if text
        ]
        chunks = [lines[i : i + 100] for i in range(0, len(lines), 100)]  # the format's own limit a block
        blocks = "\n".join(f"{len(c)} beginbfchar\n" + "\n".join(c) + "\nendbfchar" for c in chunks)
        return _CMAP.format(blocks=blocks).encode("ascii")


def _array(inside: str) -> str:
    return f"[{inside.replace('><', '')}]TJ " if inside else ""


def _kern(thousandths: int) -> str:
    return f"{thousandths}" if thousandths else ""


def _stream(content: bytes) -> PDFStream:
    return PDFStream(content=content, filters=[PDFZCompress])


def _subset(face: Face, numbers: list[int]) -> tuple[bytes, dict[int, int]]:
    """Cut the font down to these glyphs; also say where each went."""
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(numbers)
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode().ljust(4), "big") for tag in _DROPPED)
    wanted.flags = (
        hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    )
    for axis, value in face.axes:
        wanted.pin_axis_location(face.face, axis, value)
    plan = hb.SubsetPlan(face.face, wanted)
    return plan.execute().blob.data, dict(plan.old_to_new_glyph_mapping)
