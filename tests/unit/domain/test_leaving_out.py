"""Leaving a proposal out of handling: after a term to complete it, within four weeks of that."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from domain.deadlines import no_holiday
from domain.leaving_out import (
    CompletedInTime,
    CompletionNotAsked,
    LeaveOutOfHandling,
    LeavingOutOver,
    leave_out_of_handling,
)
from domain.proposal import (
    LeftOutGround,
    ProposalStatus,
    TakeInHandling,
    TermNotOver,
    evolve,
    take_in_handling,
)
from domain.proposal_completion import RequestCompletion, request_completion
from domain.proposal_events import ProposalCompleted
from tests.unit.domain.given import DEWI, NOON, TODAY, after, command, happened, refused, sealed
from tests.unit.domain.proposals import ANSWER_BY, ASKED, EMMA, LEFT_OUT, TAKEN, submitted

ABOUT: dict[str, Any] = {"proposal_id": "garden"}
PLAIN = after(evolve, submitted())
WAITING = after(evolve, submitted(), ASKED)
COMPLETED_AT = NOON + timedelta(days=4)
COMPLETED = happened(
    ProposalCompleted, EMMA, at=COMPLETED_AT, **ABOUT, note=sealed("here are the costs")
)
ANSWERED = after(evolve, submitted(), ASKED, COMPLETED)


def at_noon(day: date) -> datetime:
    """Noon of a day."""
    return NOON + (day - TODAY)


def leaving(at: datetime, ground: LeftOutGround) -> LeaveOutOfHandling:
    """The college leaves it out."""
    return command(LeaveOutOfHandling, DEWI, at=at, **ABOUT, ground=ground, reason=sealed("why"))


@pytest.mark.parametrize("ground", LeftOutGround)
class TestOnAnyGround:
    """What the law asks for each ground (Awb 4:5, first paragraph)."""

    def test_it_is_refused_until_completion_was_asked(self, ground: LeftOutGround) -> None:
        with refused(CompletionNotAsked):
            leave_out_of_handling(leaving(at_noon(ANSWER_BY), ground), PLAIN)

    def test_the_applicant_has_the_whole_term(self, ground: LeftOutGround) -> None:
        with refused(TermNotOver):
            leave_out_of_handling(leaving(at_noon(ANSWER_BY), ground), WAITING)
        next_day = at_noon(ANSWER_BY + timedelta(days=1))
        assert leave_out_of_handling(leaving(next_day, ground), WAITING)

    def test_it_is_done_within_four_weeks_after_that_term(self, ground: LeftOutGround) -> None:
        last = ANSWER_BY + timedelta(weeks=4)
        assert leave_out_of_handling(leaving(at_noon(last), ground), WAITING)
        with refused(LeavingOutOver):
            leave_out_of_handling(leaving(at_noon(last + timedelta(days=1)), ground), WAITING)

    def test_a_last_day_that_is_a_holiday_moves(self, ground: LeftOutGround) -> None:
        last = ANSWER_BY + timedelta(weeks=4)
        late = leaving(at_noon(last + timedelta(days=1)), ground)
        assert leave_out_of_handling(late, WAITING, lambda day: day == last)


class TestOnceCompleted:
    """The four weeks run from the day on which the applicant did."""

    @pytest.mark.parametrize(
        "ground", [LeftOutGround.INCOMPLETE, LeftOutGround.REQUIREMENTS_NOT_MET]
    )
    def test_what_is_still_missing_leaves_it_out(self, ground: LeftOutGround) -> None:
        last = datetime(2027, 4, 2, 12, tzinfo=NOON.tzinfo)
        assert leave_out_of_handling(leaving(COMPLETED_AT, ground), ANSWERED)
        assert leave_out_of_handling(leaving(last, ground), ANSWERED)
        with refused(LeavingOutOver):
            leave_out_of_handling(leaving(last + timedelta(days=1), ground), ANSWERED)

    def test_it_is_not_said_that_it_was_not(self) -> None:
        with refused(CompletedInTime):
            leave_out_of_handling(
                leaving(COMPLETED_AT, LeftOutGround.NOT_COMPLETED_IN_TIME), ANSWERED
            )


class TestAskingOnceMore:
    """As long as it can be left out for what is still missing."""

    def asking(self, at: datetime) -> Any:
        """Something else is missing."""
        answer_by = at.date() + timedelta(days=14)
        more = command(
            RequestCompletion, at=at, **ABOUT, reason=sealed("a name"), answer_by=answer_by
        )
        return request_completion(more, ANSWERED, is_holiday=no_holiday)

    def test_the_four_weeks_run_anew(self) -> None:
        (again,) = self.asking(COMPLETED_AT + timedelta(weeks=4))
        waiting = after(evolve, submitted(), ASKED, COMPLETED, again)
        assert waiting.answer_by is not None
        last = at_noon(waiting.answer_by + timedelta(weeks=4))
        ground = LeftOutGround.NOT_COMPLETED_IN_TIME
        assert leave_out_of_handling(leaving(last, ground), waiting)

    def test_after_them_nothing_is_asked_any_more(self) -> None:
        with refused(LeavingOutOver):
            self.asking(COMPLETED_AT + timedelta(weeks=4, days=1))


class TestTakingInHandlingWhatWasNotCompleted:
    """It is decided on as it is."""

    def test_waits_for_the_term_to_pass(self) -> None:
        asked = command(TakeInHandling, at=at_noon(ANSWER_BY), **ABOUT)
        with refused(TermNotOver):
            take_in_handling(asked, WAITING)

    def test_is_possible_from_the_day_after(self) -> None:
        long_after = at_noon(ANSWER_BY + timedelta(weeks=5))
        assert take_in_handling(command(TakeInHandling, at=long_after, **ABOUT), WAITING)

    @pytest.mark.parametrize("then", [TAKEN, LEFT_OUT])
    def test_the_term_for_a_decision_stood_still_until_then(self, then: Any) -> None:
        found = after(evolve, submitted(), ASKED, then)
        assert found.status is not ProposalStatus.AWAITS_COMPLETION
        assert found.stood_still == ANSWER_BY - TODAY
        assert found.answer_by is None
