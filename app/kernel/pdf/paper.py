"""A PDF in the making: reportlab's canvas with our text, shapes, stamps and codes; lengths in points."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO
from typing import Any, Literal

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFImageXObject, PDFName, PDFStream
from reportlab.pdfgen.canvas import Canvas

from app.kernel.pdf import archival
from app.kernel.pdf.embed import EmbeddedFont
from app.kernel.pdf.fonts import Face
from app.kernel.pdf.layout import Block
from app.kernel.pdf.text import Direction, Line

Anchor = Literal["left", "right", "centre"]
Point = tuple[float, float]

MM = 72 / 25.4
_JPEG = b"\xff\xd8"
A4 = (210 * MM, 297 * MM)

rl_config.useA85 = 0  # binary streams; ASCII ones are a quarter larger


_format = PDFStream.format


def _with_line_end(stream: Any, document: Any) -> bytes:
    """End a stream's content with a line, which reportlab leaves out and archives ask for (ISO 19005-2, 6.1.7.1)."""
    written: bytes = _format(stream, document)
    return written[: -len(_ENDSTREAM)] + b"\n" + _ENDSTREAM


_ENDSTREAM = b"endstream\n"
PDFStream.format = _with_line_end  # type: ignore[method-assign,assignment]


class _Canvas(Canvas):
    def _make_preamble(self) -> None:
        self._preamble = ""  # reportlab's own names Helvetica, which is never embedded


