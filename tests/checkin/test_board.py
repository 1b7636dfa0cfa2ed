"""The live board: answered 304 until something changes, and what counts as a device."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from app.checkin import queries
from app.kernel import clock
from tests.checkin.conftest import Door, ago, line
from tests.checkin.test_desk import chief
from tests.support.people import all_approved


def test_the_board_is_answered_304_until_something_changes(
    app: Flask, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = clock.now()
    monkeypatch.setattr(clock, "now", lambda: moment)  # it also changes with each half minute
    page, (amina, brahim) = chief(app, door.event_id), all_approved(door.event_id, 2)
    state = {"battery": 0.15, "charging": False, "unsent": 3, "app": "abc", "oldest": ago(4)}
    door.scan(line(amina), device=state, sent_at=ago(180))
    answer = page.get("/desk/meeting/doors/board?lang=en")
    for words in ("Door A", "15 %", "wrong by 180 min", "1</strong> inside"):
        assert words in answer.text.replace("\n", "")
    again = page.get("/desk/meeting/doors/board?lang=en", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    door.scan(line(brahim))
    other = page.get("/desk/meeting/doors/board?lang=en", headers={"If-None-Match": answer.headers["ETag"]})
    assert other.status_code == 200
    assert "2</strong> inside" in other.text


def test_the_board_changes_with_what_any_device_says_and_with_silence(
    app: Flask, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = clock.instant(clock.now().replace(minute=5, second=0, microsecond=0))
    monkeypatch.setattr(clock, "now", lambda: moment)
    other = Door(app, door.event_id, "Door B")
    seen = [queries.board_mark(door.event_id, 1, moment)]

    def changed(at: clock.Instant = moment) -> bool:
        seen.append(queries.board_mark(door.event_id, 1, at))
        return seen[-1] != seen[-2]

    assert not changed()
    door.scan(device={"battery": 0.5, "unsent": 0})
    assert changed()
    assert not changed()
    other.scan(device={"battery": 0.5, "unsent": 7, "oldest": ago(1)})  # in the same moment
    assert changed()
    later = moment + timedelta(minutes=queries.settings(door.event_id).silent_minutes)
    changed(clock.instant(later))
    assert changed(clock.instant(later + timedelta(milliseconds=1)))


def test_a_token_that_nothing_has_used_is_no_device_on_the_board(app: Flask, door: Door) -> None:
    page = chief(app, door.event_id)
    assert "No device is paired." in page.get("/desk/meeting/doors/board?lang=en").text
    door.scan(line("x"))
    assert "Door A" in page.get("/desk/meeting/doors/board?lang=en").text
