"""In the second year: neighbours say that letters were collected in a round; it is looked into."""

from __future__ import annotations

from domain.integrity_events import CaseOrigin, CaseOutcome, FollowUp
from domain.suspension import PaymentsAreSuspended
from domain.withdrawal_ground import WithdrawalGround
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
