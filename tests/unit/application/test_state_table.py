"""Every state of a dossier against every command about it: each cell says what happens.

Written down from the law and the stories of residents, and not from the handlers: a row is a
command, a cell its refusal or its event.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from domain.command import Actor, Role
from domain.decision import Finding, VerifyDecision
from domain.decision_ground import DecisionGround, DecisionOutcome
from domain.determination import DeterminationGround
from domain.errors import Refusal
from domain.event import PublicEvent
from domain.grant import ReleaseGrant
from domain.payout import RejectPayout
from domain.proposal import LeaveOutOfHandling, LeftOutGround, TakeInHandling, WithdrawProposal
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


def leaving_out(town: Town) -> object:
    """The proposal is left out of handling."""
    fields: dict[str, Any] = {
        "ground": LeftOutGround.INCOMPLETE,
        "reason": sealed("a page is missing"),
    }
    return town.do(LeaveOutOfHandling, OFFICER, **ABOUT, **fields)


def rejecting(town: Town) -> object:
    """The second person does not agree."""
    return town.do(
        RejectPayout, OTHER_FINANCE, **ABOUT, payout_id="payout-1", reason=sealed("no invoice")
    )


def verifying(town: Town) -> object:
    """The griffier verifies."""
    return town.do(VerifyDecision, GRIFFIER, **ABOUT, finding=Finding.IN_ORDER)


COMMANDS: dict[str, Step] = {
    "TakeInHandling": lambda town: town.do(TakeInHandling, OFFICER, **ABOUT),
    "LeaveOutOfHandling": leaving_out,
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
}

TO_GRANTED: tuple[Step, ...] = (
    lambda town: town.submit(GARDEN, 4_000_00),
    COMMANDS["TakeInHandling"],
    COMMANDS["ReserveGrant"],
    COMMANDS["PrepareDecision"],
    COMMANDS["TakeDecision"],
)
TO_PAID: tuple[Step, ...] = (
    *TO_GRANTED,
    lambda town: town.request_payout(GARDEN, 1_000_00),
    COMMANDS["ApprovePayout"],
    COMMANDS["RecordPayment"],
)
TO_ACCOUNTED = (*TO_PAID, COMMANDS["RenderAccount"])
TO_CLAIMED_BACK = (*TO_ACCOUNTED, lambda town: town.determine(GARDEN, 500_00, LOWER))
STATES: dict[str, tuple[Step, ...]] = {
    "nothing": (),
    "submitted": TO_GRANTED[:1],
    "left out": (*TO_GRANTED[:1], leaving_out),
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
    "accounted for": TO_ACCOUNTED,
    "determined": (*TO_ACCOUNTED, COMMANDS["DetermineGrant"]),
    "claimed back": TO_CLAIMED_BACK,
    "settled": (*TO_CLAIMED_BACK, lambda town: town.recover(GARDEN, 500_00)),
}

BEFORE_HANDLING = ("submitted", "left out", "withdrawn")
UNDECIDED = (*BEFORE_HANDLING, "in handling", "reserved", "released", "prepared")
NOT_GRANTED = (*UNDECIDED, "refused")
PAYING = ("granted", "payout asked", "payout approved", "paid", "accounted for")
SETTLING = ("determined", "claimed back", "settled")
AFTER_PAYMENT = ("paid", "accounted for", *SETTLING)
Cells = dict[str, str]


def cells(*parts: tuple[str | tuple[str, ...], str]) -> Cells:
    """A row: states, and what happens in them."""
    return {
        state: answer
        for states, answer in parts
        for state in ((states,) if isinstance(states, str) else states)
    }


def only(state: str, event: str, otherwise: str) -> Cells:
    """A row in which one state lets a proposal go on."""
    others = tuple(each for each in STATES if each not in ("nothing", state))
    return cells(("nothing", "proposal.unknown"), (state, event), (others, otherwise))


def of_payout(state: str, event: str) -> Cells:
    """A row about the first payout."""
    later = tuple(
        each for each in ("payout asked", "payout approved", *AFTER_PAYMENT) if each != state
    )
    return cells(
        (("nothing", *NOT_GRANTED, "granted"), "payout.unknown"),
        (state, event),
        (later, "payout.wrong_state"),
    )


TABLE: dict[str, Cells] = {
    "TakeInHandling": only("submitted", "proposal.taken_in_handling", "proposal.wrong_state"),
    "LeaveOutOfHandling": only(
        "submitted", "proposal.left_out_of_handling", "proposal.wrong_state"
    ),
    "WithdrawProposal": cells(
        ("nothing", "proposal.unknown"),
        (("submitted", "in handling", "released"), "proposal.withdrawn"),
        (("left out", "withdrawn"), "proposal.wrong_state"),
        (("reserved", "prepared", *PAYING, *SETTLING), "proposal.has_money"),
        ("refused", "decision.already_taken"),
    ),
    "ReserveGrant": cells(
        ("nothing", "proposal.unknown"),
        (BEFORE_HANDLING, "proposal.wrong_state"),
        (("in handling", "released"), "grant.reserved"),
        (("reserved", "prepared", *PAYING, *SETTLING), "grant.already_reserved"),
        ("refused", "decision.already_taken"),
    ),
    "ReleaseGrant": cells(
        (("reserved", "prepared"), "grant.released"),
        (("nothing", *BEFORE_HANDLING, "in handling", "released"), "grant.not_reserved"),
        (("refused", *PAYING, *SETTLING), "grant.not_reserved"),
    ),
    "PrepareDecision": cells(
        ("nothing", "proposal.unknown"),
        (BEFORE_HANDLING, "proposal.wrong_state"),
        (("in handling", "released"), "decision.amount_not_reserved"),
        (("reserved", "prepared"), "decision.prepared"),
        (("refused", *PAYING, *SETTLING), "decision.already_taken"),
    ),
    "TakeDecision": cells(
        ("nothing", "proposal.unknown"),
        (BEFORE_HANDLING, "proposal.wrong_state"),
        (("in handling", "reserved", "released"), "decision.unknown"),
        ("prepared", "decision.taken"),
        (("refused", *PAYING, *SETTLING), "decision.already_taken"),
    ),
    "VerifyDecision": cells(
        (("nothing", *UNDECIDED), "decision.not_taken"),
        (("refused", *PAYING, *SETTLING), "decision.verified"),
    ),
    "RequestPayout": cells(
        ("nothing", "proposal.unknown"),
        (NOT_GRANTED, "grant.unknown"),
        ((*PAYING, "determined"), "payout.requested"),
        (("claimed back", "settled"), "payout.above_grant"),
    ),
    "ApprovePayout": of_payout("payout asked", "payout.approved"),
    "RejectPayout": of_payout("payout asked", "payout.rejected"),
    "RecordPayment": of_payout("payout approved", "payout.paid"),
    "RenderAccount": cells(
        ("nothing", "proposal.unknown"),
        (NOT_GRANTED, "grant.unknown"),
        (PAYING, "account.rendered"),
        (SETTLING, "determination.already_determined"),
    ),
    "DetermineGrant": cells(
        ("nothing", "proposal.unknown"),
        (NOT_GRANTED, "grant.unknown"),
        (PAYING[:-1], "determination.account_missing"),
        ("accounted for", "grant.determined"),
        (SETTLING, "determination.already_determined"),
    ),
    "RecordRecovery": cells(
        (("nothing", *NOT_GRANTED, *PAYING), "determination.not_determined"),
        (("determined", "settled"), "recovery.above_claim"),
        ("claimed back", "recovery.recorded"),
    ),
}


def town_in(state: str) -> Town:
    """A town whose garden stands in a state."""
    town = Town().with_money()
    town.adopt_plan()
    town.give_mandate()
    for step in STATES[state]:
        step(town)
    return town


def test_no_cell_is_left_empty() -> None:
    assert TABLE.keys() == COMMANDS.keys()
    for command, row in TABLE.items():
        assert row.keys() == STATES.keys(), command


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("command", COMMANDS)
def test_the_cell(state: str, command: str) -> None:
    town = town_in(state)
    length = town.log.next_position()
    try:
        COMMANDS[command](town)
    except Refusal as refusal:
        answer = refusal.code
        assert town.log.next_position() == length, "a refusal leaves no event"
    else:
        first = town.events(length)[0]
        assert isinstance(first, PublicEvent)
        answer = first.TOPIC.rpartition(".v")[0]
    assert answer == TABLE[command][state]


STEPS_OF_THE_CITY = [
    ("TakeInHandling", "submitted"),
    ("LeaveOutOfHandling", "submitted"),
    ("ReserveGrant", "in handling"),
    ("RequestPayout", "granted"),
    ("RecordPayment", "payout approved"),
    ("DetermineGrant", "accounted for"),
    ("RecordRecovery", "claimed back"),
]


@pytest.mark.parametrize(("command", "state"), STEPS_OF_THE_CITY)
def test_whoever_submitted_it_takes_no_step_of_the_city(command: str, state: str) -> None:
    town = town_in(state)
    role = {
        "DetermineGrant": Role.MANDATE_HOLDER,
        "RecordPayment": Role.FINANCE,
        "RecordRecovery": Role.FINANCE,
    }.get(command, Role.CASE_OFFICER)
    do, by = town.do, Actor(id="person-resident", role=role)
    town.do = lambda intention, _, /, **fields: do(intention, by, **fields)  # type: ignore[method-assign]  # the same step, by somebody else
    with pytest.raises(Refusal) as caught:
        COMMANDS[command](town)
    assert caught.value.code == "proposal.own_interest"
