"""PDF/A-2b (ISO 19005-2) for what is kept for years: what it says of itself in XMP, and what its colours mean."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

from PIL import ImageCms
from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFCatalog,
    PDFDictionary,
    PDFName,
    PDFStream,
    PDFString,
    PDFZCompress,
)

_BORN = bytes.fromhex("07d000010001000000000000")  # 2000-01-01, in a profile that else says when it was made
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


class _Plain(PDFStream):
    """A stream that is written as it is: archives may not have to unpack what a file says of itself."""

    def format(self, document: Any) -> bytes:
        """Give its dictionary, with no filter in it, and its content."""
        said = PDFDictionary({**self.dictionary.dict, "Length": len(self.content)})
        head: bytes = said.format(document)
        content: bytes = self.content
        return head + b"\nstream\n" + content + b"\nendstream\n"


_wanted: ContextVar[bool] = ContextVar("archival", default=False)


@contextmanager
def archival() -> Iterator[None]:
    """Make every PDF that is finished meanwhile a PDF/A-2b."""
    before = _wanted.set(True)
    try:
        yield
    finally:
        _wanted.reset(before)


def is_wanted() -> bool:
    """True while PDF/A is made."""
    return _wanted.get()


def make_archival(document: Any, title: str, language: str) -> None:
    """Add metadata and output intent to a reportlab document that is about to be saved."""
    said = _XMP.format(title=escape(title), language=escape(language)).encode()
    about = PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")})
    catalog = document.Catalog
    catalog.Metadata = document.Reference(_Plain(about, said))
    profile = PDFStream(PDFDictionary({"N": 3}), _srgb(), filters=[PDFZCompress])
    intent = PDFDictionary(
        {
            "Type": PDFName("OutputIntent"),
            "S": PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": PDFString("sRGB"),
            "Info": PDFString("sRGB IEC61966-2.1"),
            "DestOutputProfile": document.Reference(profile),
        }
    )
    # The catalog writes the entries of a list of its own, which does not know output intents.
    catalog.OutputIntents = PDFArray([document.Reference(intent)])
    catalog.__NoDefault__ = [*PDFCatalog.__NoDefault__, "OutputIntents"]
    catalog.__Refs__ = [*PDFCatalog.__Refs__, "OutputIntents"]


@lru_cache(maxsize=1)
def _srgb() -> bytes:
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return made[:24] + _BORN + made[36:]
