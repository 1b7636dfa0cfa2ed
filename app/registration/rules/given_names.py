"""Given names of the five countries in Arabic letters and as each country spells them in Latin letters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Name(NamedTuple):
    """A name in Arabic and Latin letters; `spelt` says where a country writes the Latin form otherwise."""

    arabic: str
    latin: str
    spelt: Mapping[str, str] = {}

    def in_latin(self, country: str) -> str:
        """The Latin form as the country of this ISO code writes it."""
        return self.spelt.get(country, self.latin)


MEN = (
    Name("محمد", "Mohamed", {"MA": "Mohammed", "LY": "Mohammed"}),
    Name("أحمد", "Ahmed"),
    Name("محمود", "Mahmoud"),
    Name("عبد الله", "Abdallah", {"MR": "Abdallahi", "MA": "Abdellah", "LY": "Abdullah"}),
    Name("عبد الرحمن", "Abderrahmane", {"TN": "Abderrahmen", "LY": "Abdulrahman"}),
    Name("عبد القادر", "Abdelkader", {"MR": "Abdel Kader", "LY": "Abdulqader"}),
    Name("عبد الكريم", "Abdelkrim", {"TN": "Abdelkarim", "LY": "Abdulkarim"}),
    Name("عبد اللطيف", "Abdellatif", {"LY": "Abdullatif"}),
    Name("يوسف", "Youssef", {"DZ": "Youcef", "MR": "Youssouf", "LY": "Yousef"}),
    Name("إبراهيم", "Brahim", {"TN": "Ibrahim", "LY": "Ibrahim"}),
    Name("علي", "Ali", {"MR": "Aly"}),
    Name("عمر", "Omar", {"MR": "Oumar"}),
    Name("خالد", "Khaled", {"MA": "Khalid"}),
    Name("حسن", "Hassan", {"TN": "Hassen", "DZ": "Hacene", "MR": "Hacen"}),
    Name("حسين", "Hussein", {"TN": "Houcine", "DZ": "Hocine", "MA": "Houssine", "MR": "Houssein"}),
    Name("مصطفى", "Mustapha", {"MA": "Mostafa", "LY": "Mustafa", "MR": "Moustapha"}),
    Name("كريم", "Karim"),
    Name("رشيد", "Rachid", {"LY": "Rashid"}),
    Name("جمال", "Jamal", {"DZ": "Djamel", "TN": "Jamel"}),
    Name("نبيل", "Nabil"),
    Name("سمير", "Samir"),
    Name("طارق", "Tarek", {"MA": "Tarik", "LY": "Tariq"}),
    Name("هشام", "Hicham", {"TN": "Hichem", "DZ": "Hichem", "LY": "Hisham"}),
    Name("أيمن", "Aymen", {"MA": "Aymane", "LY": "Ayman"}),
    Name("بلال", "Bilal", {"DZ": "Billel", "TN": "Bilel"}),
    Name("زكرياء", "Zakaria"),
    Name("إسماعيل", "Ismaïl", {"DZ": "Smaïl", "MR": "Ismaël", "LY": "Ismail"}),
    Name("سليمان", "Slimane", {"LY": "Suleiman", "MR": "Souleymane"}),
    Name("مراد", "Mourad", {"LY": "Murad"}),
    Name("منير", "Mounir", {"LY": "Munir"}),
    Name("لطفي", "Lotfi", {"LY": "Lutfi"}),
    Name("وليد", "Walid"),
    Name("ياسين", "Yassine", {"LY": "Yaseen"}),
    Name("عادل", "Adel", {"MA": "Adil"}),
    Name("فيصل", "Fayçal", {"LY": "Faisal"}),
    Name("صالح", "Salah", {"LY": "Saleh", "MR": "Saleh"}),
    Name("الطاهر", "Tahar", {"LY": "Al-Taher"}),
)

WOMEN = (
    Name("فاطمة", "Fatma", {"MA": "Fatima", "LY": "Fatima"}),
    Name("عائشة", "Aïcha", {"LY": "Aisha"}),
    Name("مريم", "Mariem", {"MA": "Meryem", "DZ": "Meriem", "LY": "Maryam"}),
    Name("خديجة", "Khadija", {"DZ": "Khadidja"}),
    Name("زينب", "Zineb", {"TN": "Zeineb", "MR": "Zeineb", "LY": "Zainab"}),
    Name("أمينة", "Amina"),
    Name("سعاد", "Souad", {"LY": "Suad"}),
    Name("نادية", "Nadia"),
    Name("سميرة", "Samira"),
    Name("ليلى", "Leïla", {"MA": "Leila", "LY": "Layla"}),
    Name("هدى", "Houda", {"LY": "Huda"}),
    Name("سلمى", "Salma"),
    Name("ياسمين", "Yasmine", {"LY": "Yasmin"}),
    Name("إيمان", "Imane", {"TN": "Imen", "LY": "Iman"}),
    Name("حنان", "Hanane", {"TN": "Hanen", "LY": "Hanan"}),
    Name("رجاء", "Raja", {"MA": "Rajae"}),
    Name("وفاء", "Wafa", {"MA": "Wafae"}),
    Name("سناء", "Sana", {"MA": "Sanae"}),
    Name("نجاة", "Najat", {"TN": "Najet", "DZ": "Nadjet"}),
    Name("رشيدة", "Rachida", {"LY": "Rashida"}),
    Name("فوزية", "Faouzia", {"LY": "Fawzia"}),
    Name("كوثر", "Kaouther", {"MA": "Kaoutar", "LY": "Kawthar"}),
    Name("سهام", "Siham", {"TN": "Sihem", "DZ": "Sihem"}),
    Name("جميلة", "Jamila", {"DZ": "Djamila"}),
    Name("نعيمة", "Naïma", {"LY": "Naima"}),
    Name("لمياء", "Lamia", {"MA": "Lamiae"}),
    Name("أسماء", "Asma", {"MA": "Asmae"}),
    Name("بشرى", "Bouchra", {"LY": "Bushra"}),
    Name("حياة", "Hayat", {"TN": "Hayet"}),
    Name("رانيا", "Rania"),
    Name("منى", "Mouna", {"LY": "Muna"}),
    Name("آمال", "Amal", {"DZ": "Amel", "TN": "Amel"}),
    Name("هاجر", "Hajar", {"TN": "Hajer", "DZ": "Hadjer"}),
)

MEN_OF: Mapping[str, tuple[Name, ...]] = {
    "MR": (
        Name("سيدي", "Sidi"),
        Name("المختار", "El Moctar"),
        Name("الشيخ", "Cheikh"),
        Name("سيد أحمد", "Sid'Ahmed"),
        Name("محمد الأمين", "Mohamed Lemine"),
        Name("محمد محمود", "Mohamed Mahmoud"),
        Name("أحمدو", "Ahmedou"),
        Name("أحمد سالم", "Ahmed Salem"),
        Name("إسلمو", "Isselmou"),
        Name("لمرابط", "Lemrabott"),
        Name("محفوظ", "Mahfoudh"),
        Name("الحسن", "El Hacen"),
        Name("يحيى", "Yahya"),
    ),
    "DZ": (
        Name("ماسينيسا", "Massinissa"),
        Name("إيدير", "Idir"),
        Name("أكلي", "Akli"),
        Name("مزيان", "Meziane"),
        Name("أرزقي", "Arezki"),
        Name("مقران", "Mokrane"),
    ),
    "MA": (Name("موحا", "Moha"), Name("باسو", "Bassou"), Name("يوبا", "Youba"), Name("إدريس", "Driss")),
    "TN": (Name("منجي", "Mongi"), Name("شكري", "Chokri"), Name("نزار", "Nizar"), Name("صابر", "Saber")),
    "LY": (
        Name("سيفاو", "Sifaw"),
        Name("مازيغ", "Mazigh"),
        Name("مفتاح", "Muftah"),
        Name("المبروك", "Al-Mabrouk"),
    ),
}

WOMEN_OF: Mapping[str, tuple[Name, ...]] = {
    "MR": (
        Name("فاطمتو", "Fatimetou"),
        Name("عيشتو", "Aïchetou"),
        Name("خديجتو", "Khadijetou"),
        Name("زينبو", "Zeinebou"),
        Name("أمينتو", "Aminetou"),
        Name("لالة", "Lalla"),
        Name("تكبر", "Tekber"),
        Name("امباركة", "M'Barka"),
    ),
    "DZ": (
        Name("تيزيري", "Tiziri"),
        Name("تانينا", "Tanina"),
        Name("ديهية", "Dihia"),
        Name("كهينة", "Kahina"),
        Name("تسعديت", "Tassadit"),
    ),
    "MA": (Name("إيطو", "Itto"), Name("تيليلا", "Tilila"), Name("فدوى", "Fadwa"), Name("غيثة", "Ghita")),
    "TN": (Name("ألفة", "Olfa"), Name("آمنة", "Emna"), Name("درصاف", "Dorsaf")),
    "LY": (Name("تالا", "Tala"), Name("نجلاء", "Najla"), Name("ابتسام", "Ibtisam")),
}

SOUTHERN_MEN = (
    Name("ممادو", "Mamadou"),
    Name("آمدو", "Amadou"),
    Name("صمبا", "Samba"),
    Name("دمبا", "Demba"),
    Name("هارونا", "Harouna"),
    Name("باباكار", "Babacar"),
    Name("عليون", "Alioune"),
    Name("بكاري", "Bakary"),
    Name("موسى", "Moussa"),
    Name("تيجان", "Tidiane"),
)
"""Pulaar, Soninke and Wolof names of southern Mauritania."""

SOUTHERN_WOMEN = (
    Name("كمبا", "Coumba"),
    Name("بندا", "Penda"),
    Name("كدياتا", "Kadiata"),
    Name("جينابا", "Dieynaba"),
    Name("عيساتا", "Aïssata"),
    Name("هاوا", "Hawa"),
    Name("فاتو", "Fatou"),
    Name("رمتا", "Ramata"),
)
