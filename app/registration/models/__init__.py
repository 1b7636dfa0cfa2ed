"""Tables of registrations, of the delegations that they belong to, and of the forms that they answer."""

from app.registration.models.delegation import Delegation, Quota
from app.registration.models.form import Answer, FormVersion, Photo
from app.registration.models.registration import ERASED, ConsentAnswer, Distinct, Passport, Registration, Step

__all__ = [
    "ERASED",
    "Answer",
    "ConsentAnswer",
    "Delegation",
    "Distinct",
    "FormVersion",
    "Passport",
    "Photo",
    "Quota",
    "Registration",
    "Step",
]
