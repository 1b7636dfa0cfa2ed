"""Family names of the five countries in both scripts; those of well-known politicians are left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from app.registration.rules.given_names import Name

FAMILIES: Mapping[str, tuple[Name, ...]] = {
    "MA": (
        Name("البكري", "El Bakri"),
        Name("الإدريسي", "El Idrissi"),
        Name("البوعناني", "El Bouanani"),
        Name("العمراني", "El Amrani"),
        Name("الحداوي", "El Haddaoui"),
        Name("المرابط", "El Mrabet"),
        Name("اليعقوبي", "El Yaacoubi"),
        Name("المراكشي", "El Marrakchi"),
        Name("التازي", "Tazi"),
        Name("بوزيدي", "Bouzidi"),
        Name("الشرقاوي", "Cherkaoui"),
        Name("التطواني", "Tetouani"),
        Name("السباعي", "Sbaï"),
        Name("الدكالي", "Doukkali"),
        Name("الكتاني", "Kettani"),
        Name("حجي", "Hajji"),
        Name("لحلو", "Lahlou"),
        Name("بنسليمان", "Benslimane"),
        Name("التوزاني", "Touzani"),
        Name("أمزيان", "Ameziane"),
        Name("أوبلا", "Oubella"),
        Name("أوحساين", "Ouhssaine"),
        Name("آيت باها", "Aït Baha"),
        Name("آيت القاضي", "Aït El Cadi"),
        Name("إد بلقاسم", "Id Belkacem"),
    ),
    "DZ": (
        Name("بن عمر", "Benamar"),
        Name("قادري", "Kadri"),
        Name("بلقاسم", "Belkacem"),
        Name("بوزيد", "Bouzid"),
        Name("مرابط", "Merabet"),
        Name("خليفي", "Khelifi"),
        Name("رحماني", "Rahmani"),
        Name("حمداني", "Hamdani"),
        Name("مقراني", "Mokrani"),
        Name("زروقي", "Zerrouki"),
        Name("بن شيخ", "Bencheikh"),
        Name("طالبي", "Talbi"),
        Name("درويش", "Derouiche"),
        Name("بوكرش", "Boukerche"),
        Name("لعرابي", "Larabi"),
        Name("شاوي", "Chaoui"),
        Name("تلمساني", "Tlemçani"),
        Name("بن عيسى", "Benaïssa"),
        Name("بوراس", "Bouras"),
        Name("عمروش", "Amrouche"),
        Name("آيت واعلي", "Aït Ouali"),
        Name("آيت عمران", "Aït Amrane"),
        Name("أوبلعيد", "Oubelaïd"),
        Name("إيغيل", "Ighil"),
    ),
    "TN": (
        Name("بن منصور", "Ben Mansour"),
        Name("بن حسين", "Ben Hassine"),
        Name("بن سالم", "Ben Salem"),
        Name("بن خليفة", "Ben Khelifa"),
        Name("بن الشيخ", "Ben Cheikh"),
        Name("بن ناصر", "Ben Nasr"),
        Name("بن مراد", "Ben Mrad"),
        Name("العياري", "Ayari"),
        Name("الجلاصي", "Jelassi"),
        Name("الماجري", "Mejri"),
        Name("الغربي", "Gharbi"),
        Name("الزواري", "Zouari"),
        Name("القاسمي", "Kasmi"),
        Name("الدريدي", "Dridi"),
        Name("الحمروني", "Hamrouni"),
        Name("البجاوي", "Bejaoui"),
        Name("الورتاني", "Ouertani"),
        Name("النفزي", "Nefzi"),
        Name("القيرواني", "Kairouani"),
        Name("الصفاقسي", "Sfaxi"),
        Name("المناعي", "Mannai"),
    ),
    "LY": (
        Name("الزوي", "Al-Zwai"),
        Name("المصراتي", "Al-Misrati"),
        Name("الفيتوري", "Al-Fitouri"),
        Name("الدرسي", "Al-Dersi"),
        Name("العبيدي", "Al-Obeidi"),
        Name("الزنتاني", "Al-Zintani"),
        Name("التاجوري", "Al-Tajouri"),
        Name("الفرجاني", "Al-Ferjani"),
        Name("الهوني", "Al-Houni"),
        Name("القبائلي", "Al-Gebaili"),
        Name("الجهاني", "Al-Jehani"),
        Name("العقوري", "Al-Aguri"),
        Name("الفاخري", "Al-Fakhri"),
        Name("المجبري", "Al-Majbri"),
        Name("الأوجلي", "Al-Ojali"),
        Name("النالوتي", "Al-Naluti"),
        Name("الفساطوي", "Al-Fassatwi"),
        Name("بن عثمان", "Ben Othman"),
    ),
}

FATHERS = (
    Name("الحسن", "El Hacen"),
    Name("المختار", "El Moctar"),
    Name("أحمدو", "Ahmedou"),
    Name("إبراهيم", "Brahim"),
    Name("محمدن", "Mohameden"),
    Name("أعمر", "Amar"),
    Name("السالك", "Saleck"),
    Name("محمود", "Mahmoud"),
    Name("امبارك", "M'Bareck"),
    Name("عبد الودود", "Abdel Wedoud"),
    Name("الإمام", "El Imam"),
    Name("حمادي", "Hamady"),
    Name("سيد محمد", "Sid'Mohamed"),
    Name("لعروسي", "Laroussi"),
    Name("يعقوب", "Yacoub"),
    Name("الطالب", "Taleb"),
    Name("حبيب الله", "Habiboullah"),
)
"""What follows Ould (son of) or Mint (daughter of) in Mauritania."""

SOUTHERN_FAMILIES = (
    Name("با", "Ba"),
    Name("صو", "Sow"),
    Name("سي", "Sy"),
    Name("جالو", "Diallo"),
    Name("وان", "Wane"),
    Name("آن", "Anne"),
    Name("ديوب", "Diop"),
    Name("انجاي", "N'Diaye"),
    Name("سيك", "Seck"),
    Name("غي", "Guèye"),
    Name("كمرا", "Camara"),
    Name("تراوري", "Traoré"),
    Name("جاورا", "Diawara"),
    Name("كويتا", "Koïta"),
    Name("تنديا", "Tandia"),
    Name("غاساما", "Gassama"),
)
"""Pulaar, Wolof and Soninke families of southern Mauritania."""


class LongName(NamedTuple):
    """A whole name that a badge has to find room for."""

    arabic: str
    latin: str
    female: bool


LONG: Mapping[str, tuple[LongName, ...]] = {
    "MR": (
        LongName(
            "محمد محمود ولد محمد المختار ولد الشيخ سيدي الأمين",
            "Mohamed Mahmoud Ould Mohamed El Moctar Ould Cheikh Sidi Lemine",
            False,
        ),
        LongName(
            "فاطمة الزهراء منت محمد عبد الرحمن ولد أحمد سالم",
            "Fatimetou Zahra Mint Mohamed Abderrahmane Ould Ahmed Salem",
            True,
        ),
    ),
    "MA": (
        LongName(
            "مولاي عبد الرحمن الحسني البوعناني الإدريسي",
            "Moulay Abderrahmane El Hassani El Bouanani El Idrissi",
            False,
        ),
    ),
    "LY": (
        LongName(
            "عبد السلام محمد عبد القادر بن عثمان الفيتوري",
            "Abdulsalam Mohammed Abdulqader Ben Othman Al-Fitouri",
            False,
        ),
    ),
}
