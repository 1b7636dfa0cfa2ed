"""What makes a quorum, and when it was reached."""

from __future__ import annotations

import pytest

from app.statistics.rules import Basis, Stay, needed, reached_at
from tests.statistics.conftest import moment


@pytest.mark.parametrize(
    ("basis", "members", "enough"),
    [
        (Basis.HALF, 23, 12), (Basis.HALF, 24, 13), (Basis.TWO_THIRDS, 23, 16), (Basis.TWO_THIRDS, 24, 16),
        (Basis.THIRD, 23, 8), (Basis.THIRD, 1, 1), (Basis.HALF, 0, 1),
    ],
)  # fmt: skip
def test_so_many_cities_are_needed(basis: Basis, members: int, enough: int) -> None:
    assert needed(basis, members) == enough


def test_a_quorum_is_reached_when_enough_are_there_together() -> None:
    stays = [
        Stay("rosso", moment(9), moment(10)),
        Stay("atar", moment(10), None),
        Stay("kiffa", moment(11), moment(12)),
        Stay("rosso", moment(11, 30), None),
    ]
    assert reached_at(stays, 1) == moment(9)
    assert reached_at(stays, 2) == moment(11)
    assert reached_at(stays, 3) == moment(11, 30)
    assert reached_at(stays, 4) is None


def test_two_of_one_city_are_one_and_the_city_stays_while_one_of_them_does() -> None:
    stays = [
        Stay("rosso", moment(9), moment(10)),
        Stay("rosso", moment(9, 30), None),
        Stay("atar", moment(11), None),
    ]
    assert reached_at(stays, 2) == moment(11)
    assert reached_at(stays[:2], 2) is None
