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
from app.registration.rules.names import finds, search_key, search_letters, search_terms
from app.registration.rules.passports import PassportFacts, check_passport
from app.registration.rules.questions import (
    GENDERS,
    NO_INTERPRETATION,
    AskedConsent,
    KnownCategory,
    KnownCity,
    Questions,
)
from app.registration.rules.states import (
    APPROVED,
    CHANGEABLE,
    REFUSED,
    STATES,
    SUBMITTED,
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
    "GENDERS",
    "LONGEST",
    "NO_INTERPRETATION",
    "REFUSED",
    "STATES",
    "SUBMITTED",
    "WITHDRAWN",
    "Answers",
    "AskedConsent",
    "Fault",
    "Faulty",
    "Given",
    "KnownCategory",
    "KnownCity",
    "NotFromHere",
    "NotOpen",
    "PassportFacts",
    "Questions",
    "ReasonMissing",
    "Submission",
    "after",
    "can",
    "check_answers",
    "check_passport",
    "check_submission",
    "consent_field",
    "finds",
    "possible",
    "search_key",
    "search_letters",
    "search_terms",
    "suggestion",
]
