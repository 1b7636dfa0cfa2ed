"""Tables of registrations and of the delegations that they belong to."""

from app.registration.models.delegation import Delegation, Quota
from app.registration.models.registration import ERASED, ConsentAnswer, Distinct, Passport, Registration, Step

__all__ = ["ERASED", "ConsentAnswer", "Delegation", "Distinct", "Passport", "Quota", "Registration", "Step"]
