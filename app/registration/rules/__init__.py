"""Registration's decisions: which answers are in order, who is found by which spelling, what may follow."""

from app.registration.rules.answers import (
    LONGEST,
    Answers,
    Given,
    Submission,
    check_answers,
    check_submission,
    consent_field,
)
from app.registration.rules.contact import suggestion
from app.registration.rules.faults import Fault, Faulty
from app.registration.rules.form import CORE, Form, Kind, Own, Question, due, field_of, raw_of
from app.registration.rules.form.checking import Photo
from app.registration.rules.names import finds, search_key, search_letters, search_terms
from app.registration.rules.passports import PassportFacts, check_passport
from app.registration.rules.places import NoPlace, Places, QuotaFacts, QuotaUsed, next_in_line
from app.registration.rules.precedence import LAST, precedence
from app.registration.rules.questions import (
    GENDERS,
    NO_INTERPRETATION,
    AskedConsent,
    KnownCategory,
    KnownCity,
    Questions,
)
from app.registration.rules.sorting import sort_key
from app.registration.rules.speaking import for_another, for_focal_point, for_invitation, for_table
from app.registration.rules.states import (
    APPROVED,
    CHANGEABLE,
    HOLDING,
    INVITED,
    LOCKED,
    REFUSED,
    STATES,
    SUBMITTED,
    WAITING,
    WITHDRAWN,
    NotFromHere,
    NotOpen,
    ReasonMissing,
    after,
    can,
    possible,
)

__all__ = [
    "APPROVED",
    "CHANGEABLE",
    "CORE",
    "GENDERS",
    "HOLDING",
    "INVITED",
    "LAST",
    "LOCKED",
    "LONGEST",
    "NO_INTERPRETATION",
    "REFUSED",
    "STATES",
    "SUBMITTED",
    "WAITING",
    "WITHDRAWN",
    "Answers",
    "AskedConsent",
    "Fault",
    "Faulty",
    "Form",
    "Given",
    "Kind",
    "KnownCategory",
    "KnownCity",
    "NoPlace",
    "NotFromHere",
    "NotOpen",
    "Own",
    "PassportFacts",
    "Photo",
    "Places",
    "Question",
    "Questions",
    "QuotaFacts",
    "QuotaUsed",
    "ReasonMissing",
    "Submission",
    "after",
    "can",
    "check_answers",
    "check_passport",
    "check_submission",
    "consent_field",
    "due",
    "field_of",
    "finds",
    "for_another",
    "for_focal_point",
    "for_invitation",
    "for_table",
    "next_in_line",
    "possible",
    "precedence",
    "raw_of",
    "search_key",
    "search_letters",
    "search_terms",
    "sort_key",
    "suggestion",
]
