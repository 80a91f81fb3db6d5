"""Decisions that are looked at again: by an objection, before a court, and by the body itself."""

from __future__ import annotations

from datetime import timedelta

from domain.command import Role
from domain.determination_events import DeterminationGround
from domain.grant import ReleaseGrant
from domain.objection_events import DecisionKind, ObjectionOutcome, RulingOutcome
from domain.withdrawal_ground import WithdrawalGround
from tests.scenarios.court import COVER
from tests.scenarios.people import LIENDERT, sealed
from tests.scenarios.three_years.city import City


def granted_after_all(city: City) -> None:
    """Refused, objected to, granted; the court agrees; later it is found to be worth less."""
    city.refused("well", 4_000_00)
    city.objects_and_wins("well", 4_000_00, with_committee=True)
    city.appeal("well")
    city.rule("well", RulingOutcome.DISMISSED)
    city.lodge("well", "objection-2", asks_court=True)
    city.register_objection("well", objection_id="objection-2")
    city.keep_from_court("well", "objection-2")
    city.postpone_objection("well", city.now.date() + timedelta(weeks=13), "objection-2")
    city.take_objection_back("well", "objection-2")
    city.announce_withdrawal("well")
    city.reject_withdrawal("well")
    city.withdrawn("well", 3_000_00)
    city.request_payout("well", 2_000_00)
    city.approve_payout("well")
    city.pay("well")
    city.render_account("well", 3_000_00)
    city.determine("well", 3_000_00)
    city.withdrawn("well", 1_200_00, ground=WithdrawalGround.NEW_FACTS)
    city.recover("well", 800_00)


def above_the_ceiling(city: City) -> None:
    """The money is with others by now: what is due above it is booked apart, with its cover."""
    city.refused("barn", 2_000_00)
    left = city.books[city.year, LIENDERT].available_cents
    city.admit("hall", left)
    city.reserve("hall", left)
    city.objects_and_wins("barn", 2_000_00, cover=COVER)
    assert city.books[city.year, LIENDERT].excess_cents == 2_000_00
    city.render_account("barn", 500_00)
    city.determine("barn", 500_00, DeterminationGround.NOT_CARRIED_OUT)
    reason = sealed("they found a hall")
    city.do(ReleaseGrant, Role.CASE_OFFICER, proposal_id="hall", reason=reason)
    assert city.books[city.year, LIENDERT].excess_cents == 500_00


def straight_to_court(city: City) -> None:
    """Only the law is in dispute: the court looks at it at once, and the refusal stands."""
    city.refused("shed", 1_000_00)
    city.lodge("shed", asks_court=True)
    city.register_objection("shed")
    city.forward("shed")
    city.rule("shed", RulingOutcome.DISMISSED)


def closes(city: City) -> None:
    """Once all terms are over a dossier is closed; a late objection opens it again."""
    city.close_dossier("well")
    city.lodge("well", "objection-3", against=DecisionKind.DETERMINATION)
    city.register_objection("well", objection_id="objection-3")
    city.decide_objection("well", objection_id="objection-3", outcome=ObjectionOutcome.INADMISSIBLE)


def tell(city: City) -> None:
    """All of it."""
    granted_after_all(city)
    above_the_ceiling(city)
    straight_to_court(city)
