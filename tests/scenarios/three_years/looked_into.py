"""In the second year: neighbours say that letters were collected in a round, and a member of the
board was granted what they applied for; both are looked into.
"""

from __future__ import annotations

from datetime import timedelta

from domain.command import Actor, Role
from domain.integrity_events import CaseOrigin, CaseOutcome, FollowUp
from domain.suspension import PaymentsAreSuspended
from domain.withdrawal_ground import WithdrawalGround
from tests.scenarios.boardroom import JAN
from tests.scenarios.people import LIENDERT
from tests.scenarios.three_years.city import City
from tests.unit.domain.given import refused


def after_the_round(city: City, round_id: str, winner: str) -> None:
    """Payments wait, something of it is true, everyone reads it, payments go on: no cent moves."""
    before = dict(city.books)
    signal = CaseOrigin.PASSES_FROM_ONE_ADDRESS
    city.open_case(None, round_id=round_id, origin=signal)
    city.find()
    city.suspend_in_case(winner, ground=WithdrawalGround.OBLIGATIONS_NOT_MET)
    with refused(PaymentsAreSuspended):
        city.request_payout(winner, 100_00, "payout-held")
    city.decide_case(CaseOutcome.IN_PART, FollowUp.PAYMENTS_GO_ON)
    city.publish_outcome()
    city.close_case()
    assert city.books == before


def a_members_own(city: City) -> None:
    """It is founded, and what was granted is taken back: nothing of it is left."""
    before = city.settled_state(LIENDERT, city.year).available_cents
    stall = city.handled(Actor(id=JAN.id, role=Role.RESIDENT), 550_00)
    city.judges(stall)
    city.grants(stall, 550_00)
    case_id = "case-2"
    city.open_case(stall, origin=CaseOrigin.BOARD_MEMBER_APPLIED, case_id=case_id)
    city.find(case_id=case_id)
    city.decide_case(CaseOutcome.FOUNDED, FollowUp.WITHDRAWAL, case_id=case_id)
    city.announce_withdrawal(stall)
    city.now += timedelta(days=16)
    city.withdraw_grant(stall)
    city.publish_outcome(case_id=case_id)
    city.close_case(case_id=case_id)
    assert city.settled_state(LIENDERT, city.year).available_cents == before
