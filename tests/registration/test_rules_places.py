"""Places, quotas and the line, by properties: nobody too many, nobody passed over, in whatever order things happen."""

from __future__ import annotations

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from app.registration.rules import Places, QuotaFacts, next_in_line, possible, precedence
from app.registration.rules.states import HOLDING, STATES, TRANSITIONS, after

KINDS = tuple(UUID(int=number) for number in (1, 2, 3))
kinds = st.sampled_from(KINDS)
limits = st.one_of(st.none(), st.integers(0, 6))


@given(limits, st.fixed_dictionaries(dict.fromkeys(KINDS, limits)), st.lists(kinds, max_size=30))
def test_the_line_fills_places_in_order_and_never_one_too_many(
    in_all: int | None, by_kind: dict[UUID, int | None], wanted: list[UUID]
) -> None:
    places = Places(in_all, by_kind, {})
    line = [(UUID(int=100 + number), kind) for number, kind in enumerate(wanted)]
    called = next_in_line(places, line)
    assert [ident for ident, _kind in line if ident in called] == list(called)
    for ident, kind in line:
        if ident in called:
            assert places.free(kind)
            places = places.with_one_more(kind)
        else:
            assert not places.free(kind)  # whoever is left out found no place at their turn
    assert in_all is None or sum(places.held.values()) <= in_all
    assert all(limit is None or places.held.get(kind, 0) <= limit for kind, limit in by_kind.items())


@given(limits, st.dictionaries(kinds, st.integers(0, 4)), st.lists(kinds, max_size=25))
def test_a_delegation_never_sends_more_than_it_may(
    in_all: int | None, by_kind: dict[UUID, int], wanted: list[UUID]
) -> None:
    quota, sent = QuotaFacts(in_all, by_kind), dict[UUID, int]()
    for kind in wanted:
        if quota.allows(sent, kind):
            sent[kind] = sent.get(kind, 0) + 1
    assert quota.total is None or sum(sent.values()) <= quota.total
    assert all(sent.get(kind, 0) <= limit for kind, limit in by_kind.items())
    if in_all is None and by_kind:
        assert sent.keys() <= by_kind.keys()


class Secretariat(RuleBasedStateMachine):
    """People come, leave and are decided on, by the rules alone; a model of what the services do."""

    def __init__(self) -> None:
        super().__init__()
        self.capacity = 3
        self.states: dict[int, str] = {}
        self.offered: set[int] = set()
        self.line: list[int] = []

    def held(self) -> int:
        return sum(state in HOLDING for state in self.states.values()) + len(self.offered)

    def move_up(self) -> None:
        places = Places(self.capacity, {}, {KINDS[0]: self.held()})
        waiting = [(UUID(int=one), KINDS[0]) for one in self.line if one not in self.offered]
        self.offered |= {ident.int for ident in next_in_line(places, waiting)}

    def step(self, who: int, name: str) -> None:
        self.states[who] = after(name, self.states.get(who, ""), "because")
        if self.states[who] != "waiting":
            self.offered.discard(who)
            self.line = [one for one in self.line if one != who]
        elif who not in self.line:
            self.line.append(who)
        self.move_up()

    @rule(who=st.integers(0, 9))
    def register(self, who: int) -> None:
        if who not in self.states:
            self.step(who, "submit" if self.held() < self.capacity else "queue")

    @rule(who=st.integers(0, 9), name=st.sampled_from(sorted(TRANSITIONS)))
    def act(self, who: int, name: str) -> None:
        state = self.states.get(who)
        if not state or name not in possible(state):
            return
        holds = state in HOLDING or who in self.offered
        if TRANSITIONS[name].target in HOLDING and not holds and self.held() >= self.capacity:
            return  # NoPlace
        if name in ("accept", "lapse") and who not in self.offered:
            return
        self.step(who, name)

    @invariant()
    def never_one_too_many(self) -> None:
        assert self.held() <= self.capacity

    @invariant()
    def nobody_waits_while_a_place_is_free(self) -> None:
        assert self.held() == self.capacity or set(self.line) == self.offered

    @invariant()
    def offers_go_in_order(self) -> None:
        unserved = [one for one in self.line if one not in self.offered]
        if unserved:
            assert all(self.line.index(one) < self.line.index(unserved[0]) for one in self.offered)


TestSecretariat = Secretariat.TestCase


def test_every_state_can_be_left_and_every_target_is_a_state() -> None:
    assert all(possible(state) for state in STATES)
    assert {one.target for one in TRANSITIONS.values()} <= set(STATES)


def test_precedence_puts_category_before_delegation_head_rank_and_name() -> None:
    people = [
        precedence(2, 1, True, 1, "A"),
        precedence(1, None, False, None, "A"),
        precedence(1, 7, False, None, "b"),
        precedence(1, 7, False, None, "C"),
        precedence(1, 7, False, 2, "Z"),
        precedence(1, 7, True, None, "Z"),
        precedence(1, 3, False, None, "Z"),
    ]
    assert sorted(people) == [people[number] for number in (6, 5, 4, 2, 3, 1, 0)]
