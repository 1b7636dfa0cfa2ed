"""Who may do what, and how often: permissions by event, and counters in memory or in Redis."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID, uuid4

import pytest
from flask import Flask, g

from app.kernel import guard
from app.kernel.errors import Forbidden, NotSignedIn, TooMany
from app.kernel.guard import ANONYMOUS, SYSTEM, Actor
from tests.conftest import make_app

HERE, THERE = uuid4(), uuid4()


def actor(grants: dict[UUID | None, str]) -> Actor:
    return Actor("user", uuid4(), "Amina", {key: frozenset(words.split()) for key, words in grants.items()})


@pytest.mark.parametrize(
    ("grants", "here", "there", "somewhere"),
    [
        ({}, False, False, False),
        ({HERE: "see"}, True, False, True),
        ({HERE: "touch"}, False, False, False),
        ({None: "see"}, True, True, True),
        ({None: "touch", HERE: "see"}, True, False, True),
    ],
)
def test_a_permission_holds_where_it_was_granted(
    grants: dict[UUID | None, str], here: bool, there: bool, somewhere: bool
) -> None:
    who = actor(grants)
    assert (who.may("see", HERE), who.may("see", THERE), who.may_somewhere("see")) == (here, there, somewhere)
    assert who.may("see", None) == ("see" in grants.get(None, ""))


def test_nobody_known_may_nothing() -> None:
    assert not ANONYMOUS.may_somewhere("see")


@pytest.fixture
def guarded(sqlite_app: Flask) -> Flask:
    """A page that wants a permission."""

    @sqlite_app.get("/api/guarded")
    @guard.requires("see")
    def page() -> str:
        return guard.actor().name

    return sqlite_app


@pytest.mark.parametrize(
    ("who", "status"), [(ANONYMOUS, 401), (actor({HERE: "touch"}), 403), (actor({HERE: "see"}), 200)]
)
def test_a_page_is_opened_by_its_permission_only(guarded: Flask, who: Actor, status: int) -> None:
    guard.register_loader(guarded, lambda: who)
    assert guarded.test_client().get("/api/guarded").status_code == status


def test_the_last_loader_is_asked_first_and_the_first_answer_counts(guarded: Flask) -> None:
    asked: list[str] = []

    def loader(name: str, who: Actor | None) -> guard.Loader:
        def load() -> Actor | None:
            asked.append(name)
            return who

        return load

    guard.register_loader(guarded, loader("never asked", ANONYMOUS))
    guard.register_loader(guarded, loader("knows", actor({None: "see"})))
    guard.register_loader(guarded, loader("knows not", None))
    assert guarded.test_client().get("/api/guarded").text == "Amina"
    assert asked == ["knows not", "knows"]


def test_a_view_says_its_permission_or_that_it_is_open() -> None:
    wants, is_open = guard.requires("see")(lambda: None), guard.open_to_all(lambda: None)
    assert (wants.permission, wants.open) == ("see", False)  # type: ignore[attr-defined]
    assert (is_open.permission, is_open.open) == (None, True)  # type: ignore[attr-defined]


def test_refusals_tell_the_unknown_from_the_known(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context("/"):
        guard.act_as(ANONYMOUS)
        with pytest.raises(NotSignedIn):
            guard.check("see")
        guard.act_as(actor({HERE: "touch"}))
        with pytest.raises(Forbidden):
            guard.check("see")
        assert not guard.may("see")


def test_outside_a_request_the_program_itself_acts(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        assert guard.actor() is SYSTEM
        guard.act_as(actor({}))
        assert guard.actor().name == "Amina"
        g.pop("actor")
        assert guard.actor() is SYSTEM


@pytest.fixture(params=["memory", "redis"])
def counting(request: pytest.FixtureRequest, tmp_path: Path) -> Flask:
    """An application with its counters in each place; its database is never asked."""
    settings = {"redis_url": request.getfixturevalue("redis_url")} if request.param == "redis" else {}
    return make_app(tmp_path, f"sqlite:///{tmp_path / 'unused.db'}", **settings)


def test_attempts_are_taken_up_to_the_rate(counting: Flask) -> None:
    with counting.app_context():
        for _attempt in range(3):
            guard.limit("sign-in", "192.0.2.1", "3/minute")
        with pytest.raises(TooMany) as refused:
            guard.limit("sign-in", "192.0.2.1", "3/minute")
        assert refused.value.params["retry_after"] == 60
        assert refused.value.status == 429


def test_each_name_and_each_subject_counts_for_itself(counting: Flask) -> None:
    with counting.app_context():
        assert guard.count("sign-in", "192.0.2.1", "1/minute")
        assert not guard.count("sign-in", "192.0.2.1", "1/minute")
        assert guard.count("sign-in", "192.0.2.2", "1/minute")
        assert guard.count("links", "192.0.2.1", "1/minute")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("192.0.2.7", "192.0.2.8", False),
        ("::ffff:192.0.2.7", "::ffff:192.0.2.8", False),
        ("a proxy", "another", False),
    ],
)
def test_whoever_holds_a_network_counts_once(sqlite_app: Flask, one: str, other: str, same: bool) -> None:
    seen = set()
    for address in (one, other):
        with sqlite_app.test_request_context(environ_base={"REMOTE_ADDR": address}):
            seen.add(guard.address())
    assert (len(seen) == 1) == same


def test_asking_does_not_count(counting: Flask) -> None:
    with counting.app_context():
        for _time in range(5):
            guard.check_limit("links", "a", "1/10minutes")
        guard.count("links", "a", "1/10minutes")
        with pytest.raises(TooMany) as refused:
            guard.check_limit("links", "a", "1/10minutes")
        assert refused.value.params["retry_after"] == 600


def test_processes_with_one_redis_count_together(tmp_path: Path, redis_url: str) -> None:
    first, second = (make_app(tmp_path, "sqlite://", redis_url=redis_url) for _process in range(2))
    with first.app_context():
        assert guard.count("sign-in", "a", "1/minute")
    with second.app_context():
        assert not guard.count("sign-in", "a", "1/minute")


def test_a_hall_behind_one_address_may_raise_every_rate(tmp_path: Path) -> None:
    app = make_app(tmp_path, "sqlite://", rate_factor=3)
    with app.app_context():
        taken = [guard.count("register", "the hall", "2/minute") for _attempt in range(7)]
    assert taken == [True] * 6 + [False]
