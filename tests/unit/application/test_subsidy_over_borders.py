"""A fixed subsidy over a change of borders: it goes on in a wijk that its wijk became."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.budget_year import Remainder
from domain.command import Role
from domain.money import Money
from domain.subsidy import (
    TERM_WEEKS_LEAST,
    NoticeMissing,
    SubsidyAlreadyRecorded,
    SubsidyCarriedElsewhere,
    SubsidyUnknown,
    YearAlreadyGranted,
)
from domain.subsidy_borders import BordersOfNoYear, SubsidiesLeftBehind, SubsidyNotOfBorders
from domain.subsidy_events import SubsidyStatus
from domain.subsidy_money import MoneyHeldForSubsidies, SubsidyAlreadyBound, SubsidyNotOfYear
from domain.wijk_division import AdoptDivision, Wijk
from projections.document import fold
from projections.subsidies import SubsidiesProjection, SubsidyDocument
from tests.scenarios.borders import (
    MERGED,
    NEXT,
    NEXT_DIVISION,
    NORTH,
    SOUTH,
    SPLIT,
    Moved,
    adopt_next_division,
    open_over_borders,
    record_next_borders,
)
from tests.scenarios.town import LIENDERT, SOESTERKWARTIER, YEAR, Town
from tests.unit.domain.given import refused
from tests.unit.projections.entries import entries_of

STAYED: Moved = ((LIENDERT, NORTH, None), (SOESTERKWARTIER, SOUTH, None))


def town(moved: Moved = SPLIT) -> Town:
    """A subsidy of 100 euros a year in Liendert, which is split from next year on; its parts have
    1,000 euros, half of it on the line for institutions.
    """
    found = Town()
    found.adopt_division()
    found.open_year(1_000_00)
    found.allocate({LIENDERT: 1}, 1_000_00)
    found.record_subsidy()
    open_over_borders(found, moved)
    weights = {wijk: 1 for _, wijk, _ in moved}
    found.allocate(weights, 1_000_00, year=NEXT)
    found.divide_money(*weights, year=NEXT, initiative=1, institution=1)
    found.now = datetime(YEAR, 12, 1, 9, 0, tzinfo=UTC)
    return found


def goes_on(found: Town, to_wijk: str = NORTH, **changed: Any) -> None:
    """It goes on in the north, unless told otherwise."""
    found.carry_subsidy(**{"division_id": NEXT_DIVISION, "to_wijk": to_wijk} | changed)


class TestGoingOn:
    """Under its wijk of now it is what it was."""

    def test_it_is_held_there_and_nowhere_else(self) -> None:
        found = town()
        goes_on(found)
        with refused(MoneyHeldForSubsidies):
            found.move_money(200_00, year=NEXT, wijk=NORTH)
        found.move_money(200_00, year=NEXT, wijk=SOUTH)
        found.bind_subsidy(NEXT, NORTH)
        assert found.budget(NORTH, NEXT).bound == {"welfare": Money(100_00)}

    def test_the_year_before_pays_it_under_its_former_wijk(self) -> None:
        found = town()
        found.divide_money(LIENDERT, initiative=1, institution=1)
        goes_on(found)
        found.bind_subsidy(YEAR)
        assert found.budget(LIENDERT, YEAR).bound == {"welfare": Money(100_00)}

    def test_the_years_that_it_was_given_ask_notice_there_too(self) -> None:
        found = town()
        goes_on(found)
        with refused(NoticeMissing):
            found.end_subsidy(wijk=NORTH)

    def test_notice_that_was_given_goes_along(self) -> None:
        found = town()
        found.announce_ending(TERM_WEEKS_LEAST)
        goes_on(found)
        found.end_subsidy(wijk=NORTH)

    def test_what_is_done_to_it_is_done_there(self) -> None:
        found = town()
        goes_on(found)
        for step in (found.announce_ending, found.end_subsidy, found.reverse_ending):
            with refused(SubsidyCarriedElsewhere):
                step()
        with refused(SubsidyCarriedElsewhere):
            found.hand_over()
        with refused(SubsidyCarriedElsewhere):
            goes_on(found, SOUTH)

    def test_both_places_say_where_it_was_and_where_it_is(self) -> None:
        found = town()
        found.announce_ending()
        goes_on(found, to_subsidy_id="welfare-north")
        documents = fold(SubsidiesProjection(), entries_of(found))
        before, here = documents[f"{LIENDERT}/welfare"], documents[f"{NORTH}/welfare-north"]
        assert isinstance(before, SubsidyDocument)
        assert isinstance(here, SubsidyDocument)
        assert before.goes_on
        assert (before.goes_on.wijk, before.goes_on.from_year) == (NORTH, NEXT)
        assert here.came_from
        assert here.came_from.subsidy_id == "welfare"
        assert (here.status, here.since) == (SubsidyStatus.ANNOUNCED, date(2015, 1, 1))
        assert (here.goes_on, before.came_from) == (None, None)

    def test_a_mark_that_is_taken_there_is_not_taken_twice(self) -> None:
        found = town(MERGED)
        found.record_subsidy(wijk=SOESTERKWARTIER)
        goes_on(found)
        with refused(SubsidyAlreadyRecorded):
            goes_on(found, wijk=SOESTERKWARTIER)
        goes_on(found, wijk=SOESTERKWARTIER, to_subsidy_id="welfare-2")


class TestUntilItIsCarried:
    """Money of a wijk that its wijk became is not moved, and not taken by closing (Awb 4:51)."""

    @pytest.mark.parametrize("wijk", [NORTH, SOUTH])
    def test_nothing_is_moved(self, wijk: str) -> None:
        with refused(SubsidiesLeftBehind):
            town().move_money(1_00, year=NEXT, wijk=wijk)

    def test_the_year_does_not_close(self) -> None:
        found = town()
        found.now = datetime(NEXT, 12, 31, 9, 0, tzinfo=UTC)
        with refused(SubsidiesLeftBehind):
            found.close_year(Remainder.RELEASE, year=NEXT)

    def test_one_that_ended_before_is_left_where_it_was(self) -> None:
        found = town()
        found.now = datetime(YEAR, 1, 2, 9, 0, tzinfo=UTC)
        found.announce_ending(TERM_WEEKS_LEAST)
        found.end_subsidy()
        found.now = datetime(NEXT, 1, 2, 9, 0, tzinfo=UTC)
        found.move_money(1_00, year=NEXT, wijk=NORTH)
        with refused(SubsidyNotOfYear):
            goes_on(found)


class TestRefused:
    """It goes where its wijk went, once."""

    def test_only_to_a_wijk_that_its_wijk_became(self) -> None:
        found = town(STAYED)
        with refused(SubsidyNotOfBorders):
            goes_on(found, SOUTH)
        with refused(SubsidyNotOfBorders):
            goes_on(found, LIENDERT)

    def test_only_from_the_first_year_that_is_open_with_these_borders(self) -> None:
        found = town()
        found.open_year(year=NEXT + 1, division=NEXT_DIVISION)
        for year in (YEAR, NEXT + 1, NEXT + 2):
            with refused(BordersOfNoYear):
                goes_on(found, from_year=year)
        with refused(BordersOfNoYear):
            goes_on(found, division_id="GM0307-2099")
        goes_on(found, from_year=NEXT)

    def test_not_by_borders_that_no_year_is_open_with(self) -> None:
        found = Town().with_money(1_000_00)
        found.record_subsidy()
        adopt_next_division(found)
        record_next_borders(found)
        found.open_year(year=NEXT)
        with refused(BordersOfNoYear):
            goes_on(found)

    def test_only_by_borders_that_are_on_record(self) -> None:
        found = Town().with_money(1_000_00)
        found.record_subsidy()
        adopt_next_division(found)
        found.open_year(year=NEXT, division=NEXT_DIVISION)
        with refused(SubsidyNotOfBorders):
            goes_on(found)

    def test_it_ends_no_earlier_than_it_came(self) -> None:
        found = town()
        found.now = datetime(YEAR - 1, 12, 1, 9, 0, tzinfo=UTC)
        found.announce_ending(TERM_WEEKS_LEAST)
        goes_on(found)
        with refused(YearAlreadyGranted):
            found.end_subsidy(YEAR, wijk=NORTH)
        found.end_subsidy(NEXT, wijk=NORTH)

    def test_what_is_bound_where_it_was_is_not_held_twice(self) -> None:
        found = Town().with_money(1_000_00)
        found.record_subsidy()
        found.do(
            AdoptDivision,
            Role.GRIFFIER,
            division_id=NEXT_DIVISION,
            municipality="GM0307",
            valid_from=date(NEXT, 1, 1),
            wijken=(Wijk(code=LIENDERT, name="Liendert"), Wijk(code=NORTH, name="Noord")),
        )
        kept = ((LIENDERT, LIENDERT, 1), (LIENDERT, NORTH, 1), (SOESTERKWARTIER, NORTH, 1))
        record_next_borders(found, kept)
        found.open_year(year=NEXT, division=NEXT_DIVISION)
        found.allocate({LIENDERT: 1}, 1_000_00, year=NEXT)
        found.divide_money(LIENDERT, year=NEXT, initiative=1, institution=1)
        found.bind_subsidy(NEXT)
        with refused(SubsidyAlreadyBound):
            goes_on(found)

    def test_only_a_subsidy_that_is_known(self) -> None:
        with refused(SubsidyUnknown):
            goes_on(town(), subsidy_id="music")
