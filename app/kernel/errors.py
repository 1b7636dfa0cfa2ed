"""Refusals: an act that may not happen, with a code; mapped once to a page or to problem JSON (RFC 9457)."""

from __future__ import annotations

from app.kernel.i18n import N_


class Refusal(Exception):
    """An act refused: `code` for programs, `status` for HTTP, `message` (an English source text) for people."""

    code = "refused"
    status = 409
    message = N_("This cannot be done.")
    field: str | None = None

    def __init__(self, **params: object) -> None:
        """Keep the values that the message names in %(name)s form."""
        super().__init__(self.code)
        self.params = params


class NotFound(Refusal):
    """What was asked for does not exist, or not for this visitor."""

    code = "not-found"
    status = 404
    message = N_("This page does not exist, or the link has expired.")


class Forbidden(Refusal):
    """The signed-in person may not do this."""

    code = "forbidden"
    status = 403
    message = N_("Your account does not allow this. Ask the organiser of the event.")


class NotSignedIn(Refusal):
    """No valid session or token came with the request."""

    code = "not-signed-in"
    status = 401
    message = N_("Please sign in first.")


class TooMany(Refusal):
    """A rate limit was reached; `retry_after` seconds is among the params."""

    code = "too-many-requests"
    status = 429
    message = N_("Too many attempts. Please wait a few minutes and try again.")
