"""The columns of tables that go out and come in again: fields, their headings, and how these are guessed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.audit.rules import FIELD_NAMES
from app.kernel.i18n import N_
from app.registration.rules import Form, Kind, field_of
from app.registration.rules.folding import words

HEADS: Mapping[str, str] = {
    "id": N_("Number of the registration (leave as it is)"),
    **{
        name: FIELD_NAMES[name]
        for name in (
            "honorific", "name_ar", "name_latin", "function", "category", "country", "city", "delegation", "email",
            "phone", "gender", "language", "interpretation", "diet", "access", "state",
        )
    },
    "submitted": N_("Since"),
}  # fmt: skip
"""Field to heading, in the order of the columns."""

PRIVATE = frozenset({"diet", "access"})
"""Fields that tell of faith or health: only for those who may edit."""

TOLD = frozenset({"state", "submitted"})
"""Fields that are told and never read back: decisions are made at the desk."""

GUESSES: Mapping[str, Sequence[str]] = {
    "id": ("id", "registration", "uuid", "رقم التسجيل", "numero d inscription"),
    "honorific": ("title", "titre", "civilite", "civ", "honorific", "salutation", "اللقب", "الصفة التشريفية"),
    "name_ar": (
        "arabic name", "name arabic", "name ar", "name in arabic", "nom arabe", "nom en arabe", "nom ar",
        "الاسم", "الاسم الكامل", "الاسم بالعربية", "الاسم العربي", "الاسم واللقب", "اسم المشارك",
    ),
    "name_latin": (
        "name", "full name", "latin name", "name latin", "name in latin", "nom", "nom complet", "nom et prenom",
        "noms et prenoms", "prenom et nom", "nom prenom", "nom latin", "participant", "delegate", "delegue",
        "الاسم باللاتينية", "الاسم بالفرنسية", "الاسم بالحروف اللاتينية",
    ),
    "function": (
        "function", "position", "job title", "job", "role", "fonction", "poste", "qualite", "الوظيفة", "المنصب",
        "المهمة", "الصفة",
    ),
    "category": ("category", "type", "categorie", "statut", "الفئة", "النوع", "التصنيف"),
    "country": ("country", "pays", "البلد", "الدولة", "nationality", "nationalite", "الجنسية"),
    "city": ("city", "town", "municipality", "ville", "commune", "municipalite", "المدينة", "البلدية"),
    "delegation": ("delegation", "الوفد"),
    "email": (
        "email", "e mail", "mail", "email address", "courriel", "adresse mail", "adresse email", "adresse electronique",
        "البريد", "البريد الالكتروني", "الايميل",
    ),
    "phone": (
        "phone", "telephone", "tel", "mobile", "gsm", "whatsapp", "portable", "numero de telephone", "الهاتف",
        "رقم الهاتف", "الجوال", "المحمول", "النقال", "واتساب",
    ),
    "gender": ("gender", "sex", "sexe", "genre", "الجنس", "النوع الاجتماعي"),
    "language": ("language", "langue", "اللغة", "لغة المراسلة"),
    "interpretation": ("interpretation", "interpretation language", "الترجمة", "الترجمة الفورية"),
    "diet": ("diet", "meals", "food", "regime", "regime alimentaire", "repas", "الوجبات", "الطعام", "الحمية"),
    "access": ("access", "accessibility", "assistance", "accessibilite", "besoins", "احتياجات خاصة", "المساعدة"),
    "state": ("state", "status", "etat", "الحالة", "الوضع"),
    "submitted": ("since", "registered", "date", "inscrit le", "depuis", "التاريخ", "منذ"),
}  # fmt: skip
"""How people head such columns, in the three languages; compared without accents, marks, articles and case."""


@dataclass(frozen=True)
class Own:
    """A question that the event added: its field, and its words in every language."""

    field: str
    heads: tuple[str, ...]


@dataclass(frozen=True)
class Guess:
    """What a column probably holds: the field, and whether that is more than a likeness."""

    field: str
    sure: bool


def own_questions(form: Form) -> tuple[Own, ...]:
    """The added questions that a table can hold: all but files."""
    core = HEADS.keys() | {"photo"}
    return tuple(
        Own(field_of(one.key), (one.key, *one.label.values()))
        for one in form.questions()
        if one.key not in core and one.kind not in (Kind.FILE,) and not one.hidden
    )


def spelt(heading: str) -> tuple[str, ...]:
    """The words of a heading that count."""
    return tuple(
        word for word in words(heading) if word not in ("ال", "de", "du", "la", "le", "l", "d", "the", "of")
    )


def guess(
    head: Sequence[str], own: Sequence[Own], translated: Mapping[str, Sequence[str]]
) -> dict[int, Guess]:
    """Which field each column fills, by its heading; each field once, surer guesses first.

    `translated` holds each field's own heading in every language, so that what was exported is known again.
    """
    known: dict[tuple[str, ...], str] = {}
    for source in (GUESSES, translated):
        for name, heads in source.items():
            known |= {spelt(one): name for one in heads}
    for question in own:
        known |= {spelt(one): question.field for one in question.heads}
    found: dict[int, Guess] = {}
    for sure in (True, False):
        for place, heading in enumerate(head):
            name = known.get(spelt(heading), "") if sure else _likeness(spelt(heading), known)
            if place not in found and name and name not in {one.field for one in found.values()}:
                found[place] = Guess(name, sure)
    return dict(sorted(found.items()))


def _likeness(heading: tuple[str, ...], known: Mapping[tuple[str, ...], str]) -> str:
    """The field whose heading has most words in common with this one; '' for none."""
    shared = {
        other: len(set(heading) & set(other)) / len(set(heading) | set(other))
        for other in known
        if heading and other
    }
    best = max(shared, key=lambda other: (shared[other], -len(other)), default=())
    return known[best] if best and shared[best] >= 0.5 else ""
