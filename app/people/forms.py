"""Forms of accounts."""

from __future__ import annotations

from flask_babel import lazy_gettext as _  # translated when shown; extraction knows this name
from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField, SelectField, StringField
from wtforms.validators import DataRequired, Email, Length

from app.people.rules import ROLE_NAMES


class SignInForm(FlaskForm):
    """Address and password."""

    email = EmailField(_("E-mail address"), [DataRequired(_("Please fill this in.")), Length(max=254)])
    password = PasswordField(_("Password"), [DataRequired(_("Please fill this in.")), Length(max=1000)])


class PasswordForm(FlaskForm):
    """A new password, typed once and shown on demand."""

    password = PasswordField(_("New password"), [DataRequired(_("Please fill this in.")), Length(max=1000)])


class LostForm(FlaskForm):
    """The address of an account whose password is lost."""

    email = EmailField(_("E-mail address"), [DataRequired(_("Please fill this in.")), Length(max=254)])


class TeamForm(FlaskForm):
    """Someone to give a role at this event."""

    email = EmailField(
        _("E-mail address"),
        [
            DataRequired(_("Please fill this in.")),
            Email(_("This is not a complete e-mail address.")),
            Length(max=254),
        ],
    )
    name = StringField(_("Name"), [Length(max=200)])
    role = SelectField(_("Role"), choices=[], validators=[DataRequired()])

    def offer_roles(self) -> None:
        """Name the roles in the visitor's language."""
        self.role.choices = [(key, _(name)) for key, name in ROLE_NAMES.items()]
