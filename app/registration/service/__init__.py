"""What delegates and secretariat do with registrations: one verb each, one transaction each."""

from app.registration.rules.places import NoPlace, QuotaUsed
from app.registration.service.changing import (
    change,
    name_in_other_script,
    set_consent,
    settle,
    speak,
)
from app.registration.service.deciding import Decided, approve, come_back, refuse, withdraw
from app.registration.service.forming import (
    FormNotReady,
    check_ready,
    discard_draft,
    edit_form,
    form_for_file,
    form_of_file,
    publish_form,
    show_door_photos,
    take_form,
)
from app.registration.service.links import MISSES, new_link, open_delegation, open_link, revoke_link
from app.registration.service.merging import merge, set_apart, staying
from app.registration.service.passports import forget_passport, keep_passport
from app.registration.service.photos import set_photo, take_file, take_photo
from app.registration.service.places import OfferOver, accept, join, lapse, listen, send_with, set_places
from app.registration.service.registering import AlreadySent, Registered, answer, invite, register
from app.registration.service.replacing import replace
from app.registration.service.unregistering import unregister, welcome
from app.registration.service.walking_in import Arriving, admit_walk_in, take_walk_in

__all__ = [
    "MISSES",
    "AlreadySent",
    "Arriving",
    "Decided",
    "FormNotReady",
    "NoPlace",
    "OfferOver",
    "QuotaUsed",
    "Registered",
    "accept",
    "admit_walk_in",
    "answer",
    "approve",
    "change",
    "check_ready",
    "come_back",
    "discard_draft",
    "edit_form",
    "forget_passport",
    "form_for_file",
    "form_of_file",
    "invite",
    "join",
    "keep_passport",
    "lapse",
    "listen",
    "merge",
    "name_in_other_script",
    "new_link",
    "open_delegation",
    "open_link",
    "publish_form",
    "refuse",
    "register",
    "replace",
    "revoke_link",
    "send_with",
    "set_apart",
    "set_consent",
    "set_photo",
    "set_places",
    "settle",
    "show_door_photos",
    "speak",
    "staying",
    "take_file",
    "take_form",
    "take_photo",
    "take_walk_in",
    "unregister",
    "welcome",
    "withdraw",
]
