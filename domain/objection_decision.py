"""The decision on an objection: by another than who took the first one, and what changes by it.

It comes from the college or a mandate holder, never from whoever took the decision that is objected
to under a mandate (Awb 10:3), after a hearing (Awb 7:2). Nor, under a mandate, from whoever
prepared that decision: stricter than the law, which keeps who took it apart, and most of those who
hear from who prepared it (Awb 7:5). What came late is inadmissible, unless there is a good reason
for it (Awb 6:11). Founded, it changes what the decision comes to; who applied and objects is not
worse off for it. Whatever it says, a mandate for it reaches what the decision that is objected to
reached.
"""

from __future__ import annotations

from pydantic import Field

from domain.activity import Granted, GrantedActivities
from domain.budget_year import CouncilAct, DecidedByCouncil
from domain.calendar import dutch_day
from domain.command import ActorCommand, Role
from domain.deadlines import OBJECTION, IsHoliday, last_day, no_holiday
from domain.decision_ground import DecisionGround, DecisionOutcome
from domain.errors import FORBIDDEN, Refusal
from domain.event import Commitment, Identifier
from domain.mandate import Mandate, guard_college_or_mandate
from domain.money import ZERO, MoneyOrNothing
from domain.objection import Standing, guard_not_own_objection
from domain.objection_events import DecisionKind, ObjectionDecided, ObjectionOutcome
from domain.objection_state import Objection
from domain.proposal import Proposal


class OwnDecisionObjectedTo(Refusal):
    code = "objection.own_decision"
    status = FORBIDDEN
    dutch = "Wie het besluit onder mandaat nam, beslist niet op het bezwaar daartegen."
    english = "Who took the decision under a mandate does not decide on the objection to it."


class OwnPreparationObjectedTo(Refusal):
    code = "objection.own_preparation"
    status = FORBIDDEN
    dutch = (
        "Wie het besluit voorbereidde, beslist niet onder mandaat op het bezwaar daartegen. Laat "
        "een ander of het college beslissen."
    )
    english = (
        "Who prepared the decision does not decide under a mandate on the objection to it. Let "
        "somebody else or the college decide."
    )


class ObjectorNotHeard(Refusal):
    code = "objection.not_heard"
    dutch = (
        "Wie bezwaar maakt, wordt eerst gehoord. Leg de hoorzitting vast, of dat die niet hoeft."
    )
    english = "Who objects is heard first. Record the hearing, or that it was not wanted."


class CommitteeAdviceMissing(Refusal):
    code = "objection.advice_missing"
    dutch = "De commissie heeft nog niet geadviseerd; beslissen kan daarna."
    english = "The committee has not advised yet; the decision comes after that."


class ObjectionTooLate(Refusal):
    code = "objection.too_late"
    dutch = "Het bezwaar kwam te laat: niet-ontvankelijk, tenzij u zegt waarom dat te begrijpen is."
    english = "The objection came late: inadmissible, unless you say why that can be excused."


class ObjectionAmountDoesNotFit(Refusal):
    code = "objection.amount_does_not_fit"
    dutch = "Alleen bij een gegrond bezwaar hoort een ander bedrag, van niets tot {most}."
    english = "Only an objection that is founded comes with another amount, from nothing to {most}."


class WorseOff(Refusal):
    code = "objection.worse_off"
    dutch = "Wie subsidie aanvroeg en bezwaar maakt, wordt daar niet slechter van."
    english = "Who applied for the grant and objects is not worse off for it."


class DecisionOvertaken(Refusal):
    code = "objection.overtaken"
    dutch = "Er is later nog een besluit over deze subsidie genomen; wijzigen kan niet meer."
    english = "Another decision on this grant was taken later; this one can no longer be changed."


class ObjectionGroundMissing(Refusal):
    code = "objection.ground_missing"
    dutch = "Het besluit over het voorstel verandert. Kies de grond waarop het nu rust."
    english = "The decision on the proposal changes. Choose the ground that it now rests on."


class ObjectionGroundNotAsked(Refusal):
    code = "objection.ground_not_asked"
    dutch = "Alleen een gegrond bezwaar tegen het besluit over een voorstel heeft een eigen grond."
    english = "Only a founded objection to the decision on a proposal has a ground of its own."


class DecideObjection(ActorCommand):
    """Decide on an objection. Founded, it names what the decision comes to from now on, what each
    activity gets of it, and the ground of that where it is the decision on the proposal.

    What comes above today's remainder names its `cover`, what is above the amount from which the
    council decides the `council_act`; what was refused and is granted now, the
    priority of the wijkplan that it rests on.
    """

    proposal_id: Identifier
    objection_id: Identifier
    outcome: ObjectionOutcome
    amount_cents: MoneyOrNothing | None = None
    activities: GrantedActivities = ()
    ground: DecisionGround | None = None
    reason: Commitment
    excuse: Commitment | None = None
    mandate_id: Identifier | None = None
    priority_id: Identifier | None = None
    plan_version: int | None = Field(default=None, ge=1, le=1_000_000)
    cover: CouncilAct | None = None
    council_act: DecidedByCouncil = None


