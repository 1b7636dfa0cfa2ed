"""Figures that the organiser published: for everybody, without personal data."""

from __future__ import annotations

from flask import Blueprint, Response, render_template

from app.events import queries as events
from app.kernel import guard, pages
from app.kernel.errors import NotFound
from app.kernel.i18n import current_language
from app.kernel.scope import scope
from app.statistics import queries, service
from app.statistics.models import StatisticsPublication
from app.statistics.rules import table_of

blueprint = Blueprint("statistics", __name__)


@blueprint.get("/<event>/statistics")
@guard.open_to_all
def statistics(event: str) -> Response:
    """The figures as they were published last."""
    here, shown = scope(), _published()

    def render() -> str:
        tables = [table_of(one) for one in shown.content]
        language = current_language()
        return render_template(
            "statistics/published.html",
            figures=queries.shown(tables, here, events.get_event(here.id).starts, language),
            as_of=shown.as_of,
        )

    return pages.cached_page(("statistics", here.id), (shown.id, here.version), render)


@blueprint.get("/<event>/statistics.pdf")
@guard.open_to_all
def pdf(event: str) -> Response:
    """The same on paper."""
    here, shown = scope(), _published()
    make = lambda: service.public_pdf(shown, current_language())  # noqa: E731
    key = ("statistics-pdf", here.id)
    return pages.cached_page(key, (shown.id, here.version), make, mimetype="application/pdf")


def _published() -> StatisticsPublication:
    found = queries.find_publication(scope().id)
    if found is None or not scope().published:
        raise NotFound
    return found
