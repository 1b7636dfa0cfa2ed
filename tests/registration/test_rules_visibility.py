"""Categories and delegations that must not see each other do not."""

from __future__ import annotations

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from app.registration.rules.visibility import Person, Viewer, may_see

IDS = st.sampled_from([UUID(int=number) for number in range(1, 4)])
PEOPLE = st.builds(Person, id=IDS, event=IDS, delegation=st.none() | IDS)


@given(PEOPLE, IDS, IDS)
def test_a_delegate_sees_nobody_but_themselves(person: Person, event: UUID, own: UUID) -> None:
    viewer = Viewer(event, registration=own)
    assert may_see(viewer, person) == (person.id == own and person.event == event)


@given(PEOPLE, IDS, IDS)
def test_a_focal_point_sees_the_own_delegation_only(person: Person, event: UUID, own: UUID) -> None:
    viewer = Viewer(event, delegation=own)
    assert may_see(viewer, person) == (person.delegation == own and person.event == event)


@given(PEOPLE, IDS)
def test_whoever_is_neither_sees_nobody_even_of_those_who_came_alone(person: Person, event: UUID) -> None:
    assert not may_see(Viewer(event), person)
