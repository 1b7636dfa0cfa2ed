"""The funder's emblem: who funds with the European Union's money shows its flag beside the statement."""

from __future__ import annotations

from app.kernel.i18n import Text

EUROPEAN_UNION = {
    "ar": "الاتحاد الأوروبي",
    "de": "Europäische Union",
    "en": "European Union",
    "es": "Unión Europea",
    "fr": "Union européenne",
    "it": "Unione europea",
    "pt": "União Europeia",
}
"""Its official names; only a funder that is exactly this, in that language, is taken for it."""


def emblem_of(funder: Text, named: str = "") -> str:
    """The emblem that the file named, else `eu` where the funder is the European Union by name, else none."""
    is_union = any(EUROPEAN_UNION.get(language) == name for language, name in funder.items())
    return named or ("eu" if is_union else "")
