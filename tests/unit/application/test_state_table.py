"""Every state of a dossier against every command about it: each cell says what happens.

Written down from the law and the stories of residents, and not from the handlers: a row is a
command, a cell its refusal or its event. The states themselves are in `dossier_states.py`.
"""

from __future__ import annotations

import pytest

from domain.errors import Refusal
from domain.event import PublicEvent
from tests.unit.application.dossier_states import COMMANDS, STATES, town_in

INCOMPLETE = ("completion asked", "not completed")
BEFORE_HANDLING = ("submitted", *INCOMPLETE, "left out", "withdrawn")
UNDECIDED = (*BEFORE_HANDLING, "in handling", "reserved", "released", "prepared")
NOT_GRANTED = (*UNDECIDED, "refused")
UNSUSPENDED = ("granted", "payout asked", "payout approved", "paid", "accounted for")
PAYING = ("suspended", *UNSUSPENDED)
SETTLING = ("determined", "claimed back", "settled")
APPROVED = ("payout approved", "suspended")
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
    later = tuple(each for each in ("payout asked", *APPROVED, *AFTER_PAYMENT) if each != state)
    return cells(
        ("nothing", "proposal.unknown"),
        ((*NOT_GRANTED, "granted"), "payout.unknown"),
        (state, event),
        (later, "payout.wrong_state"),
    )


TABLE: dict[str, Cells] = {
    "TakeInHandling": only("submitted", "proposal.taken_in_handling", "proposal.wrong_state")
    | cells(
        ("not completed", "proposal.taken_in_handling"),
        ("completion asked", "proposal.term_not_over"),
    ),
    "RequestCompletion": only("submitted", "proposal.completion_requested", "proposal.wrong_state"),
    "CompleteProposal": only("completion asked", "proposal.completed", "proposal.wrong_state")
    | cells(("not completed", "proposal.completion_term_over")),
    "LeaveOutOfHandling": only(
        "not completed", "proposal.left_out_of_handling", "proposal.wrong_state"
    )
    | cells(
        ("submitted", "proposal.completion_not_asked"),
        ("completion asked", "proposal.term_not_over"),
    ),
    "WithdrawProposal": cells(
        ("nothing", "proposal.unknown"),
        (("submitted", *INCOMPLETE, "in handling", "released"), "proposal.withdrawn"),
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
        ("nothing", "proposal.unknown"),
        ((*BEFORE_HANDLING, "in handling", "released"), "grant.not_reserved"),
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
        ("nothing", "proposal.unknown"),
        (UNDECIDED, "decision.not_taken"),
        (("refused", *PAYING, *SETTLING), "decision.verified"),
    ),
    "RequestPayout": cells(
        ("nothing", "proposal.unknown"),
        (NOT_GRANTED, "grant.unknown"),
        ((*UNSUSPENDED, "determined"), "payout.requested"),
        ("suspended", "suspension.payments_are_suspended"),
        (("claimed back", "settled"), "payout.above_grant"),
    ),
    "ApprovePayout": of_payout("payout asked", "payout.approved"),
    "RejectPayout": of_payout("payout asked", "payout.rejected")
    | dict.fromkeys(APPROVED, "payout.rejected"),
    "RecordPayment": of_payout("payout approved", "payout.paid")
    | {"suspended": "suspension.payments_are_suspended"},
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
        ("nothing", "proposal.unknown"),
        ((*NOT_GRANTED, *PAYING), "determination.not_determined"),
        (("determined", "settled"), "recovery.above_claim"),
        ("claimed back", "recovery.recorded"),
    ),
    "SuspendPayments": cells(
        ("nothing", "proposal.unknown"),
        (NOT_GRANTED, "grant.unknown"),
        ((*UNSUSPENDED, *SETTLING), "grant.payments_suspended"),
        ("suspended", "suspension.payments_are_suspended"),
    ),
    "LiftSuspension": cells(
        ("nothing", "proposal.unknown"),
        ((*NOT_GRANTED, *UNSUSPENDED, *SETTLING), "suspension.not_suspended"),
        ("suspended", "grant.suspension_lifted"),
    ),
}


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
