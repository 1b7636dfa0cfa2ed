"""Two registrations that were one person: no scan is lost, and both badges open the door for the one that stays."""

from __future__ import annotations

from app.checkin import queries
from app.registration import service as registration
from tests.checkin.conftest import Door, line
from tests.support.people import approved


def test_scans_of_both_count_for_the_one_that_stays(door: Door) -> None:
    one, other = approved(door.event_id, 0), approved(door.event_id, 1)
    assert door.outcomes(line(other.code), line(one.code, checkpoint="main")) == ["admitted", "admitted"]
    kept = registration.merge(door.event_id, one.id, other.id).id
    assert queries.arrived(door.event_id) == {kept}
    assert queries.presence_at(door.event_id, "opening").keys() == {kept}
    assert len(queries.scans_of(kept)) == 2
    again = door.scan(line(one.code), line(other.code, checkpoint="main"))
    assert [(each["outcome"], each["registration"]) for each in again] == [("already_in", str(kept))] * 2
    assert queries.first_break(door.event_id) is None
