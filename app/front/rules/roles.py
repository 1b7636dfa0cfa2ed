"""What invented delegates do and need, in the language in which they write."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Role(NamedTuple):
    """A function as a man and as a woman writes it, in Arabic and French, and in English."""

    ar: tuple[str, str]
    fr: tuple[str, str]
    en: str

    def said(self, language: str, female: bool) -> str:
        """The function in one of the three languages, English for any other."""
        if language == "ar":
            return self.ar[female]
        return self.fr[female] if language == "fr" else self.en


MAYORS: Mapping[str, Role] = {
    "MR": Role(("عمدة البلدية", "عمدة البلدية"), ("Maire de la commune", "Maire de la commune"), "Mayor"),
    "TN": Role(
        ("رئيس البلدية", "رئيسة البلدية"),
        ("Président de la commune", "Présidente de la commune"),
        "President of the municipality",
    ),
    "MA": Role(
        ("رئيس المجلس الجماعي", "رئيسة المجلس الجماعي"),
        ("Président du conseil communal", "Présidente du conseil communal"),
        "President of the municipal council",
    ),
    "DZ": Role(
        ("رئيس المجلس الشعبي البلدي", "رئيسة المجلس الشعبي البلدي"),
        ("Président de l’APC", "Présidente de l’APC"),
        "President of the municipal assembly",
    ),
    "LY": Role(("عميد البلدية", "عميدة البلدية"), ("Maire", "Maire"), "Mayor"),
}
"""Each country has its own title for the head of a municipality."""

ROLES: Mapping[str, tuple[Role, ...]] = {
    "representative": (
        Role(
            ("نائب العمدة المكلف بالتعاون", "نائبة العمدة المكلفة بالتعاون"),
            ("Adjoint au maire chargé de la coopération", "Adjointe au maire chargée de la coopération"),
            "Deputy mayor for cooperation",
        ),
        Role(
            ("مستشار بلدي", "مستشارة بلدية"),
            ("Conseiller municipal", "Conseillère municipale"),
            "Municipal councillor",
        ),
        Role(
            ("الأمين العام للبلدية", "الأمينة العامة للبلدية"),
            ("Secrétaire général de la commune", "Secrétaire générale de la commune"),
            "Town clerk",
        ),
        Role(
            ("مدير الديوان", "مديرة الديوان"),
            ("Directeur de cabinet", "Directrice de cabinet"),
            "Head of the mayor’s office",
        ),
        Role(
            ("مستشار العمدة", "مستشارة العمدة"),
            ("Conseiller du maire", "Conseillère du maire"),
            "Adviser to the mayor",
        ),
        Role(
            ("مسؤول العلاقات الخارجية", "مسؤولة العلاقات الخارجية"),
            ("Responsable des relations extérieures", "Responsable des relations extérieures"),
            "Head of external relations",
        ),
        Role(
            ("مدير الشؤون المالية والجبائية", "مديرة الشؤون المالية والجبائية"),
            ("Directeur des finances et de la fiscalité", "Directrice des finances et de la fiscalité"),
            "Director of finance and local taxation",
        ),
        Role(
            ("مدير المصالح الفنية", "مديرة المصالح الفنية"),
            ("Directeur des services techniques", "Directrice des services techniques"),
            "Director of technical services",
        ),
        Role(
            (
                "رئيس لجنة المساواة وتكافؤ الفرص والشؤون الاجتماعية بالمجلس البلدي",
                "رئيسة لجنة المساواة وتكافؤ الفرص والشؤون الاجتماعية بالمجلس البلدي",
            ),
            (
                "Président de la commission de l’égalité, de l’égalité des chances et des affaires sociales",
                "Présidente de la commission de l’égalité, de l’égalité des chances et des affaires sociales",
            ),
            "Chair of the committee on equality, equal opportunity and social affairs",
        ),
    ),
    "expert": (
        Role(
            ("خبير في المالية المحلية", "خبيرة في المالية المحلية"),
            ("Expert en finances locales", "Experte en finances locales"),
            "Expert in local finance",
        ),
        Role(
            ("أستاذ جامعي في التخطيط العمراني", "أستاذة جامعية في التخطيط العمراني"),
            ("Professeur d’urbanisme", "Professeure d’urbanisme"),
            "Professor of urban planning",
        ),
        Role(
            ("باحث في الحكم المحلي والنوع الاجتماعي", "باحثة في الحكم المحلي والنوع الاجتماعي"),
            ("Chercheur en gouvernance locale et genre", "Chercheuse en gouvernance locale et genre"),
            "Researcher in local governance and gender",
        ),
        Role(
            ("استشاري في الشراكة بين القطاعين العام والخاص", "استشارية في الشراكة بين القطاعين العام والخاص"),
            ("Consultant en partenariats public-privé", "Consultante en partenariats public-privé"),
            "Consultant on public-private partnerships",
        ),
    ),
    "partner": (
        Role(
            ("مكلف بالبرامج", "مكلفة بالبرامج"),
            ("Chargé de programme", "Chargée de programme"),
            "Programme officer",
        ),
        Role(
            ("ممثل رابطة البلديات", "ممثلة رابطة البلديات"),
            ("Représentant de l’association des communes", "Représentante de l’association des communes"),
            "Representative of the association of municipalities",
        ),
        Role(
            ("ملحق بالتعاون", "ملحقة بالتعاون"),
            ("Attaché de coopération", "Attachée de coopération"),
            "Cooperation attaché",
        ),
    ),
    "press": (
        Role(("صحفي", "صحفية"), ("Journaliste", "Journaliste"), "Journalist"),
        Role(
            ("مصور صحفي", "مصورة صحفية"),
            ("Photographe de presse", "Photographe de presse"),
            "Press photographer",
        ),
        Role(
            ("مراسل إذاعي", "مراسلة إذاعية"),
            ("Correspondant radio", "Correspondante radio"),
            "Radio correspondent",
        ),
    ),
    "staff": (
        Role(
            ("مسؤول التشريفات", "مسؤولة التشريفات"),
            ("Chargé du protocole", "Chargée du protocole"),
            "Protocol officer",
        ),
        Role(("مترجم فوري", "مترجمة فورية"), ("Interprète", "Interprète"), "Interpreter"),
        Role(
            ("منسق الاستقبال", "منسقة الاستقبال"),
            ("Coordinateur de l’accueil", "Coordinatrice de l’accueil"),
            "Reception coordinator",
        ),
    ),
}
"""Functions by the category's key; `representative` stands for a category that is not here."""

