"""The form that asks for a personal link again."""

from __future__ import annotations

from flask_babel import lazy_gettext as _  # translated when shown; extraction knows this name
from flask_wtf import FlaskForm
from wtforms import EmailField
from wtforms.validators import DataRequired, Email, Length


class LinkForm(FlaskForm):
    """The address that somebody registered with."""

    email = EmailField(
        _("Mail address"),
        [
            DataRequired(_("Please fill this in.")),
            Email(_("This is not a complete mail address.")),
            Length(max=254),
        ],
    )
