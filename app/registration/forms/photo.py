"""The form of a photo by itself: another picture, another crop, or none; alike for delegates and the desk."""

from __future__ import annotations

from dataclasses import replace

from flask import request
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField

from app.kernel.i18n import _
from app.registration import queries, service
from app.registration.forms.entries import Entry
from app.registration.forms.typed import read_typed
from app.registration.models import Registration
from app.registration.rules import CORE, Fault, Faulty, Form, Photo
from app.registration.rules.form.core import core_question
from app.registration.rules.form.document import Section
from app.registration.rules.form.values import is_file_key, read_crop

ASKING = Form(sections=(Section(key="photo", questions=(replace(core_question("photo"), hidden=False),)),))


class PhotoForm(FlaskForm):
    """A picture and the three numbers of its crop."""

    photo = HiddenField()
    photo_left = StringField()
    photo_top = StringField()
    photo_width = StringField()

    @property
    def entry(self) -> Entry:
        """The field as the templates of a whole form draw it."""
        self.photo.label.text = _(CORE["photo"].label)
        self.photo.description = _(CORE["photo"].help)
        return Entry("photo", self.photo, "photo", {}, False, "", True)


def photo_form(registration: Registration) -> PhotoForm:
    """The form, filled with the crop as it is."""
    held = queries.find_photo(registration.id)
    if request.method == "POST" or held is None:
        return PhotoForm()
    crop = {"photo_left": held.left, "photo_top": held.top, "photo_width": held.width}
    return PhotoForm(formdata=None, data={name: f"{part * 100:.1f}" for name, part in crop.items()})


def save_photo(registration: Registration) -> None:
    """Do what the request asks: remove, replace or crop anew; raises Faulty."""
    held = queries.find_photo(registration.id)
    if request.form.get("act") == "remove":
        service.set_photo(registration, None)
        return
    typed = read_typed(registration.event_id, ASKING)
    if typed.refused:
        raise Faulty(*typed.refused)
    key = typed.raw.get("photo", "") or (held.source_key if held else "")
    if not is_file_key(key):
        raise Faulty(Fault("photo", "missing"))
    service.set_photo(registration, Photo(key, read_crop(typed.raw.get("photo_crop", ""))))
