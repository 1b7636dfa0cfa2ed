"""The form that asks for a personal link again."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField
from wtforms.validators import DataRequired, Email, Length


class LinkForm(FlaskForm):
    """The address that somebody registered with."""

    email = EmailField(
        _l("Mail address"),
        [
            DataRequired(_l("Please fill this in.")),
            Email(_l("This is not a complete mail address.")),
            Length(max=254),
        ],
    )
