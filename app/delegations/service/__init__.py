"""What is done with delegations, by the desk and by their focal points."""

from app.delegations.service import mails
from app.delegations.service.editing import Facts, NotEmpty, assign, change, create, name_head, remove
from app.delegations.service.inviting import (
    create_all,
    invite,
    invite_one,
    new_link,
    remind,
    revoke_link,
)
from app.delegations.service.people import decline, opened, register_all, replace

__all__ = [
    "Facts",
    "NotEmpty",
    "assign",
    "change",
    "create",
    "create_all",
    "decline",
    "invite",
    "invite_one",
    "mails",
    "name_head",
    "new_link",
    "opened",
    "register_all",
    "remind",
    "remove",
    "replace",
    "revoke_link",
]
