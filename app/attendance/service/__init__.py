"""What is done about attendance: rules set, signatures taken, lists handed out."""

from app.attendance.service.lists import KINDS, UnknownKind, export, labelled, labels
from app.attendance.service.settings import set_rule
from app.attendance.service.signing import Given, sign, write

__all__ = ["KINDS", "Given", "UnknownKind", "export", "labelled", "labels", "set_rule", "sign", "write"]
