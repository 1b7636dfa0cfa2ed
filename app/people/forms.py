"""Forms of accounts."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField, SelectField, StringField
from wtforms.validators import DataRequired, Email, Length

from app.kernel.i18n import _
from app.people.rules import ROLE_NAMES


class SignInForm(FlaskForm):
    """Address and password."""

    email = EmailField(_l("E-mail address"), [DataRequired(_l("Please fill this in.")), Length(max=254)])
    password = PasswordField(_l("Password"), [DataRequired(_l("Please fill this in.")), Length(max=1000)])


class PasswordForm(FlaskForm):
    """A new password, typed once and shown on demand."""

    password = PasswordField(_l("New password"), [DataRequired(_l("Please fill this in.")), Length(max=1000)])


class LostForm(FlaskForm):
    """The address of an account whose password is lost."""

    email = EmailField(_l("E-mail address"), [DataRequired(_l("Please fill this in.")), Length(max=254)])


class TeamForm(FlaskForm):
    """Someone to give a role at this event."""

    email = EmailField(
        _l("E-mail address"),
        [
            DataRequired(_l("Please fill this in.")),
            Email(_l("This is not a complete e-mail address.")),
            Length(max=254),
        ],
    )
    name = StringField(_l("Name"), [Length(max=200)])
    role = SelectField(_l("Role"), choices=[], validators=[DataRequired()])

    def offer_roles(self) -> None:
        """Name the roles in the visitor's language."""
        self.role.choices = [(key, _(name)) for key, name in ROLE_NAMES.items()]
