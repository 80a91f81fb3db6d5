"""Decisions and grants in any order: objections, courts, suspensions, withdrawals, recoveries.

Whatever is asked, the ledger adds up to the cent and every grant comes to what the books say.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from application import determination, objection
from application.command_desk import Handler
from application.streams import Reading, StreamEvents
from domain.command import ActorCommand
from domain.objection_decision import DecideObjection
from domain.recovery import RecordRecovery
from tests.properties.grant_life.steps import GrantLife

WALKS = settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=120,
    stateful_step_count=12,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)

MUST_HAPPEN = {
    "appeal.recorded",
    "appeal.ruling_recorded",
    "decision.taken",
    "grant.determined",
    "grant.payments_suspended",
    "grant.reserved",
    "grant.suspension_lifted",
    "grant.withdrawn",
    "objection.decided",
    "objection.direct_appeal_rejected",
    "objection.forwarded",
    "payout.paid",
    "payout.rejected",
    "recovery.recorded",
    "withdrawal.rejected",
}
MUST_BE_REFUSED = {
    "budget.not_enough_available",
    "determination.payouts_outstanding",
    "excess.cover_missing",
    "objection.amount_does_not_fit",
    "objection.overtaken",
    "objection.own_decision",
    "objection.worse_off",
    "payout.above_grant",
    "recovery.above_claim",
    "suspension.payments_are_suspended",
}


pytestmark = pytest.mark.usefixtures("the_same_walks_everywhere")


@pytest.fixture(scope="module")
def walked(the_same_walks_everywhere: None) -> type[GrantLife]:
    """All walks, once for this file."""
    GrantLife.accepted.clear()
    GrantLife.refused.clear()
    GrantLife.moved.clear()
    run_state_machine_as_test(GrantLife, settings=WALKS)
    return GrantLife


def test_money_is_to_the_cent_what_the_books_say_whatever_is_asked(
    walked: type[GrantLife],
) -> None:
    assert walked.accepted.total() > 1_000


def test_all_that_can_happen_to_a_grant_happened_on_the_way(walked: type[GrantLife]) -> None:
    assert MUST_HAPPEN - walked.accepted.keys() == set()


def test_some_of_them_were_above_the_ceiling_and_others_gave_back(
    walked: type[GrantLife],
) -> None:
    assert {"budget.excess_covered", "budget.excess_returned"} <= walked.moved.keys()
    assert "budget.determination_reversed" in walked.moved


def test_and_rules_stood_in_the_way(walked: type[GrantLife]) -> None:
    assert MUST_BE_REFUSED - walked.refused.keys() == set()


def without_money(command: DecideObjection, read: Reading) -> list[StreamEvents]:
    """Decides, and forgets that money follows."""
    decided = objection.decide_objection(command, read)
    return [each for each in decided if not each.stream.startswith("budget:")]


def without_giving_back(command: RecordRecovery, read: Reading) -> list[StreamEvents]:
    """Books what came back, and keeps it bound."""
    changes = determination.record_recovery(command, read)
    return [replace(each, events=each.events[:1]) for each in changes]


@pytest.mark.parametrize(
    ("command", "handler"),
    [(DecideObjection, without_money), (RecordRecovery, without_giving_back)],
)
def test_a_town_that_forgets_about_money_is_found_out(
    command: type[ActorCommand], handler: Handler
) -> None:
    class Astray(GrantLife):
        accepted: ClassVar[Counter[str]] = Counter()
        refused: ClassVar[Counter[str]] = Counter()

        def __init__(self) -> None:
            super().__init__()
            self.town.handlers[command] = handler

    first = settings(WALKS, phases=(Phase.generate,), print_blob=False)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Astray, settings=first)
