"""Forms of statistics at the desk."""

from __future__ import annotations

from flask_babel import lazy_gettext as _  # translated when shown; extraction knows this name
from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired


class QuorumForm(FlaskForm):
    """What share of the member cities makes a quorum."""

    basis = RadioField(
        _("Of the member cities there must be"),
        [InputRequired(_("Please fill this in."))],
        choices=[
            SelectChoice("half", _("More than half")),
            SelectChoice("two-thirds", _("Two thirds")),
            SelectChoice("third", _("A third")),
        ],
    )
