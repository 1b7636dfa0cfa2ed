"""Texts to pass on by WhatsApp, with a button that copies them."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, render_template

from app.kernel import guard
from app.kernel.scope import scope
from app.letters import queries, service
from app.registration import queries as registrations

blueprint = Blueprint("sharing_desk", __name__)


@blueprint.get("/desk/<event>/share")
@guard.requires("mail.send")
def event_page(event: str) -> str:
    """The registration page, in each language of the event."""
    shared = [service.for_event(scope().id, code) for code, _name in queries.languages(scope())]
    return render_template(
        "letters/share.html", shared=shared, names=dict(queries.languages(scope())), person=None
    )


@blueprint.get("/desk/<event>/delegates/<uuid:registration>/share")
@guard.requires("mail.send")
def person(event: str, registration: UUID) -> str:
    """A delegate's own page, in their language: it lets its reader act as the delegate."""
    found = registrations.get(scope().id, registration)
    shared = [service.for_person(found)]
    return render_template(
        "letters/share.html", shared=shared, names=dict(queries.languages(scope())), person=found
    )
