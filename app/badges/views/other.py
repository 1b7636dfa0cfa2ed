"""Prints beside the badges: place-name cards, signs for doors, parking passes, lists for tables."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from app.badges import queries
from app.badges.queries import Choice
from app.badges.rules import ORDERS
from app.badges.service import stationery
from app.badges.views.printing import ORDER_NAMES
from app.kernel import guard
from app.kernel.errors import NotFound
from app.kernel.i18n import _
from app.kernel.scope import scope

MOST_PASSES = 500
WHAT = ("cards", "signs", "passes", "tables")


def add_to(blueprint: Blueprint) -> None:
    """Put the pages under their addresses."""
    blueprint.add_url_rule("/desk/<event>/badges/other", "other", other)
    blueprint.add_url_rule("/desk/<event>/badges/other/<what>.pdf", "other_print", other_print)


@guard.requires("badges.view")
def other(event: str) -> str:
    """What else can be printed, and of whom."""
    return render_template(
        "badges/other.html",
        orders=[(key, _(ORDER_NAMES[key])) for key in ORDERS],
        categories=queries.by_category(scope().id),
        most=MOST_PASSES,
    )


@guard.requires("badges.print")
def other_print(event: str, what: str) -> Response:
    """One of them as PDF."""
    if what not in WHAT or request.args.get("order", "precedence") not in ORDERS:
        raise NotFound
    choice = Choice(order=request.args.get("order", "precedence"), category=request.args.get("category", ""))  # type: ignore[arg-type] # looked up above
    make = {
        "cards": lambda: stationery.cards(scope().id, choice),
        "signs": lambda: stationery.signs(scope().id),
        "passes": lambda: stationery.passes(
            scope().id, _number("first", 1, 9999), _number("count", 20, MOST_PASSES)
        ),
        "tables": lambda: stationery.table_list(scope().id, choice),
    }
    headers = {"Content-Disposition": f'inline; filename="{scope().slug}-{what}.pdf"'}
    return Response(make[what](), mimetype="application/pdf", headers=headers)


def _number(name: str, default: int, most: int) -> int:
    text = request.args.get(name, str(default))
    if not text.isascii() or not text.isdecimal() or len(text) > 6 or not 1 <= int(text) <= most:
        raise NotFound
    return int(text)
