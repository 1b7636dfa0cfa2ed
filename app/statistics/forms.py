"""Forms of statistics at the desk."""

from __future__ import annotations

from flask_babel import lazy_gettext as _  # translated when shown; extraction knows this name
from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice


class QuorumForm(FlaskForm):
    """What share of the member cities makes a quorum."""

    basis = RadioField(
        _("Of the member cities there must be"),
        choices=[
            SelectChoice("half", _("More than half")),
            SelectChoice("two-thirds", _("Two thirds")),
            SelectChoice("third", _("A third")),
        ],
    )