TITLES: Mapping[str, tuple[str, str]] = {"ar": ("السيد", "السيدة"), "fr": ("M.", "Mme"), "en": ("Mr", "Ms")}
DOCTORS: Mapping[str, tuple[str, str]] = {
    "ar": ("الدكتور", "الدكتورة"),
    "fr": ("Dr", "Dr"),
    "en": ("Dr", "Dr"),
}

DIETS: tuple[Mapping[str, str], ...] = (
    {"ar": "نباتي", "fr": "Végétarien", "en": "Vegetarian"},
    {"ar": "دون غلوتين", "fr": "Sans gluten", "en": "Gluten-free"},
    {"ar": "حمية لمرضى السكري", "fr": "Régime pour diabétique", "en": "Diabetic diet"},
    {"ar": "حساسية من الفول السوداني", "fr": "Allergie aux arachides", "en": "Peanut allergy"},
)

NEEDS: tuple[Mapping[str, str], ...] = (
    {"ar": "كرسي متحرك", "fr": "Fauteuil roulant", "en": "Wheelchair"},
    {"ar": "مقعد قرب المنصة", "fr": "Place près de la tribune", "en": "A seat near the stage"},
    {"ar": "وثائق بحروف كبيرة", "fr": "Documents en gros caractères", "en": "Papers in large print"},
)

REASONS: tuple[Mapping[str, str], ...] = (
    {
        "ar": "بلغت مدينتكم عدد مقاعدها.",
        "fr": "Votre ville a déjà toutes ses places.",
        "en": "Your city already has all its places.",
    },
    {
        "ar": "لم نتمكن من التحقق من الجهة التي تمثلونها.",
        "fr": "Nous n’avons pas pu vérifier l’organisme que vous représentez.",
        "en": "We could not verify the body that you represent.",
    },
)
"""Why an invented registration is refused."""
