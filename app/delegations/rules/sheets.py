"""Rows of people or of cities as they come from spreadsheets: which column is which, and faults by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.registration.rules.folding import folded

MOST = 200
"""People in one sheet of a delegation; cities in one sheet of invitations are ten times as many."""

PEOPLE_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "honorific": ("honorific", "title", "titre", "civilite", "titre ou civilite", "صيغة المخاطبة", "اللقب"),
    "name_ar": ("name_ar", "name in arabic", "name in arabic letters", "arabic name", "nom en arabe",
                "nom en lettres arabes", "nom en caracteres arabes",
                "الاسم", "الاسم بالعربية", "الاسم بالحروف العربية"),
    "name_latin": ("name_latin", "name", "full name", "name in latin letters", "latin name", "nom", "nom et prenom",
                   "nom complet", "nom en lettres latines", "nom en caracteres latins",
                   "الاسم باللاتينية", "الاسم بالحروف اللاتينية"),
    "function": ("function", "position", "job", "fonction", "poste", "qualite", "الوظيفة", "المنصب", "الصفة"),
    "category": ("category", "categorie", "الفئة", "صفة المشاركة", "you come as"),
    "email": ("email", "e-mail", "mail", "mail address", "courriel", "adresse electronique", "adresse mail",
              "البريد", "البريد الإلكتروني"),
    "phone": ("phone", "mobile", "telephone", "tel", "portable", "الهاتف", "رقم الهاتف"),
    "gender": ("gender", "sex", "genre", "sexe", "النوع", "الجنس"),
    "language": ("language", "langue", "اللغة"),
}  # fmt: skip

CITY_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name_ar": ("name_ar", "city in arabic", "ville en arabe", "المدينة", "الاسم بالعربية", "المدينة بالعربية",
                "name in arabic letters", "nom en caracteres arabes", "الاسم بالحروف العربية"),
    "name_fr": ("name_fr", "name", "city", "ville", "institution", "nom", "name in latin letters", "commune",
                "المدينة باللاتينية", "المؤسسة", "city or institution", "nom en caracteres latins",
                "الاسم بالحروف اللاتينية"),
    "country": ("country", "pays", "البلد"),
    "focal_name": ("focal_name", "focal point", "contact", "point focal", "name of the focal point", "nom du contact",
                   "نقطة الاتصال", "اسم المنسق", "المنسق", "nom du point focal", "اسم نقطة الاتصال"),
    "focal_email": ("focal_email", "email", "e-mail", "mail", "mail address", "courriel", "adresse electronique",
                    "البريد", "البريد الإلكتروني"),
    "language": ("language", "langue", "اللغة"),
    "places": ("places", "quota", "seats", "number of places", "nombre de places", "المقاعد", "عدد المقاعد"),
}  # fmt: skip
"""A column that is called like a category, or category:KEY, is that category's quota."""


@dataclass(frozen=True)
class LineFault:
    """What is wrong in one line of a sheet; `column` as the sheet calls it, `message` an English source text."""

    line: int
    column: str
    message: str
    params: Mapping[str, object] = field(default_factory=dict)


def columns_of(head: Sequence[str], known: Mapping[str, Sequence[str]]) -> dict[int, str]:
    """Which field each column holds, by its heading in any language; unknown columns are left out."""
    names = {_plain(word): name for name, words in known.items() for word in words}
    found: dict[int, str] = {}
    for place, heading in enumerate(head):
        name = names.get(_plain(heading))
        if name and name not in found.values():
            found[place] = name
    return found


def _plain(heading: str) -> str:
    return " ".join(folded(heading.replace("*", " ").replace(":", " ")).split())


def typed_rows(
    rows: Sequence[tuple[int, Sequence[str]]], columns: Mapping[int, str]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Each line with its cells by field; lines without any are left out."""
    for line, cells in rows:
        raw = {name: cells[place] for place, name in columns.items() if place < len(cells) and cells[place]}
        if raw:
            yield line, raw
