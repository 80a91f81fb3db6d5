"""What is due while a proposal can be completed, and afterwards."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from domain.command import Role
from domain.leaving_out import LeaveOutOfHandling
from domain.proposal import LeftOutGround, TakeInHandling
from domain.proposal_completion import CompleteProposal, RequestCompletion
from domain.regulation_contents import Regulation
from projections.deadlines import DeadlineKind
from tests.scenarios.town import YEAR, Town, sealed
from tests.unit.projections.test_deadlines import RULES, a_town, due, short


class TestWhileCompletionIsAsked:
    """The term for the decision stands still: without it, the first of March."""

    ANSWER_BY = date(YEAR, 1, 25)

    def asked(self, town: Town, day: date, answer_by: date) -> None:
        """Something is missing."""
        town.now = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        fields: dict[str, Any] = {
            "proposal_id": "garden",
            "reason": sealed("costs"),
            "answer_by": answer_by,
        }
        town.do(RequestCompletion, Role.CASE_OFFICER, **fields)

    def answered(self, town: Town, day: date) -> None:
        """What was missing is there."""
        town.now = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        town.do(CompleteProposal, Role.RESIDENT, proposal_id="garden", note=sealed("here"))

    def asked_once(self, rules: Regulation | None = None) -> Town:
        """On the eleventh of January, with two weeks for it."""
        town = a_town(rules)
        town.submit("garden", 100_00)
        self.asked(town, date(YEAR, 1, 11), self.ANSWER_BY)
        return town

    def test_no_decision_is_due_until_it_is_answered_or_the_term_for_that_passed(self) -> None:
        town = self.asked_once()
        awaited = (DeadlineKind.COMPLETION, self.ANSWER_BY, "Awb 4:5")
        assert short(due(town)) == [awaited]
        town.now = datetime(YEAR, 1, 25, 22, tzinfo=UTC)
        assert short(due(town)) == [awaited]

    def test_asked_and_completed_it_is_due_so_many_days_later(self) -> None:
        town = self.asked_once()
        self.answered(town, date(YEAR, 1, 21))
        assert short(due(town)) == [
            (DeadlineKind.LEAVING_OUT, date(YEAR, 2, 18), "Awb 4:5"),
            (DeadlineKind.DECISION, date(YEAR, 3, 10), "Awb 4:13"),
        ]

    def test_asked_and_passed_without_an_answer_it_runs_again_from_the_day_after(self) -> None:
        town = self.asked_once()
        town.now = datetime(YEAR, 1, 26, 9, tzinfo=UTC)
        assert short(due(town)) == [
            (DeadlineKind.LEAVING_OUT, date(YEAR, 2, 22), "Awb 4:5"),
            (DeadlineKind.DECISION, date(YEAR, 3, 15), "Awb 4:13"),
        ]

    def test_it_can_be_left_out_for_four_weeks_after_that_term_and_is_then_to_be_decided_on(
        self,
    ) -> None:
        town = self.asked_once()
        decide = DeadlineKind.DECISION, date(YEAR, 3, 15), "Awb 4:13"
        town.now = datetime(YEAR, 2, 22, 9, tzinfo=UTC)
        assert short(due(town)) == [
            (DeadlineKind.LEAVING_OUT, date(YEAR, 2, 22), "Awb 4:5"),
            decide,
        ]
        town.now = datetime(YEAR, 2, 23, 9, tzinfo=UTC)
        assert short(due(town)) == [decide]
        town.do(TakeInHandling, Role.CASE_OFFICER, proposal_id="garden")
        assert short(due(town)) == [decide], "the term stood still all the same"

    def test_a_last_day_on_a_weekend_or_holiday_moves(self) -> None:
        town = self.asked_once()
        self.answered(town, date(YEAR, 1, 23))
        assert short(due(town))[0] == (DeadlineKind.LEAVING_OUT, date(YEAR, 2, 22), "Awb 4:5")

    def test_asked_twice_it_stood_still_twice(self) -> None:
        town = self.asked_once()
        self.answered(town, date(YEAR, 1, 21))
        self.asked(town, date(YEAR, 1, 25), date(YEAR, 2, 8))
        self.answered(town, date(YEAR, 2, 1))
        assert short(due(town)) == [
            (DeadlineKind.LEAVING_OUT, date(YEAR, 3, 1), "Awb 4:5"),
            (DeadlineKind.DECISION, date(YEAR, 3, 16), "Awb 4:13"),
        ]

    def test_so_does_the_term_of_the_regulation(self) -> None:
        town = self.asked_once(RULES)
        self.answered(town, date(YEAR, 1, 21))
        found = due(town, {"rules-1": RULES})
        assert short(found)[1:] == [(DeadlineKind.DECISION, date(YEAR, 3, 24), "9")]

    def test_left_out_of_handling_nothing_is_due(self) -> None:
        town = self.asked_once()
        town.now = datetime(YEAR, 1, 26, 9, tzinfo=UTC)
        ground, reason = LeftOutGround.NOT_COMPLETED_IN_TIME, sealed("nothing came")
        fields: dict[str, Any] = {"proposal_id": "garden", "ground": ground, "reason": reason}
        town.do(LeaveOutOfHandling, Role.COLLEGE, **fields)
        assert DeadlineKind.DECISION not in {each.kind for each in due(town)}
