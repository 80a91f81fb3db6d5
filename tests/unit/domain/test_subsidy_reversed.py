"""A subsidy runs on where the decision that it ends does not stand."""

from __future__ import annotations

from datetime import UTC, date, datetime

from domain.budget_year import Body, BodyAct
from domain.past_day import DayStillToCome
from domain.subsidy import NoticeMissing, SubsidyStillRuns
from domain.subsidy_events import SubsidyStatus
from domain.subsidy_money import MoneyHeldForSubsidies
from projections.document import fold
from projections.subsidies import SubsidiesProjection, SubsidyDocument
from tests.unit.domain.given import refused
from tests.unit.domain.test_subsidy import NEXT, ended_in_june, town
from tests.unit.projections.entries import entries_of


class TestReversing:
    """A decision that it ends, which does not stand, is undone by another (Awb 7:11)."""

    def test_it_runs_on_and_its_money_is_held_again(self) -> None:
        found = ended_in_june()
        found.hand_over()
        found.now = datetime(NEXT, 7, 1, 9, 0, tzinfo=UTC)
        found.free_subsidy(NEXT)
        found.reverse_ending()
        with refused(MoneyHeldForSubsidies):
            found.move_money(1_00, year=NEXT)
        with refused(SubsidyStillRuns):
            found.hand_over()

    def test_to_end_it_again_it_is_announced_again(self) -> None:
        found = ended_in_june()
        found.reverse_ending()
        with refused(NoticeMissing):
            found.end_subsidy()
        found.announce_ending(30)
        found.end_subsidy()

    def test_both_stay_to_be_read(self) -> None:
        found = ended_in_june()
        found.reverse_ending()
        (document,) = fold(SubsidiesProjection(), entries_of(found)).values()
        assert isinstance(document, SubsidyDocument)
        assert (document.status, document.ending) == (SubsidyStatus.RUNS, None)
        (reversed_one,) = document.reversed_endings
        assert reversed_one.ending.last_day == date(NEXT, 6, 30)
        assert reversed_one.act.number == "B-2027-90"

    def test_what_runs_has_nothing_to_reverse(self) -> None:
        found = town()
        found.record_subsidy()
        with refused(SubsidyStillRuns):
            found.reverse_ending()

    def test_it_and_a_subsidy_rest_on_a_decision_that_was_taken(self) -> None:
        found = ended_in_june()
        tomorrow = BodyAct(body=Body.COLLEGE, number="B-1", decided_on=date(NEXT, 1, 1))
        with refused(DayStillToCome):
            found.reverse_ending(act=tomorrow)
        with refused(DayStillToCome):
            found.record_subsidy(subsidy_id="music", decision=tomorrow)
