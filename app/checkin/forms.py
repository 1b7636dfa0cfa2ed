"""The forms of the door's pages at the desk."""

from __future__ import annotations

from flask_babel import lazy_gettext as _  # translated when shown; extraction knows this name
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    Form,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TimeField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget


class PairingForm(FlaskForm):
    """Name of the door, where it may scan (nothing ticked = everywhere), and whether it may admit with a reason."""

    name = StringField(_("Name of the door"), [DataRequired(_("Please fill this in.")), Length(max=100)])
    checkpoints = SelectMultipleField(
        _("Where it may scan"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description=_("Tick nothing to allow every place."),
    )
    may_override = BooleanField(_("May admit with a reason who is not expected"))
    may_print = BooleanField(_("May print the badge of whom it scanned"))
    may_walk_in = BooleanField(_("May let in who was not announced, with a blank badge"), default=True)
    may_sign = BooleanField(_("May let people sign on its screen"))
    way = SelectField(
        _("Direction"),
        choices=[
            SelectChoice("", _("In and out")),
            SelectChoice("in", _("In only")),
            SelectChoice("out", _("Out only")),
        ],
        default="",
    )
    lasts = SelectField(
        _("Works for"),
        coerce=int,
        choices=[
            SelectChoice(16, _("Today")),
            SelectChoice(48, _("2 days")),
            SelectChoice(96, _("4 days")),
            SelectChoice(240, _("10 days")),
        ],
        default=96,
    )


ASKING = [SelectChoice("accept", _("Accept")), SelectChoice("ask", _("Ask"))]


class DoorSettingsForm(FlaskForm):
    """How the doors of an event behave; a PIN that is left empty stays as it is."""

    early = RadioField(_("Who comes before the hour"), choices=ASKING)
    elsewhere = RadioField(_("Who is expected in another session"), choices=ASKING)
    silent = IntegerField(
        _("Minutes until a gate counts as silent"),
        [DataRequired(_("Please fill this in.")), NumberRange(1, 240)],
    )
    pin = StringField(_("PIN that leaves self check-in"), [Optional(), Length(max=8)])
    no_pin = BooleanField(_("Without a PIN"))
    has_pin = False


class CheckpointForm(FlaskForm):
    """A place to scan at that the agenda does not have."""

    kind = SelectField(
        _("Kind"),
        choices=[
            SelectChoice("bus", _("Bus")),
            SelectChoice("lunch", _("Meal")),
            SelectChoice("main", _("Entrance")),
            SelectChoice("session", _("Session")),
        ],
    )
    name_ar = StringField(_("Name in Arabic"), [Length(max=100)])
    name_fr = StringField(_("Name in French"), [DataRequired(_("Please fill this in.")), Length(max=100)])
    day = DateField(_("Day"), [Optional()])
    since = TimeField(_("From"), [Optional()])
    until = TimeField(_("Until"), [Optional()])
    capacity = IntegerField(_("Capacity"), [Optional(), NumberRange(1, 1_000_000)])
    both_ways = BooleanField(_("Ways out are scanned as well"))


class MoveForm(Form):
    """What was scanned at the wrong place, and where it belongs."""

    checkpoint = SelectField(_("Scanned at"))
    target = SelectField(_("Belongs to"))
    device = SelectField(_("Device"), [Optional()])
    day = DateField(_("Day"), [Optional()])
    since = TimeField(_("From"), [Optional()])
    until = TimeField(_("Until"), [Optional()])
