"""Forms of accounts."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _  # translated when shown; extraction knows this name
from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField, SelectField, StringField
from wtforms.validators import DataRequired, Email, Length

from app.people.rules import ROLE_HELP, ROLE_NAMES


def _address(text: str | None) -> str | None:
    """One spelling of an address, so that limits count what the account is looked up by."""
    return text and text.strip().lower()


class SignInForm(FlaskForm):
    """Address and password."""

    email = EmailField(
        _("Mail address"),
        [DataRequired(_("Please fill this in.")), Length(max=254)],
        filters=[_address],
    )
    password = PasswordField(_("Password"), [DataRequired(_("Please fill this in.")), Length(max=1000)])


class PasswordForm(FlaskForm):
    """A new password, typed once and shown on demand."""

    password = PasswordField(_("New password"), [DataRequired(_("Please fill this in.")), Length(max=1000)])


class LostForm(FlaskForm):
    """The address of an account whose password is lost."""

    email = EmailField(
        _("Mail address"),
        [DataRequired(_("Please fill this in.")), Length(max=254)],
        filters=[_address],
    )


class InvitationForm(FlaskForm):
    """Someone to invite to the team of this event."""

    email = EmailField(
        _("Mail address"),
        [
            DataRequired(_("Please fill this in.")),
            Email(_("This is not a complete mail address.")),
            Length(max=254),
        ],
    )
    name = StringField(_("Name"), [Length(max=200)])
    role = SelectField(_("Role"), choices=[], validators=[DataRequired()])

    language = SelectField(_("Language of the mail"), choices=[], validators=[DataRequired()])

    def offer(self, languages: Sequence[tuple[str, str]]) -> None:
        """Name roles and languages in the visitor's language."""
        self.role.choices = [(key, f"{_(name)} – {_(ROLE_HELP[key])}") for key, name in ROLE_NAMES.items()]
        self.language.choices = list(languages)


class CodeForm(FlaskForm):
    """A code of an app, or one for recovery."""

    code = StringField(_("Code"), [DataRequired(_("Please fill this in.")), Length(max=40)])
