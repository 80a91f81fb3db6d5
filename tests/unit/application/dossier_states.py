"""States of a dossier, as the steps that lead there, and every command about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from application.streams import Reading
from domain.command import Role
from domain.decision import Finding, VerifyDecision
from domain.decision_ground import DecisionGround, DecisionOutcome
from domain.determination_events import DeterminationGround
from domain.grant import ReleaseGrant
from domain.payout import RejectPayout
from domain.proposal import TakeInHandling, WithdrawProposal
from domain.withdrawal_ground import WithdrawalGround
from tests.scenarios.town import OTHER_FINANCE, Town, sealed

GARDEN = "garden"
ABOUT: dict[str, Any] = {"proposal_id": GARDEN}
OFFICER, GRIFFIER, RESIDENT = Role.CASE_OFFICER, Role.GRIFFIER, Role.RESIDENT
LOWER = DeterminationGround.NOT_CARRIED_OUT
Step = Callable[[Town], object]


def releasing(town: Town) -> object:
    """The reservation is given up."""
    return town.do(ReleaseGrant, OFFICER, **ABOUT, reason=sealed("a sponsor pays"))


def refusing(town: Town) -> object:
    """The proposal is refused."""
    town.prepare(
        GARDEN,
        0,
        outcome=DecisionOutcome.REFUSE,
        ground=DecisionGround.NOT_IN_PLAN,
        priority_id=None,
        plan_version=None,
    )
    return town.take(GARDEN)


def rejecting(town: Town) -> object:
    """The second person does not agree."""
    return town.do(
        RejectPayout, OTHER_FINANCE, **ABOUT, payout_id="payout-1", reason=sealed("no invoice")
    )


def verifying(town: Town) -> object:
    """The griffier verifies."""
    return town.do(VerifyDecision, GRIFFIER, **ABOUT, finding=Finding.IN_ORDER)


def _suspicion(town: Town) -> WithdrawalGround:
    """The law has other grounds once a grant was determined."""
    settled = Reading(town.streams).determination(GARDEN).state
    is_determined = settled is not None and settled.amount is not None
    before, after = WithdrawalGround.WRONG_INFORMATION, WithdrawalGround.NEW_FACTS
    return after if is_determined else before


COMMANDS: dict[str, Step] = {
    "TakeInHandling": lambda town: town.do(TakeInHandling, OFFICER, **ABOUT),
    "RequestCompletion": lambda town: town.ask_completion(GARDEN),
    "CompleteProposal": lambda town: town.complete(GARDEN),
    "LeaveOutOfHandling": lambda town: town.leave_out(GARDEN),
    "WithdrawProposal": lambda town: town.do(WithdrawProposal, RESIDENT, **ABOUT),
    "ReserveGrant": lambda town: town.reserve(GARDEN, 4_000_00),
    "ReleaseGrant": releasing,
    "PrepareDecision": lambda town: town.prepare(GARDEN, 4_000_00),
    "TakeDecision": lambda town: town.take(GARDEN),
    "VerifyDecision": verifying,
    "RequestPayout": lambda town: town.request_payout(GARDEN, 100_00, payout_id="another"),
    "ApprovePayout": lambda town: town.approve_payout(GARDEN),
    "RejectPayout": rejecting,
    "RecordPayment": lambda town: town.pay(GARDEN),
    "RenderAccount": lambda town: town.render_account(GARDEN, 4_000_00),
    "DetermineGrant": lambda town: town.determine(GARDEN, 4_000_00),
    "RecordRecovery": lambda town: town.recover(GARDEN, 100_00, "another"),
    "SuspendPayments": lambda town: town.suspend(GARDEN, _suspicion(town)),
    "LiftSuspension": lambda town: town.lift(GARDEN),
}

TO_GRANTED: tuple[Step, ...] = (
    lambda town: town.submit(GARDEN, 4_000_00),
    COMMANDS["TakeInHandling"],
    COMMANDS["ReserveGrant"],
    COMMANDS["PrepareDecision"],
    COMMANDS["TakeDecision"],
)


def a_day_later(town: Town) -> None:
    """What the bank paid on the day of a notice is still recorded; afterwards nothing is paid."""
    town.now += timedelta(days=1)


TO_PAID: tuple[Step, ...] = (
    *TO_GRANTED,
    lambda town: town.request_payout(GARDEN, 1_000_00),
    COMMANDS["ApprovePayout"],
    COMMANDS["RecordPayment"],
)
TO_ACCOUNTED = (*TO_PAID, COMMANDS["RenderAccount"])
TO_CLAIMED_BACK = (*TO_ACCOUNTED, lambda town: town.determine(GARDEN, 500_00, LOWER))
TO_INCOMPLETE = (*TO_GRANTED[:1], lambda town: town.nothing_comes(GARDEN))
STATES: dict[str, tuple[Step, ...]] = {
    "nothing": (),
    "submitted": TO_GRANTED[:1],
    "completion asked": (*TO_GRANTED[:1], COMMANDS["RequestCompletion"]),
    "not completed": TO_INCOMPLETE,
    "left out": (*TO_INCOMPLETE, COMMANDS["LeaveOutOfHandling"]),
    "withdrawn": (*TO_GRANTED[:1], COMMANDS["WithdrawProposal"]),
    "in handling": TO_GRANTED[:2],
    "reserved": TO_GRANTED[:3],
    "released": (*TO_GRANTED[:3], releasing),
    "prepared": TO_GRANTED[:4],
    "refused": (*TO_GRANTED[:3], refusing),
    "granted": TO_GRANTED,
    "payout asked": TO_PAID[:6],
    "payout approved": TO_PAID[:7],
    "paid": TO_PAID,
    "suspended": (*TO_PAID[:7], COMMANDS["SuspendPayments"], a_day_later),
    "accounted for": TO_ACCOUNTED,
    "determined": (*TO_ACCOUNTED, COMMANDS["DetermineGrant"]),
    "claimed back": TO_CLAIMED_BACK,
    "settled": (*TO_CLAIMED_BACK, lambda town: town.recover(GARDEN, 500_00)),
}


def town_in(state: str) -> Town:
    """A town whose garden stands in a state."""
    town = Town().with_plan()
    for step in STATES[state]:
        step(town)
    return town
