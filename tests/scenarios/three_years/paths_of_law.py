"""Every way that a decision and its grant can go by the law, up to the court, and what shows it."""

from __future__ import annotations

from collections.abc import Mapping

from domain.budget_events import (
    ExcessCovered,
    ExcessReturned,
    FinalMoneyPaid,
    MoneyPaid,
    MoneyRecovered,
)
from domain.closure import GrantClosed, GrantReopened
from domain.decision import DecisionTaken, DecisionVerified
from domain.decision_ground import DecisionOutcome
from domain.determination_events import DeterminationGround, GrantDetermined
from domain.grant import GrantChanged, GrantGranted, GrantReleased, GrantReserved
from domain.mandate import MandateAccepted, MandateGiven, MandateWithdrawn
from domain.objection_events import (
    AppealRecorded,
    CommitteeAdviceRecorded,
    DecisionKind,
    DirectAppealRejected,
    HearingRecorded,
    ObjectionDecided,
    ObjectionForwarded,
    ObjectionLodged,
    ObjectionOutcome,
    ObjectionPostponed,
    ObjectionWithdrawn,
    RulingOutcome,
    RulingRecorded,
)
from domain.payout import PayoutApproved, PayoutPaid, PayoutRejected, PayoutRequested
from domain.suspension import PaymentsSuspended, SuspensionLifted
from domain.withdrawal_events import GrantWithdrawn, WithdrawalRejected
from domain.withdrawal_ground import AFTER_DETERMINATION, COMPENSATED
from tests.scenarios.three_years.history import (
    History,
    Path,
    at_once,
    in_order,
    one,
    weeks_between,
)


def another_decided(history: History) -> bool:
    """A decision under a mandate was looked at again by somebody else."""
    under = history.of(ObjectionDecided, former_mandate_id=bool)
    return any(each.by.id != each.former_taken_by for each in under)


def moved_to_a_working_day(history: History) -> bool:
    """A term of six weeks would have ended on a weekend."""
    terms = [weeks_between(e.taken_on, e.objection_until) for e in history.of(DecisionTaken)]
    return any(term > 6 for term in terms) and all(6 <= term < 7 for term in terms)


def above_every_mandate(history: History) -> bool:
    """The college itself granted more than any mandate for grants reached that day."""
    withdrawn = {each.mandate_id for each in history.of(MandateWithdrawn)}
    given = [each for each in history.of(MandateGiven) if each.mandate_id not in withdrawn]
    return any(
        not any(
            mandate.valid_from <= taken.taken_on <= mandate.valid_until
            and mandate.ceiling_cents >= taken.amount_cents
            and mandate.at < taken.at
            and mandate.matter == "grants"
            for mandate in given
        )
        for taken in history.of(DecisionTaken, mandate_id=None, outcome=DecisionOutcome.GRANT)
    )


MANDATES: Mapping[str, Path] = {
    "outside the college, with consent": lambda history: (
        history.of(MandateGiven, outside_college=True) and history.of(MandateAccepted)
    ),
    "withdrawn": one(MandateWithdrawn),
    "above it, back to the college": above_every_mandate,
    "above what the college decides alone, with the council": one(DecisionTaken, council_act=bool),
    "another decided on the objection": another_decided,
}
"""Who decides what."""

GRANTS: Mapping[str, Path] = {
    "reserved, granted, paid in advance, determined, paid in full": in_order(
        GrantReserved, GrantGranted, PayoutPaid, GrantDetermined, PayoutPaid
    ),
    "names a priority and a version of the plan": one(
        DecisionTaken, priority_id=bool, plan_version=bool
    ),
    "rests on a later version of the plan": one(
        DecisionTaken, plan_version=lambda version: bool(version) and version > 1
    ),
    "per activity": one(DecisionTaken, activities=bool),
    "verified": one(DecisionVerified),
    "the term moved to a working day": moved_to_a_working_day,
    "a reservation was given up": one(GrantReleased),
    "an advance": one(MoneyPaid),
    "a payment that a second person did not approve": one(PayoutRejected),
    "two people for a payment": in_order(PayoutRequested, PayoutApproved, PayoutPaid),
    "suspended upon a suspicion, and lifted": in_order(PaymentsSuspended, SuspensionLifted),
    "determined as granted": one(GrantDetermined, ground=DeterminationGround.AS_GRANTED),
    "determined lower": one(GrantDetermined, ground=DeterminationGround.NOT_CARRIED_OUT),
    "a small sum determined without an account": lambda history: history.determined_without_account(
        as_granted=True
    ),
    "determined by the body itself where no account came": lambda history: (
        history.determined_without_account(as_granted=False)
    ),
    "a last payment": one(FinalMoneyPaid),
    "paid too much, and received back": one(MoneyRecovered),
    "withdrawn before it was determined": one(
        GrantWithdrawn, ground=lambda ground: ground not in (*AFTER_DETERMINATION, *COMPENSATED)
    ),
    "withdrawn after it was determined": one(
        GrantWithdrawn, ground=lambda ground: ground in AFTER_DETERMINATION
    ),
    "made less for the time ahead, and damage made up for": one(
        GrantWithdrawn, effective_on=bool, compensation_cents=bool
    ),
    "a withdrawal that was announced, and not decided": one(WithdrawalRejected),
    "closed, and opened again": in_order(GrantClosed, GrantReopened),
}
"""A grant, from reserving its money to its closed dossier."""

OBJECTIONS: Mapping[str, Path] = {
    "founded: granted after all": lambda history: any(
        each.former_cents < each.amount_cents
        for each in history.of(ObjectionDecided, outcome=ObjectionOutcome.FOUNDED)
    ),
    "unfounded": one(ObjectionDecided, outcome=ObjectionOutcome.UNFOUNDED),
    "inadmissible": one(ObjectionDecided, outcome=ObjectionOutcome.INADMISSIBLE),
    "against leaving out of handling": one(ObjectionDecided, against=DecisionKind.HANDLING),
    "against a determination": one(ObjectionDecided, against=DecisionKind.DETERMINATION),
    "by a neighbour with an interest": one(ObjectionLodged, interest=bool),
    "heard": one(HearingRecorded),
    "a committee advised": one(CommitteeAdviceRecorded),
    "put off": one(ObjectionPostponed),
    "taken back": one(ObjectionWithdrawn),
    "straight to the court": one(ObjectionForwarded),
    "not straight to the court": one(DirectAppealRejected),
    "before the court": one(AppealRecorded),
    "the court left it as it was": one(RulingRecorded, outcome=RulingOutcome.DISMISSED),
    "the court said what comes of it": one(RulingRecorded, outcome=RulingOutcome.ANNULLED),
    "the court told to decide again": one(RulingRecorded, outcome=RulingOutcome.DECIDE_AGAIN),
    "what was granted changed": one(GrantChanged),
    "above the ceiling after an objection, with its cover": at_once(
        ObjectionDecided, ExcessCovered
    ),
    "above the ceiling by a late decision, with its cover": at_once(GrantReserved, ExcessCovered),
    "what was not needed of it went back": one(ExcessReturned),
}
"""Decisions that are looked at again."""
