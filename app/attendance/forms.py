"""Forms of attendance at the desk."""

from __future__ import annotations

from flask_babel import lazy_gettext as _  # translated when shown; extraction knows this name
from flask_wtf import FlaskForm
from wtforms import IntegerField, RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional

from app.attendance.rules import MOST_MINUTES
from app.attendance.rules.sheets import MOST_BLANK

_CHOOSE = _("Please choose one.")


class RuleForm(FlaskForm):
    """When somebody counts as present: by the scans, for how long, and with a signature or without."""

    scan = RadioField(
        _("What the scans must show"),
        choices=[
            SelectChoice("first", _("One scan is enough")),
            SelectChoice("minutes", _("A number of minutes inside")),
            SelectChoice("share", _("A part of the scheduled time, in per cent")),
            SelectChoice("none", _("Nothing: there is paper only")),
        ],
        validators=[InputRequired(_CHOOSE)],
        default="first",
    )
    least = IntegerField(
        _("How many minutes, or per cent"),
        [
            Optional(),
            NumberRange(0, MOST_MINUTES, _("Please write a number from 1 to 600, or to 100 per cent.")),
        ],
    )
    signature = RadioField(
        _("What a signature does"),
        choices=[
            SelectChoice("counts", _("It counts by itself, also without a scan")),
            SelectChoice("needed", _("It is needed, besides what the scans must show")),
            SelectChoice("ignored", _("It changes nothing")),
        ],
        validators=[InputRequired(_CHOOSE)],
        default="counts",
    )


class SheetForm(FlaskForm):
    """Which sheets to make, and how; places, languages and categories are the event's own."""

    places = SelectMultipleField(
        _("For which half-days, sessions or days"),
        [DataRequired(_("Please tick at least one."))],
    )
    order = RadioField(
        _("Order of the names"),
        choices=[
            SelectChoice("precedence", _("Order of precedence")),
            SelectChoice("ar", _("Arabic alphabet")),
            SelectChoice("latin", _("Latin alphabet")),
            SelectChoice("delegation", _("By delegation")),
            SelectChoice("country", _("By country and city")),
        ],
        validators=[InputRequired(_CHOOSE)],
    )
    languages = RadioField(_("Language of the sheet"), [InputRequired(_CHOOSE)])
    contact = RadioField(
        _("Contact"),
        choices=[
            SelectChoice("none", _("No contact")),
            SelectChoice("phone", _("Phone")),
            SelectChoice("email", _("Mail address")),
            SelectChoice("both", _("Both")),
        ],
        validators=[InputRequired(_CHOOSE)],
    )
    blank = IntegerField(
        _("Blank lines on each page"),
        [
            InputRequired(_("Please write a number.")),
            NumberRange(0, MOST_BLANK, _("Please write a number from 0 to 8.")),
        ],
    )
    apart = SelectMultipleField(_("Categories that sign on pages of their own, as staff"))
