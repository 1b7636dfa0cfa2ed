"""What ISO 19005-2 asks of a PDF/A-2b, as far as it can be read out of the file: written apart from the writer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont

ALLOWED = {"/FlateDecode", "/DCTDecode", "/ASCIIHexDecode", "/AHx", "/Fl"}
GREY_OR_RGB = {"/DeviceGray", "/DeviceRGB", "/G", "/RGB", "/ICCBased", "/Indexed"}


def faults(content: bytes) -> list[str]:
    """A sentence for everything that a PDF/A-2b may not have, or lacks."""
    found = []
    head = content.split(b"\n", 2)
    if not head[0].startswith(b"%PDF-1.") or not head[1].startswith(b"%") or min(head[1][1:5]) < 128:
        found.append("6.1.2: header, and four bytes over 127 behind it")
    if re.search(rb"[^\r\n]endstream", content):
        found.append("6.1.7.1: a line ends before endstream")
    with pikepdf.open(BytesIO(content)) as pdf:
        if "/ID" not in pdf.trailer or "/Encrypt" in pdf.trailer:
            found.append("6.1.3: an ID and no encryption")
        found += [*_metadata(pdf), *_intent(pdf), *_objects(pdf)]
        for page in pdf.pages:
            found += _operators(pdf, page)
    return found


def _metadata(pdf: pikepdf.Pdf) -> Iterator[str]:
    stream = pdf.Root.get("/Metadata")
    if stream is None or "/Filter" in stream:
        yield "6.6.2: metadata, not compressed"
        return
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as said:
        if (said.get("pdfaid:part"), said.get("pdfaid:conformance")) != ("2", "B"):
            yield "6.6.4: part 2, conformance B"
        if str(said.get("dc:title")) != str(pdf.docinfo.get("/Title")):
            yield "6.6.2: the title of both kinds of metadata"


def _intent(pdf: pikepdf.Pdf) -> Iterator[str]:
    intents = list(pdf.Root.get("/OutputIntents", []))
    if len(intents) != 1 or str(intents[0].S) != "/GTS_PDFA1":
        yield "6.2.3: one output intent"
        return
    profile = intents[0].DestOutputProfile
    raw = profile.read_bytes()
    if int(profile.N) != 3 or raw[36:40] != b"acsp" or raw[16:20] != b"RGB ":
        yield "6.2.3: an RGB profile in the output intent"


def _objects(pdf: pikepdf.Pdf) -> Iterator[str]:
    for name in ("/AA", "/OpenAction", "/OCProperties", "/Names"):
        if name in pdf.Root:
            yield f"6.5: no {name}"
    for one in pdf.objects:
        if isinstance(one, pikepdf.Stream):
            filters = one.get("/Filter")
            several = filters if isinstance(filters, pikepdf.Array) else [filters] if filters else []
            names = {str(name) for name in several}
            if names - ALLOWED or "/F" in one:
                yield f"6.1.7: filters {sorted(names)}"
            if str(one.get("/Subtype")) == "/Image":
                yield from _image(one)
        if isinstance(one, pikepdf.Dictionary) and str(one.get("/Type")) == "/Font":
            if "/DescendantFonts" in one:
                yield from _font(one)
            elif "/FontDescriptor" not in one:
                yield f"6.2.11.4: {one.get('/BaseFont')} is not embedded"


def _image(one: pikepdf.Stream) -> Iterator[str]:
    space = one.get("/ColorSpace")
    name = str(space[0] if isinstance(space, pikepdf.Array) else space)
    if one.get("/Interpolate") or "/Alternates" in one or (space is not None and name not in GREY_OR_RGB):
        yield f"6.2.8: an image in {name}"


def _font(font: Any) -> Iterator[str]:
    inner = font.DescendantFonts[0]
    name = str(inner.BaseFont)
    if "/FontFile2" not in inner.FontDescriptor or "/ToUnicode" not in font:
        yield f"6.2.11.4: {name} is not embedded, or has no text"
        return
    program = TTFont(BytesIO(inner.FontDescriptor.FontFile2.read_bytes()))
    upem, order = program["head"].unitsPerEm, program.getGlyphOrder()
    places = inner.CIDToGIDMap.read_bytes()
    for code, width in enumerate(inner.W[1], start=int(inner.W[0])):
        glyph = int.from_bytes(places[2 * code : 2 * code + 2], "big")
        own = program["hmtx"][order[glyph]][0] * 1000 / upem
        if abs(own - float(width)) > 1:
            yield f"6.2.11.5: {name}, code {code}: {width} is said, {own:.1f} is so"


def _operators(_pdf: pikepdf.Pdf, page: pikepdf.Page) -> Iterator[str]:
    resources: Any = page.obj.get("/Resources")
    forms = [one for one in resources.get("/XObject", {}).values() if str(one.Subtype) == "/Form"]
    for stream in (page, *forms):
        for said in pikepdf.parse_content_stream(stream):
            if str(said.operator) in ("k", "K", "sh", "ri", "gs"):
                yield f"6.2.4: operator {said.operator}"
