"""Closing a dossier: what stands in its way, and what its event tells."""

from __future__ import annotations

from datetime import timedelta

from domain.closure import DossierClosed, DossierNotSettled, GrantClosed, StillObjectable
from domain.determination_events import DeterminationGround
from domain.objection_events import DecisionKind, RulingOutcome
from domain.withdrawal_ground import WithdrawalGround
from projections.next_step import NextStep
from tests.scenarios.town import Town
from tests.unit.domain.given import euros, refused
from tests.unit.projections.entries import dossier_of, next_dates_in


def granted() -> Town:
    """A grant of 400 euros."""
    town = Town().with_plan()
    town.granted("garden", 400_00)
    return town


def paid(
    town: Town, amount: int, ground: DeterminationGround = DeterminationGround.AS_GRANTED
) -> None:
    """Accounted for, determined and paid."""
    town.render_account("garden", amount)
    town.determine("garden", amount, ground)
    town.request_payout("garden", amount)
    town.approve_payout("garden")
    town.pay("garden")


def settled() -> Town:
    """Determined and paid, and every term is over."""
    town = granted()
    paid(town, 400_00)
    town.now += timedelta(weeks=7)
    return town


def test_a_closed_dossier_tells_what_it_came_to_and_waits_for_nothing() -> None:
    town = settled()
    town.close_dossier("garden")
    closed = town.events()[-1]
    assert isinstance(closed, GrantClosed)
    figures = (closed.amount_cents, closed.paid_cents, closed.recovered_cents)
    assert figures == (euros(400), euros(400), euros(0))
    found = dossier_of(town)
    assert (found.next_step, next_dates_in(town)) == (NextStep.CLOSED, ())


def test_it_is_not_closed_twice_and_its_payments_are_not_held_up() -> None:
    town = settled()
    town.close_dossier("garden")
    with refused(DossierClosed):
        town.close_dossier("garden")
    with refused(DossierClosed):
        town.suspend("garden", WithdrawalGround.NEW_FACTS)


def test_what_is_not_settled_or_can_be_objected_to_stays_open() -> None:
    town = granted()
    with refused(DossierNotSettled):
        town.close_dossier("garden")
    town.withdrawn("garden")
    with refused(StillObjectable):
        town.close_dossier("garden")


def test_a_late_appeal_opens_it_again_until_what_was_ruled_is_settled() -> None:
    town = granted()
    paid(town, 300_00, DeterminationGround.NOT_CARRIED_OUT)
    town.lodge("garden", against=DecisionKind.DETERMINATION)
    town.register_objection("garden")
    town.hear("garden")
    town.decide_objection("garden")
    town.now += timedelta(weeks=7)
    town.close_dossier("garden")
    town.appeal("garden")
    assert dossier_of(town).next_step is not NextStep.CLOSED
    with refused(StillObjectable):
        town.close_dossier("garden")
    town.rule("garden", RulingOutcome.ANNULLED, amount_cents=euros(400))
    assert dossier_of(town).next_step is not NextStep.CLOSED
    with refused(DossierNotSettled):
        town.close_dossier("garden")


def test_a_late_objection_opens_it_again() -> None:
    town = settled()
    town.close_dossier("garden")
    town.lodge("garden")
    assert dossier_of(town).next_step is NextStep.SETTLED