def decide(
    command: DecideObjection,
    objection: Objection,
    standing: Standing,
    proposal: Proposal,
    *,
    mandate: Mandate | None,
    is_holiday: IsHoliday = no_holiday,
) -> ObjectionDecided:
    """Decide on a registered objection, by somebody else than who took the decision."""
    guard_not_own_objection(command, objection)
    guard_by_another(command, objection, standing)
    _guard_ripe(command, objection)
    former = standing.now
    after = _granted_after(command, objection, standing, proposal)
    _guard_names_ground(command, objection)
    today = dutch_day(command.at)
    reach = max(standing.reach, after.amount)
    under = guard_college_or_mandate(mandate, command.mandate_id, command.by, today, reach)
    return ObjectionDecided.following(
        command,
        against=objection.against,
        former_cents=former.amount,
        former_activities=former.activities,
        amount_cents=after.amount,
        activities=after.activities,
        mandate_id=under,
        former_taken_by=objection.term.taken_by,
        former_mandate_id=objection.term.mandate_id,
        decided_on=today,
        appeal_until=last_day(today, OBJECTION, is_holiday),
    )


def _guard_names_ground(command: DecideObjection, objection: Objection) -> None:
    """What a decision on a proposal becomes has a ground of its own (Awb 7:12, 3:46); what stays as
    it was keeps its own.
    """
    is_founded = command.outcome is ObjectionOutcome.FOUNDED
    if is_founded and objection.against is DecisionKind.DECISION:
        if command.ground is None:
            raise ObjectionGroundMissing()
    elif command.ground is not None:
        raise ObjectionGroundNotAsked()


def outcome_after(decided: ObjectionDecided) -> DecisionOutcome:
    """What a decision on a proposal becomes: a refusal where nothing is left of it or it is made
    less.
    """
    is_less = decided.amount_cents < decided.former_cents
    return DecisionOutcome.REFUSE if is_less or not decided.amount_cents else DecisionOutcome.GRANT


def _guard_ripe(command: DecideObjection, objection: Objection) -> None:
    """Heard and advised on; what came late is inadmissible unless it is excused."""
    if command.outcome is ObjectionOutcome.INADMISSIBLE:
        return
    if not objection.in_time and command.excuse is None:
        raise ObjectionTooLate()
    if not objection.was_heard:
        raise ObjectorNotHeard()
    if objection.with_committee and objection.advice is None:
        raise CommitteeAdviceMissing()


def _granted_after(
    command: DecideObjection,
    objection: Objection,
    standing: Standing,
    proposal: Proposal,
) -> Granted:
    """What the decision comes to: something else where it is founded, else as it stands. No amount
    where it is about leaving out of handling.
    """
    amount, former = command.amount_cents, standing.now
    is_about_money = objection.against is not DecisionKind.HANDLING
    if not is_about_money or command.outcome is not ObjectionOutcome.FOUNDED:
        if amount is not None or command.activities:
            raise ObjectionAmountDoesNotFit(most=standing.most)
        return former
    if amount is None or amount > standing.most:
        raise ObjectionAmountDoesNotFit(most=standing.most)
    after = Granted(amount, command.activities)
    if after.is_as(former) or (amount == former.amount and not after.activities):
        raise ObjectionAmountDoesNotFit(most=standing.most)
    if standing.is_overtaken:
        raise DecisionOvertaken()
    if objection.objector_id in proposal.applicants and _is_less(after, former):
        raise WorseOff()
    return after


def _is_less(after: Granted, former: Granted) -> bool:
    """Whether it comes to less, or an activity gets less than it did."""
    gets = after.of_each
    return after.amount < former.amount or (
        bool(gets) and any(gets.get(name, ZERO) < had for name, had in former.of_each.items())
    )


def guard_by_another(
    command: ActorCommand, objection: Objection, standing: Standing | None = None
) -> None:
    """Who took a decision for the college never decides on the objection to it (Awb 10:3); nor who
    left a proposal out of handling, where it is not known how that stands.
    """
    is_left_out = objection.against is DecisionKind.HANDLING
    term = standing.term if standing and is_left_out else objection.term
    is_unknown = is_left_out and standing is None
    if (is_unknown or term.was_for_the_college) and command.by.id == objection.term.taken_by:
        raise OwnDecisionObjectedTo()


def guard_prepared_by_another(command: ActorCommand, prepared_by: str | None) -> None:
    """Four eyes: who prepared a decision does not decide on the objection to it under a mandate.
    Stricter than the law, which forbids that of who took it alone (Awb 10:3, third paragraph); the
    college itself, whose decision it is, may. `prepared_by` is None where nobody else prepared it.
    """
    if command.by.role is not Role.COLLEGE and command.by.id == prepared_by:
        raise OwnPreparationObjectedTo()
