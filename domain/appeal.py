"""An appeal (beroep): what a court says of the decision on an objection.

The court is not ours; what it does is put on record. It leaves the decision as it is, says itself
what comes of it (Awb 8:72), or tells the college to decide again: until it does, what stood before
the decision on the objection stands once more.
"""

from __future__ import annotations

from domain.activity import Granted, GrantedActivities
from domain.budget_year import CouncilAct
from domain.calendar import dutch_day
from domain.command import ActorCommand
from domain.errors import Refusal
from domain.event import Commitment, Day, Identifier
from domain.money import MoneyOrNothing
from domain.objection import Standing
from domain.objection_decision import DecisionOvertaken
from domain.objection_events import AppealRecorded, RulingOutcome, RulingRecorded
from domain.objection_state import Objection, Objections, ObjectionStatus, guard_objection


class AppealDatesOutOfOrder(Refusal):
    code = "appeal.dates_out_of_order"
    dutch = "De dagen kloppen niet: eerst het besluit op bezwaar, dan het beroep, dan de uitspraak."
    english = (
        "The days do not fit: first the decision on the objection, the appeal, then the ruling."
    )


class RulingIncomplete(Refusal):
    code = "appeal.ruling_incomplete"
    dutch = (
        "Bij vernietiging hoort het bedrag van de rechter; bij opnieuw beslissen de laatste dag."
    )
    english = "An annulment has the court's amount; deciding again has the last day for it."


class RulingAboveMost(Refusal):
    code = "appeal.above_most"
    dutch = "{amount} is meer dan er kon worden toegekend ({most})."
    english = "{amount} is more than could be awarded ({most})."


class RecordAppeal(ActorCommand):
    """Record that somebody went to court, at which court and under which case number."""

    proposal_id: Identifier
    objection_id: Identifier
    court: Identifier
    reference: Identifier
    lodged_on: Day


class RecordRuling(ActorCommand):
    """Record what the court ruled, and carry it out."""

    proposal_id: Identifier
    objection_id: Identifier
    outcome: RulingOutcome
    amount_cents: MoneyOrNothing | None = None
    activities: GrantedActivities = ()
    decide_by: Day | None = None
    reason: Commitment
    ruled_on: Day
    cover: CouncilAct | None = None


def record_appeal(command: RecordAppeal, objections: Objections | None) -> list[AppealRecorded]:
    """An appeal is about an objection that was decided on."""
    found = guard_objection(objections, command.objection_id, ObjectionStatus.DECIDED)
    decided_on = found.decided_on or command.lodged_on
    if not decided_on <= command.lodged_on <= dutch_day(command.at):
        raise AppealDatesOutOfOrder()
    return [AppealRecorded.following(command)]


def record_ruling(
    command: RecordRuling, objection: Objection, standing: Standing, before: Granted
) -> RulingRecorded:
    """What the court ruled on an appeal that is pending, with all that follows from it.

    `before` is what stands without the decision on the objection.
    """
    amount_given = command.amount_cents is not None
    is_annulled = command.outcome is RulingOutcome.ANNULLED
    if amount_given is not is_annulled or (command.activities and not is_annulled):
        raise RulingIncomplete()
    day_given = command.decide_by is not None
    if day_given is not (command.outcome is RulingOutcome.DECIDE_AGAIN):
        raise RulingIncomplete()
    appealed_on = objection.appealed_on or command.ruled_on
    if not appealed_on <= command.ruled_on <= dutch_day(command.at):
        raise AppealDatesOutOfOrder()
    ruled = _granted_after(command, standing, before)
    told = {"amount_cents": ruled.amount, "activities": ruled.activities}
    return RulingRecorded.following(command, **told)


def _granted_after(command: RecordRuling, standing: Standing, before: Granted) -> Granted:
    """What it comes to; what was withdrawn since is left alone."""
    if command.amount_cents is None:
        again = command.outcome is RulingOutcome.DECIDE_AGAIN
        return before if again else standing.now
    if command.amount_cents > standing.most:
        raise RulingAboveMost(amount=command.amount_cents, most=standing.most)
    ruled = Granted(command.amount_cents, command.activities)
    if standing.is_overtaken and not ruled.is_as(standing.now):
        raise DecisionOvertaken()
    return ruled
