"""Leaving a proposal out of handling: on a ground of the law, after a term to complete it.

Each ground of the first paragraph of Awb 4:5 (a rule for being handled is not met, what was sent is
not enough) needs that the applicant had a term to complete it. The decision is told within four
weeks after they did, or after that term passed unused (fourth paragraph); later the proposal is
handled, and decided on as it is.
"""

from __future__ import annotations

from datetime import date

from domain.calendar import dutch_day
from domain.command import ActorCommand
from domain.deadlines import LEAVING_OUT, OBJECTION, IsHoliday, last_day, no_holiday
from domain.errors import Refusal
from domain.event import Commitment, Event, Identifier
from domain.mandate import Mandate, guard_college_or_mandate
from domain.proposal import (
    LeftOutGround,
    Proposal,
    ProposalLeftOutOfHandling,
    ProposalStatus,
    guard_completion_is_over,
    guard_status,
)


class CompletionNotAsked(Refusal):
    code = "proposal.completion_not_asked"
    dutch = "Vraag de indiener eerst om aan te vullen; daarna kan dit pas."
    english = "Ask the applicant to complete it first; only then is this possible."


class CompletedInTime(Refusal):
    code = "proposal.completed_in_time"
    dutch = "De indiener vulde aan op {day}, dus op tijd. Kies een andere grond."
    english = "The applicant completed it on {day}, so in time. Choose another ground."


class LeavingOutOver(Refusal):
    code = "proposal.leaving_out_over"
    dutch = "Buiten behandeling laten kon tot en met {day}. Neem het voorstel in behandeling."
    english = "Leaving it out of handling was possible until {day}. Take it in handling."


class LeaveOutOfHandling(ActorCommand):
    """Leave a proposal out of handling, with ground and reason: under `mandate_id`, or by the
    college itself, which names none.
    """

    proposal_id: Identifier
    ground: LeftOutGround
    reason: Commitment
    mandate_id: Identifier | None = None


def leave_out_of_handling(
    command: LeaveOutOfHandling,
    proposal: Proposal | None,
    is_holiday: IsHoliday = no_holiday,
    *,
    mandate: Mandate | None = None,
) -> list[Event]:
    """Before it is taken in handling, by the college or under a mandate for grants that reaches
    what the proposal asks (Awb 10:3): a decision to which one can object.
    """
    states = ProposalStatus.SUBMITTED, ProposalStatus.AWAITS_COMPLETION
    found = guard_status(proposal, command.proposal_id, *states)
    today, asks = dutch_day(command.at), found.amount
    guard_completion_is_over(found, today)
    guard_can_be_left_out(found, today, is_holiday)
    if command.ground is LeftOutGround.NOT_COMPLETED_IN_TIME and found.completed_on is not None:
        raise CompletedInTime(day=found.completed_on.isoformat())
    under = guard_college_or_mandate(mandate, command.mandate_id, command.by, today, asks)
    told = {"objection_until": last_day(today, OBJECTION, is_holiday), "amount_cents": asks}
    return [ProposalLeftOutOfHandling.following(command, **told, mandate_id=under)]


def guard_can_be_left_out(found: Proposal, today: date, is_holiday: IsHoliday) -> None:
    """The applicant was asked to complete it, and what came of that is not more than four weeks
    ago. Asked once more within these weeks, they run anew; after them nothing is asked any more.
    """
    ended_on = found.completed_on or found.answer_by
    if ended_on is None:
        raise CompletionNotAsked()
    until = last_day(ended_on, LEAVING_OUT, is_holiday)
    if today > until:
        raise LeavingOutOver(day=until.isoformat())
