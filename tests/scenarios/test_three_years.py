"""Three years of a city, two wijken in detail: after every step its books add up to the cent."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from domain.event_catalogue import EVENTS
from projections.advice_check import AdviceCheck
from projections.budget_state import states_after
from projections.ground_check import GroundCheck
from projections.ledger import booked
from projections.mandate_check import MandateCheck
from projections.precedence_check import PrecedenceCheck
from projections.ranking_check import RankingCheck
from tests.scenarios.borders import NORTH, SOUTH
from tests.scenarios.people import LIENDERT, SOESTERKWARTIER, YEAR
from tests.scenarios.three_years import (
    before_court,
    borders_change,
    first_year,
    late,
    ranked,
    second_year,
    small_sums,
    street_party,
    third_year,
    votes,
)
from tests.scenarios.three_years.city import City
from tests.scenarios.three_years.history import History
from tests.scenarios.three_years.paths import PATHS
from tests.unit.projections.entries import entries_of

TOLD_ELSEWHERE = {
    "ballot.cast.v2": "ballots are in the log of ballots",
}
"""What happens in no chapter, and where it does."""


AGAIN = 500_00 + late.ASKED
"""Granted after an objection, or late, when the money was with others."""


@cache
def told() -> City:
    """The whole story, once."""
    city = City()
    garden, mural = first_year.tell(city)
    hall = second_year.tell(city, garden, mural)
    third_year.tell(city, hall)
    borders_change.tell(city)
    return city


def test_the_books_add_up_after_every_step() -> None:
    assert told().steps > 400


def test_a_cent_that_is_lost_would_be_noticed() -> None:
    city = City()
    city.adopt_division()
    city.open_year()
    city.allocate({LIENDERT: 1}, 100_00)
    place = (YEAR, LIENDERT)
    city.books[place] = replace(city.books[place], available_cents=99_99)
    with pytest.raises(AssertionError):
        city.add_up()


def test_told_again_from_the_log_alone_the_books_are_the_same() -> None:
    lines = [line for entry in entries_of(told()) if (line := booked(entry))]
    assert states_after(lines) == told().books


def test_told_again_up_to_any_day_the_books_are_what_they_were_then() -> None:
    lines = [line for entry in entries_of(told()) if (line := booked(entry))]
    for length, books in told().books_at[::7]:
        assert states_after(line for line in lines if line.position < length) == books


def test_over_all_years_every_cent_is_somewhere() -> None:
    books = told().books
    wijken = {(year, w) for year in range(YEAR, YEAR + 4) for w in (LIENDERT, SOESTERKWARTIER)}
    whole_city, new = (YEAR + 2, third_year.WHOLE_CITY), {(YEAR + 4, w) for w in (NORTH, SOUTH)}
    assert books.keys() == wijken | new | {whole_city}
    came_in = sum(each.allocated_cents for each in books.values())
    assert came_in == 90_000_00 + 100_000_00 + 60_000_01 + 1_000_00 + borders_change.GIVEN
    assert sum(each.pooled_cents for each in books.values()) == 0, "pooling brings nothing in"
    granted = sum(each.granted_cents for each in books.values())
    released = sum(each.released_cents for each in books.values())
    voted = votes.GRANTED + ranked.GRANTED
    again = AGAIN + before_court.GRANTED + street_party.ASKED
    assert granted == 2_500_00 + 12_000_00 + 100_00 + 1_200_00 + voted + small_sums.SMALL + again
    subsidised = sum(each.subsidised_cents for each in books.values())
    assert subsidised == 2_000_00 + 666_67, "a year, and four months of the next"
    excess = sum(each.excess_cents for each in books.values())
    assert excess == AGAIN, "above the ceiling after an objection or too late: by another act"
    assert came_in + excess == granted + subsidised + released
    left = [each.cents(name) for each in books.values() for name in ("available", "reserved")]
    assert set(left) == {0}


def test_every_decision_had_its_mandate() -> None:
    check = MandateCheck()
    assert list(check.faults_in(entries_of(told()))) == []
    assert check.decisions >= 8


def test_every_ground_was_so() -> None:
    check = GroundCheck()
    assert list(check.faults_in(entries_of(told()))) == []
    assert check.decisions >= 8


def test_only_those_advised_who_could() -> None:
    check = AdviceCheck()
    assert list(check.faults_in(entries_of(told()))) == []
    assert check.advices >= 2
    assert check.decisions >= 5


def test_no_formal_grant_passed_residents_over() -> None:
    check = PrecedenceCheck()
    assert list(check.faults_in(entries_of(told()))) == []


def test_what_was_decided_out_of_order_has_its_reason() -> None:
    check = RankingCheck()
    assert list(check.faults_in(entries_of(told()))) == []
    assert check.grants == 8


@pytest.mark.parametrize("name", PATHS)
def test_every_path_was_gone(name: str) -> None:
    assert PATHS[name](History(told().happened))


def test_where_nothing_happened_no_path_was_gone() -> None:
    assert [name for name, path in PATHS.items() if path(History(()))] == []


def test_everything_that_can_happen_happened() -> None:
    happened = {event.TOPIC for event in told().happened}
    assert set(EVENTS) - happened - TOLD_ELSEWHERE.keys() == set()
