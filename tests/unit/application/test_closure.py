"""Closing a dossier: what stands in its way, and what its event tells."""

from __future__ import annotations

from datetime import timedelta

from domain.closure import DossierClosed, DossierNotSettled, GrantClosed, StillObjectable
from domain.withdrawal_ground import WithdrawalGround
from projections.next_step import NextStep
from tests.scenarios.test_settling import dossier_of
from tests.scenarios.town import Town
from tests.unit.domain.given import euros, refused


def settled() -> Town:
    """Determined and paid, and every term is over."""
    town = Town().with_money()
    town.adopt_plan()
    town.give_mandate()
    town.granted("garden", 400_00)
    town.render_account("garden", 400_00)
    town.determine("garden", 400_00)
    town.request_payout("garden", 400_00)
    town.approve_payout("garden")
    town.pay("garden")
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
    assert (found.next_step, found.next_date) == (NextStep.CLOSED, None)


def test_it_is_not_closed_twice_and_its_payments_are_not_held_up() -> None:
    town = settled()
    town.close_dossier("garden")
    with refused(DossierClosed):
        town.close_dossier("garden")
    with refused(DossierClosed):
        town.suspend("garden", WithdrawalGround.NEW_FACTS)


def test_what_is_not_settled_or_can_be_objected_to_stays_open() -> None:
    town = Town().with_money()
    town.adopt_plan()
    town.give_mandate()
    town.granted("garden", 400_00)
    with refused(DossierNotSettled):
        town.close_dossier("garden")
    town.withdrawn("garden")
    with refused(StillObjectable):
        town.close_dossier("garden")


def test_a_late_objection_opens_it_again() -> None:
    town = settled()
    town.close_dossier("garden")
    town.lodge("garden")
    assert dossier_of(town).next_step is NextStep.SETTLED
