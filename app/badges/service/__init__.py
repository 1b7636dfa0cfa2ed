"""What happens with badges: codes are given and revoked, sheets are printed."""

from app.badges.service.codes import code_of, find_valid, issue, listen, replace, revoke
from app.badges.service.printing import NothingToPrint, print_all

__all__ = ["NothingToPrint", "code_of", "find_valid", "issue", "listen", "print_all", "replace", "revoke"]
