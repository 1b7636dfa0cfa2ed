"""Every address states who may use it: a permission, or that it is open to all."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask

from app.kernel import guard


def unguarded(app: Flask) -> Iterator[str]:
    """Addresses whose view states neither a permission nor that it is open."""
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        if not getattr(view, "open", False) and not getattr(view, "permission", None):
            yield f"{rule.rule} ({rule.endpoint})"


def test_every_address_states_who_may_use_it(sqlite_app: Flask) -> None:
    assert not list(unguarded(sqlite_app))


def test_an_unguarded_address_is_seen() -> None:
    app = Flask("planted", static_folder=None)
    app.add_url_rule("/bare", view_func=lambda: "", endpoint="bare")
    app.add_url_rule("/open", view_func=guard.open_to_all(lambda: ""), endpoint="open")
    app.add_url_rule("/asked", view_func=guard.requires("print")(lambda: ""), endpoint="asked")
    assert list(unguarded(app)) == ["/bare (bare)"]
