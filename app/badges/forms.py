"""Forms of the print room."""

from __future__ import annotations

from flask_babel import lazy_gettext as _  # translated when shown; extraction knows this name
from flask_wtf import FlaskForm
from wtforms import BooleanField, FloatField, IntegerField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

_CHOSEN = InputRequired(_("Please choose one."))
_NEEDED = InputRequired(_("Please write a number."))


def _length(label: object, default: float) -> FloatField:
    return FloatField(label, [_NEEDED], default=default)


class PaperForm(FlaskForm):
    """A paper of one's own measures, in millimetres."""

    name = StringField(_("Name of the paper"), [InputRequired(_("Please fill this in.")), Length(max=80)])
    width = _length(_("Width of a badge"), 90)
    height = _length(_("Height of a badge"), 55)
    page_width = _length(_("Width of the page"), 210)
    page_height = _length(_("Height of the page"), 297)
    columns = IntegerField(_("Badges side by side"), [_NEEDED], default=2)
    rows = IntegerField(_("Badges below one another"), [_NEEDED], default=4)
    left = _length(_("From the left edge to the first badge"), 15)
    top = _length(_("From the upper edge to the first badge"), 20)
    gap_x = _length(_("Gap between columns"), 0)
    gap_y = _length(_("Gap between rows"), 0)
    cut = BooleanField(_("Marks to cut by"))
    mono = BooleanField(_("Black and white only (label printers)"))


class PrinterForm(FlaskForm):
    """The edge over which the printer turns its sheets, the paper of a badge by itself, and the three lengths of the
    test page."""

    duplex = RadioField(
        _("Backs"),
        [_CHOSEN],
        choices=[
            SelectChoice("none", _("Print one side only")),
            SelectChoice("long", _("Turned over the long edge")),
            SelectChoice("short", _("Turned over the short edge")),
        ],
        default="none",
    )
    single = SelectField(_("Paper for a badge by itself, at the desk and at doors"), [_CHOSEN], default="id1")
    line = _length(_("Length of the line, which should be 150 mm"), 150)
    left = _length(_("From the left edge to the cross, which should be 20 mm"), 20)
    bottom = _length(_("From the lower edge to the cross, which should be 20 mm"), 20)
