"""Fixed subsidies: told beforehand that they end, kept for the term, and only then moved."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from domain.budget_events import BudgetLine
from domain.budget_line import NotEnoughOnLine
from domain.budget_year import Remainder
from domain.event_catalogue import event_from
from domain.money import Money
from domain.subsidy import (
    TERM_WEEKS_LEAST,
    ActivityAlreadyHandedOver,
    EndingAlreadyAnnounced,
    NoticeMissing,
    SubsidyAlreadyEnded,
    SubsidyAlreadyRecorded,
    SubsidyNotBegun,
    SubsidyStillRuns,
    SubsidyUnknown,
    TermTooShort,
    YearAlreadyGranted,
)
from domain.subsidy_events import Subsidy, SubsidyEnded, SubsidyRecorded
from domain.subsidy_money import (
    MoneyHeldForSubsidies,
    NothingToFree,
    SubsidyAlreadyBound,
    SubsidyNotBound,
    SubsidyNotOfYear,
    TermNotPassed,
)
from tests.scenarios.town import LIENDERT, YEAR, Town
from tests.unit.domain.given import refused

NEXT = YEAR + 1


def town() -> Town:
    """500 euros on the line for institutions of Liendert in each of two years."""
    found = Town().with_money(1_000_00)
    found.open_year(ceiling=1_000_00, year=NEXT)
    found.allocate({LIENDERT: 1}, 1_000_00, year=NEXT)
    for year in (YEAR, NEXT):
        found.divide_money(LIENDERT, year=year, initiative=1, institution=1)
    return found


def ended_in_june() -> Town:
    """A subsidy of 366 euros a year, bound for both years, that ends in June of the next."""
    found = town()
    found.record_subsidy(366_00)
    found.bind_subsidy(YEAR)
    found.bind_subsidy(NEXT)
    found.now = datetime(YEAR, 12, 31, 9, 0, tzinfo=UTC)
    found.announce_ending(26)
    found.end_subsidy()
    return found


class TestBinding:
    """A subsidy binds the line for institutions, and never more than it has."""

    def test_what_is_bound_is_free_for_nobody_else(self) -> None:
        found = town()
        found.record_subsidy(300_00)
        found.bind_subsidy()
        assert found.budget().bound == {"welfare": Money(300_00)}
        assert found.budget().free_on(BudgetLine.INSTITUTION) == Money(200_00)
        assert found.budget().available == Money(500_00)

    def test_more_than_the_line_has_is_not_bound(self) -> None:
        found = town()
        found.record_subsidy(500_01)
        found.bind_subsidy()
        assert found.budget().bound == {"welfare": Money(500_00)}
        with refused(NotEnoughOnLine):
            found.bind_subsidy()

    def test_the_rest_is_bound_once_an_act_put_it_on_the_line(self) -> None:
        found = town()
        found.record_subsidy(500_01)
        found.bind_subsidy()
        found.move_money(100_00, BudgetLine.INITIATIVE, BudgetLine.INSTITUTION)
        with refused(MoneyHeldForSubsidies):
            found.move_money(100_00)
        found.bind_subsidy()
        assert found.budget().bound == {"welfare": Money(500_01)}
        with refused(SubsidyAlreadyBound):
            found.bind_subsidy()
        found.move_money(99_99)

    def test_before_it_began_and_after_it_ended_there_is_nothing_to_bind(self) -> None:
        found = town()
        found.record_subsidy(since=YEAR)
        found.end_subsidy(NEXT)
        with refused(SubsidyNotOfYear):
            found.bind_subsidy(NEXT)
        assert Subsidy("a", Money(1), date(YEAR, 1, 1), frozenset()).due_in(YEAR - 1) == Money(0)

    def test_what_is_still_to_begin_does_not_run(self) -> None:
        with refused(SubsidyNotBegun):
            town().record_subsidy(since=NEXT)


class TestEnding:
    """Three years or more ask notice and a reasonable term (Awb 4:51)."""

    @pytest.mark.parametrize(("since", "asks"), [(2025, True), (2026, False), (2024, True)])
    def test_notice_is_asked_after_three_years_for_the_same_activities(
        self, since: int, asks: bool
    ) -> None:
        found = town()
        found.record_subsidy(since=since)
        if asks:
            with refused(NoticeMissing):
                found.end_subsidy(NEXT)
        else:
            found.end_subsidy(NEXT)

    def test_a_year_that_was_given_is_not_taken_back(self) -> None:
        found = town()
        found.record_subsidy()
        found.announce_ending()
        with refused(YearAlreadyGranted):
            found.end_subsidy(YEAR)

    @pytest.mark.parametrize(
        ("told", "weeks", "last_day"),
        [
            (date(YEAR, 2, 1), 26, date(YEAR, 12, 31)),
            (date(YEAR, 8, 20), 18, date(YEAR, 12, 31)),
            (date(YEAR, 12, 1), 26, date(NEXT, 5, 31)),
            (date(YEAR, 12, 31), 104, date(NEXT + 1, 12, 28)),
        ],
    )
    def test_it_runs_until_the_year_ends_or_the_term_whichever_is_later(
        self, told: date, weeks: int, last_day: date
    ) -> None:
        found = town()
        found.record_subsidy()
        found.now = datetime(told.year, told.month, told.day, 9, 0, tzinfo=UTC)
        found.announce_ending(weeks)
        found.end_subsidy(NEXT)
        assert found.events()[-1].model_dump()["last_day"] == last_day

    def test_a_term_in_which_nobody_can_end_what_they_agreed_to_is_not_reasonable(self) -> None:
        found = town()
        found.record_subsidy()
        with refused(TermTooShort):
            found.announce_ending(TERM_WEEKS_LEAST - 1)
        found.announce_ending(TERM_WEEKS_LEAST)

    def test_one_can_object_to_it_for_six_weeks_and_on_a_working_day(self) -> None:
        found = ended_in_june()
        ended = found.events()[-1]
        assert isinstance(ended, SubsidyEnded)
        assert ended.objection_until == date(NEXT, 2, 11)

    def test_one_of_before_had_the_term_of_the_law_and_named_no_decision(self) -> None:
        found = ended_in_june()
        told = {type(each): each.model_dump(mode="json") for each in found.events()}
        ended, recorded = told[SubsidyEnded], told[SubsidyRecorded]
        del ended["objection_until"], recorded["decision"]
        again = event_from("subsidy.ended.v1", json.dumps(ended).encode())
        assert again == found.events()[-1]
        first = event_from("subsidy.recorded.v1", json.dumps(recorded).encode())
        assert isinstance(first, SubsidyRecorded)
        assert first.decision is None


class TestUntilTheTermHasPassed:
    """Its money stays where it is."""

    def test_what_is_not_bound_yet_cannot_be_moved_either(self) -> None:
        found = town()
        found.record_subsidy(366_00)
        with refused(MoneyHeldForSubsidies):
            found.move_money(134_01)
        found.move_money(134_00)

    def test_in_its_last_year_all_of_it_is_held_until_the_last_day(self) -> None:
        subsidy = Subsidy(
            "a", Money(366_00), date(2015, 1, 1), frozenset(), last_day=date(NEXT, 6, 30)
        )
        assert subsidy.held_in(NEXT, date(NEXT, 6, 30)) == Money(366_00)
        assert subsidy.held_in(NEXT, date(NEXT, 7, 1)) == Money(182_00), "182 of the 366 days"
        assert subsidy.held_in(NEXT + 1, date(NEXT, 1, 1)) == Money(0)


class TestOnceItHasPassed:
    """What is left of the year goes to initiatives; what is due stays bound."""

    def test_it_leaves_the_part_of_the_year_after_its_last_day(self) -> None:
        found = ended_in_june()
        found.now = datetime(NEXT, 7, 1, 9, 0, tzinfo=UTC)
        found.free_subsidy(NEXT)
        budget = found.budget(LIENDERT, NEXT)
        days = (date(NEXT, 6, 30) - date(YEAR, 12, 31)).days
        assert budget.bound == {"welfare": Money(days * 100)}
        assert budget.available == Money(500_00 + (366 - days) * 100)

    @pytest.mark.parametrize("closed", [False, True])
    def test_a_year_that_came_to_be_after_its_last_day_leaves_all_of_it(self, closed: bool) -> None:
        found = town()
        found.record_subsidy(366_00)
        found.bind_subsidy(NEXT)
        found.announce_ending(18)
        found.end_subsidy(NEXT)
        found.now = datetime(NEXT, 12, 1, 9, 0, tzinfo=UTC)
        if closed:
            found.close_year(Remainder.RELEASE, year=NEXT)
        found.free_subsidy(NEXT)
        budget = found.budget(LIENDERT, NEXT)
        assert not budget.bound
        left = Money(0) if closed else Money(866_00)
        assert (budget.available, budget.released) == (left, Money(1_000_00 if closed else 0))

    def test_what_a_closed_year_leaves_after_its_last_day_is_released(self) -> None:
        found = ended_in_june()
        found.now = datetime(NEXT, 7, 1, 9, 0, tzinfo=UTC)
        found.close_year(Remainder.RELEASE, year=NEXT)
        found.free_subsidy(NEXT)
        budget = found.budget(LIENDERT, NEXT)
        days = (date(NEXT, 6, 30) - date(YEAR, 12, 31)).days
        assert budget.bound == {"welfare": Money(days * 100)}
        assert budget.available == Money(0)
        assert budget.released == Money(1_000_00 - days * 100)

    def test_a_year_for_which_nothing_was_bound_leaves_nothing_to_free(self) -> None:
        found = town()
        found.record_subsidy(since=YEAR)
        found.end_subsidy(NEXT)
        with refused(SubsidyNotBound):
            found.free_subsidy(NEXT)

    def test_what_was_never_bound_moves_by_an_act_like_all_money_of_the_line(self) -> None:
        found = town()
        found.record_subsidy(366_00)
        found.announce_ending(18)
        found.end_subsidy(NEXT)
        found.move_money(500_00, year=NEXT)
        assert found.budget(LIENDERT, NEXT).available == Money(1_000_00)


class TestEachStepOnce:
    """And in its order."""

    def test_nothing_is_done_to_what_is_not_on_record(self) -> None:
        with refused(SubsidyUnknown):
            town().bind_subsidy()

    def test_it_is_recorded_bound_and_announced_once(self) -> None:
        found = town()
        found.record_subsidy()
        found.bind_subsidy()
        found.announce_ending()
        with refused(SubsidyAlreadyRecorded):
            found.record_subsidy()
        with refused(SubsidyAlreadyBound):
            found.bind_subsidy()
        with refused(EndingAlreadyAnnounced):
            found.announce_ending()

    def test_before_it_is_decided_nothing_is_freed_or_handed_over(self) -> None:
        found = town()
        found.record_subsidy()
        found.announce_ending()
        with refused(SubsidyStillRuns):
            found.free_subsidy()
        with refused(SubsidyStillRuns):
            found.hand_over()

    def test_its_end_is_decided_once_and_an_activity_goes_to_one(self) -> None:
        found = ended_in_june()
        found.hand_over()
        with refused(SubsidyAlreadyEnded):
            found.end_subsidy()
        with refused(ActivityAlreadyHandedOver):
            found.hand_over()

    def test_its_money_is_not_moved_on_its_last_day_and_only_once_after_it(self) -> None:
        found = ended_in_june()
        found.now = datetime(NEXT, 6, 30, 9, 0, tzinfo=UTC)
        with refused(TermNotPassed):
            found.free_subsidy()
        found.now = datetime(NEXT, 7, 1, 9, 0, tzinfo=UTC)
        found.free_subsidy()
        with refused(NothingToFree):
            found.free_subsidy()
