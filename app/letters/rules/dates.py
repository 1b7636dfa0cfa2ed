"""The date of a letter: Gregorian as the event's country says it, and Hijri by the Umm al-Qura calendar."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from hijridate import Gregorian

from app.kernel.i18n import NON_BREAKING, format_day

MONTHS: Mapping[str, tuple[str, ...]] = {
    "ar": (
        "محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة", "رجب", "شعبان", "رمضان",
        "شوال", "ذو القعدة", "ذو الحجة",
    ),
    "fr": (
        "mouharram", "safar", "rabia al awal", "rabia ath-thani", "joumada al oula", "joumada ath-thania",
        "rajab", "chaabane", "ramadan", "chawwal", "dhou al-qi’da", "dhou al-hijja",
    ),
    "en": (
        "Muharram", "Safar", "Rabi’ al-Awwal", "Rabi’ al-Thani", "Jumada al-Ula", "Jumada al-Akhirah", "Rajab",
        "Sha’ban", "Ramadan", "Shawwal", "Dhu al-Qi’dah", "Dhu al-Hijjah",
    ),
}  # fmt: skip
"""The months as each language calls them, the first is 0."""

ERA: Mapping[str, str] = {"ar": "هـ", "fr": "H.", "en": "AH"}
GREGORIAN_ERA: Mapping[str, str] = {"ar": "م"}


def hijri_day(day: date, language: str) -> str:
    """A Gregorian day in the Umm al-Qura calendar, in words; ValueError outside of 1343 to 1500 AH (1924 to 2077)."""
    try:
        found = Gregorian(day.year, day.month, day.day).to_hijri()
    except OverflowError as error:
        raise ValueError("the Umm al-Qura calendar knows 1343 to 1500 AH only") from error
    month = MONTHS.get(language, MONTHS["en"])[found.month - 1]
    era = ERA.get(language, ERA["en"])
    return f"{found.day} {month} {found.year} {era}".replace(" ", NON_BREAKING)


def letter_day(day: date, language: str, country: str, hijri: bool) -> str:
    """The date as it stands on a letter; the Hijri one first in Arabic, after the Gregorian one elsewhere."""
    plain = format_day(day, language, country, weekday=False)
    if not hijri:
        return plain
    lunar, era = hijri_day(day, language), GREGORIAN_ERA.get(language, "")
    solar = f"{plain}{NON_BREAKING}{era}" if era else plain
    return f"{lunar} – {solar}" if language == "ar" else f"{solar} – {lunar}"
