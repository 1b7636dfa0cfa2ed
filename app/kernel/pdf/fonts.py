"""The two faces of everything printed: IBM Plex Sans Arabic, and Noto Sans for the letters that it lacks."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import fontpkg_ibm_plex_sans_arabic as plex
import fontpkg_noto_sans as noto
import uharfbuzz as hb

Weight = Literal["regular", "bold"]

_PLEX_FILE: dict[Weight, str] = {"regular": "Regular", "bold": "Bold"}
_NOTO_WEIGHT: dict[Weight, float] = {"regular": 400, "bold": 700}


@dataclass(frozen=True, eq=False)
class Face:
    """One weight of one font, ready to shape with; `axes` pins a variable font's weight and width."""

    name: str
    face: hb.Face
    font: hb.Font
    upem: int
    covers: frozenset[int]
    axes: tuple[tuple[str, float], ...] = ()


@lru_cache(maxsize=2)
def faces(weight: Weight) -> tuple[Face, Face]:
    """Load the first choice and the fallback for one weight, once per process."""
    axes = (("wght", _NOTO_WEIGHT[weight]), ("wdth", 100.0))
    first = plex.ROOT / "files" / f"IBMPlexSansArabic-{_PLEX_FILE[weight]}.ttf"
    second = noto.ROOT / "files" / "NotoSans[wdth,wght].ttf"
    style = _PLEX_FILE[weight]
    return (
        _load(f"IBMPlexSansArabic-{style}", first.read_bytes()),
        _load(f"NotoSans-{style}", second.read_bytes(), axes),
    )


def _load(name: str, data: bytes, axes: tuple[tuple[str, float], ...] = ()) -> Face:
    face = hb.Face(data)
    font = hb.Font(face)
    if axes:
        font.set_variations(dict(axes))
    return Face(name, face, font, face.upem, frozenset(face.unicodes), axes)
