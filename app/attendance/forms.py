"""Forms of attendance at the desk."""

from __future__ import annotations

from flask_babel import lazy_gettext as _  # translated when shown; extraction knows this name
from flask_wtf import FlaskForm
from wtforms import IntegerField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import NumberRange, Optional

from app.attendance.rules import MOST_MINUTES


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
        default="counts",
    )
