"""Usual names of the Maghreb in both scripts, spelt in Latin letters as French readers know them."""

from __future__ import annotations

from collections.abc import Iterator

from app.registration.rules.given_names import (
    MEN,
    MEN_OF,
    SOUTHERN_MEN,
    SOUTHERN_WOMEN,
    WOMEN,
    WOMEN_OF,
)

PARTICLES = (
    ("ولد", "Ould"), ("منت", "Mint"), ("بن", "Ben"), ("ابن", "Ibn"), ("بنت", "Bent"), ("أبو", "Abou"),
    ("آل", "Al"), ("سيدي", "Sidi"), ("مولاي", "Moulay"), ("لالة", "Lalla"), ("الشيخ", "Cheikh"), ("الحاج", "El Hadj"),
    ("آيت", "Aït"), ("أبي", "Abi"),
)  # fmt: skip

MORE = (
    ("عبد العزيز", "Abdelaziz"), ("عبد الحق", "Abdelhak"), ("عبد المجيد", "Abdelmajid"),
    ("عبد السلام", "Abdessalam"), ("عبد الوهاب", "Abdelwahab"), ("عبد الرزاق", "Abderrazak"),
    ("عبد الناصر", "Abdennasser"), ("عبد الغني", "Abdelghani"), ("عبد الجليل", "Abdeljalil"),
    ("عبد الحميد", "Abdelhamid"), ("عبد الواحد", "Abdelouahed"), ("نور الدين", "Noureddine"),
    ("عز الدين", "Azzedine"), ("صلاح الدين", "Salaheddine"), ("جمال الدين", "Jamaleddine"),
    ("بدر الدين", "Badreddine"), ("شمس الدين", "Chamseddine"), ("المختار", "Moctar"), ("بوبكر", "Boubacar"),
    ("أبو بكر", "Aboubakr"), ("الحسن", "El Hassan"), ("الحسين", "El Houssein"), ("الحسني", "El Hassani"),
    ("العربي", "Larbi"), ("الطيب", "Taïeb"), ("الأمين", "Lamine"), ("الأزهر", "Lazhar"), ("الهادي", "Hédi"),
    ("المهدي", "Mehdi"), ("المنصوري", "Mansouri"), ("الحداد", "Haddad"), ("السالم", "Salem"), ("سالم", "Salem"),
    ("سعيد", "Saïd"), ("سعد", "Saad"), ("حمزة", "Hamza"), ("أنس", "Anas"), ("أنور", "Anouar"),
    ("عثمان", "Othmane"), ("عصام", "Issam"), ("عماد", "Imad"), ("عزيز", "Aziz"), ("غسان", "Ghassan"),
    ("فؤاد", "Fouad"), ("فريد", "Farid"), ("قاسم", "Kacem"), ("ماجد", "Majed"), ("محسن", "Mohsen"),
    ("مختار", "Mokhtar"), ("مسعود", "Messaoud"), ("معاذ", "Mouad"), ("ناصر", "Nasser"), ("نزار", "Nizar"),
    ("هاشم", "Hachem"), ("وائل", "Wael"), ("ياسر", "Yasser"), ("يحيى", "Yahya"), ("يعقوب", "Yacoub"),
    ("زياد", "Ziad"), ("زينب", "Zeineb"), ("فاطمة", "Fatima"), ("عائشة", "Aïcha"), ("خديجة", "Khadija"),
    ("مريم", "Mariem"), ("آمنة", "Amna"), ("أمينة", "Amina"), ("أسماء", "Asma"), ("إيمان", "Imane"),
    ("حليمة", "Halima"), ("حياة", "Hayat"), ("رقية", "Rokia"), ("سعاد", "Souad"), ("سناء", "Sanaa"),
    ("سلمى", "Salma"), ("سمية", "Soumaya"), ("صفية", "Safia"), ("كوثر", "Kaouther"), ("لطيفة", "Latifa"),
    ("ليلى", "Leïla"), ("نادية", "Nadia"), ("نجاة", "Najat"), ("نعيمة", "Naïma"), ("هدى", "Houda"),
    ("وفاء", "Wafa"), ("باه", "Bah"), ("صو", "Sow"), ("با", "Ba"), ("ديالو", "Diallo"), ("سي", "Sy"),
    ("كان", "Kane"), ("تراوري", "Traoré"), ("ديارا", "Diarra"), ("نيانغ", "Niang"), ("انجاي", "Ndiaye"),
    ("جوب", "Diop"),
)  # fmt: skip


def _given() -> Iterator[tuple[str, str]]:
    listed = (MEN, WOMEN, *MEN_OF.values(), *WOMEN_OF.values(), SOUTHERN_MEN, SOUTHERN_WOMEN)
    for names in listed:
        for name in names:
            yield name.arabic, name.latin
            for spelt in name.spelt.values():
                yield name.arabic, spelt


USUAL: tuple[tuple[str, str], ...] = (*PARTICLES, *_given(), *MORE)
"""(Arabic, Latin), the first entry of a name being the one to propose."""
