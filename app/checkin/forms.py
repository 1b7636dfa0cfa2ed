"""The form that makes a pairing."""

from __future__ import annotations

from flask_babel import lazy_gettext as _  # translated when shown; extraction knows this name
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, Length
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