class Paper:
    """Pages drawn in order; the same calls always give the same bytes."""

    def __init__(self, title: str, language: str, size: Point, direction: Direction = "ltr") -> None:
        """Take the document's title and language (BCP 47), and the size of its pages in points."""
        self._out = BytesIO()
        self._canvas = _Canvas(self._out, pagesize=size, pageCompression=1, invariant=1, lang=language)
        self._title, self._language = title, language
        self._canvas.setTitle(title)
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        self._canvas.setViewerPreference("PrintScaling", "None")  # millimetres are true here
        self._canvas.setViewerPreference("Direction", "R2L" if direction == "rtl" else "L2R")
        self._fonts: dict[Face, EmbeddedFont] = {}
        self._stamps: set[str] = set()
        self._pictures: set[str] = set()

    def draw(self, operators: str) -> None:
        """Append raw PDF operators."""
        self._canvas.addLiteral(operators)

    def text(self, line: Line, x: float, y: float, anchor: Anchor = "left") -> None:
        """Draw a line with its baseline at y and its left, right or middle at x."""
        if not line.runs:
            return
        size = line.style.size
        x -= {"left": 0.0, "right": 1.0, "centre": 0.5}[anchor] * line.width
        shown = "".join(self._font(run.face).show(run) for run in line.runs)
        matrix = f"{size:.4g} 0 0 {size:.4g} {x:.2f} {y:.2f} Tm"
        self._canvas.addLiteral(f"BT {rgb(line.style.colour)} rg {matrix} {shown}ET")

    def block(self, block: Block, x: float, top: float, anchor: Anchor = "left") -> None:
        """Draw a block downwards from `top`, each of its lines anchored at x."""
        for line, down in zip(block.lines, block.baselines, strict=True):
            self.text(line, x, top - down, anchor)

    def fill(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Fill a rectangle given by its lower left corner."""
        self.draw(f"{rgb(colour)} rg {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    def frame(self, x: float, y: float, width: float, height: float, colour: str, pen: float = 0.4) -> None:
        """Stroke a rectangle given by its lower left corner."""
        self.draw(f"{rgb(colour)} RG {pen:.2f} w {x:.2f} {y:.2f} {width:.2f} {height:.2f} re S")

    def rule(self, start: Point, end: Point, colour: str, pen: float = 0.4) -> None:
        """Stroke a straight line."""
        (x, y), (to_x, to_y) = start, end
        self.draw(f"{rgb(colour)} RG {pen:.2f} w {x:.2f} {y:.2f} m {to_x:.2f} {to_y:.2f} l S")

    def modules(self, matrix: Sequence[Sequence[bool]], x: float, y: float, module: float) -> None:
        """Draw a QR symbol from its lower left corner, as a one-bit picture so that no seams show in it."""
        side = len(matrix)
        size = side * module
        rows = "".join(_packed(row) for row in matrix)
        self.draw(
            f"q 0 g {size:.3f} 0 0 {size:.3f} {x:.3f} {y:.3f} cm "
            f"BI /W {side} /H {side} /IM true /D [1 0] /BPC 1 /F /AHx ID {rows}> EI Q"
        )

    def picture(self, content: bytes, x: float, y: float, width: float, height: float) -> None:
        """Draw a JPEG or PNG into a rectangle given by its lower left corner; what comes again is kept once."""
        image = ImageReader(BytesIO(content))
        if not content.startswith(_JPEG):
            self._canvas.drawImage(image, x, y, width, height, mask="auto")
            return
        name = f"picture-{sha256(content).hexdigest()[:32]}"
        if name not in self._pictures:  # a JPEG goes in as it is; reportlab would decode it to name it
            self._pictures.add(name)
            vars(self._canvas)["_doc"].addForm(name, PDFImageXObject(name, image))
        self.draw(f"q {width:.2f} 0 0 {height:.2f} {x:.2f} {y:.2f} cm")
        self._canvas.doForm(name)
        self.draw("Q")

    def row_of_pictures(
        self, pictures: Sequence[bytes], start: Point, width: float, height: float, side: Anchor
    ) -> None:
        """Draw pictures of one height beside one another, inwards from a lower corner; smaller if they need it."""
        if not pictures:
            return
        sizes = [ImageReader(BytesIO(one)).getSize() for one in pictures]
        shares = [across / down for across, down in sizes]
        gap = height * 0.3
        room = max(1.0, width - gap * (len(pictures) - 1))
        tall = min(height, room / sum(shares))
        x, y = start
        for content, share in zip(pictures, shares, strict=True):
            left = x - share * tall if side == "right" else x
            self.picture(content, left, y + (height - tall) / 2, share * tall, tall)
            x += (-1 if side == "right" else 1) * (share * tall + gap)

    def print_when_opened(self) -> None:
        """Let a viewer open its print dialogue at once."""
        catalog: Any = vars(self._canvas)["_doc"].Catalog
        catalog.OpenAction = PDFDictionary({"S": PDFName("Named"), "N": PDFName("Print")})

    @contextmanager
    def placed(self, x: float, y: float, turned: int = 0) -> Iterator[None]:
        """Draw with the origin moved to (x, y) and turned by a quarter (1) or minus a quarter (-1)."""
        cosine, sine = (1, 0) if not turned else (0, turned)
        self.draw(f"q {cosine} {sine} {-sine} {cosine} {x:.2f} {y:.2f} cm")
        yield
        self.draw("Q")

    @contextmanager
    def clipped(self, x: float, y: float, width: float, height: float) -> Iterator[None]:
        """Draw nothing outside a rectangle; for ornaments, never for text."""
        self.draw(f"q {x:.2f} {y:.2f} {width:.2f} {height:.2f} re W n")
        yield
        self.draw("Q")

    @contextmanager
    def stamp(self, name: str) -> Iterator[bool]:
        """Draw once what comes again; gives False, and wants nothing drawn, where it is there already."""
        if name in self._stamps:
            yield False
            return
        self._stamps.add(name)
        self._canvas.beginForm(name)
        yield True
        self._canvas.endForm()

    def press(self, name: str) -> None:
        """Draw a stamp at the origin."""
        self._canvas.doForm(name)

    def next_page(self) -> None:
        """Close this page; the next drawing opens another one of the same size."""
        self._canvas.showPage()

    def bytes(self) -> bytes:
        """Finish and give the file."""
        document: Any = vars(self._canvas)["_doc"]  # reportlab has no public door for fonts made elsewhere
        resources = document.idToObject["BasicFonts"].dict
        for font in self._fonts.values():
            resources[font.name] = font.add_to(document)
        if archival.is_wanted():
            archival.make_archival(document, self._title, self._language)
        self._canvas.save()
        return self._out.getvalue()

    def _font(self, face: Face) -> EmbeddedFont:
        if face not in self._fonts:
            self._fonts[face] = EmbeddedFont(face, f"F{len(self._fonts) + 1}")
        return self._fonts[face]


def rgb(colour: str) -> str:
    """Give #rrggbb as the three numbers of a PDF colour operator."""
    return " ".join(f"{int(colour[i : i + 2], 16) / 255:.3g}" for i in (1, 3, 5))


def _packed(row: Sequence[bool]) -> str:
    """Pack a row into bytes, the first module highest, as hexadecimal digits."""
    width = (len(row) + 7) // 8
    value = int("".join(map("01".__getitem__, row)).ljust(width * 8, "0"), 2)
    return f"{value:0{width * 2}X}"
