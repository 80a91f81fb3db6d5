"""What comes back after a determination, and what is still paid."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from domain.calendar import years_after
from domain.determination import Determination, GrantNotDetermined, evolve
from domain.determination_events import RecoveryClaimed, RecoveryRecorded
from domain.money import ZERO
from domain.payout import PayoutAboveGrant, RequestPayout, request
from domain.recovery import (
    RecordRecovery,
    RecoveryAboveClaim,
    RecoveryAlreadyRecorded,
    record_recovery,
)
from domain.regulation_contents import NO_RULES
from domain.regulation_guards import AdvanceTooHigh
from tests.unit.domain.given import BRAM, NOON, command, euros, happened, refused
from tests.unit.domain.test_determination import (
    GRANTED,
    HALF,
    RENDERED,
    determined,
    paid,
    the_determination,
)


def recovering(
    amount: int, recovery_id: str = "r-1", reference: str | None = None, **more: Any
) -> RecordRecovery:
    """Money is said to have come back, each time by a receipt of its own."""
    return command(
        RecordRecovery,
        BRAM,
        proposal_id="garden",
        recovery_id=recovery_id,
        amount_cents=euros(amount),
        reference=reference or f"bank-{recovery_id}",
        **more,
    )


class TestRecovery:
    """What was paid too much comes back, and no more than that, within five years."""

    KNOWN = the_determination(RENDERED, determined(1500, claimed_back=300))

    def test_what_came_back_is_recorded_in_parts(self) -> None:
        first = record_recovery(recovering(100), self.KNOWN)
        assert first.amount_cents == euros(100)
        known = evolve(self.KNOWN, first)
        assert known is not None
        assert known.to_recover == euros(200)
        assert record_recovery(recovering(200, "r-2"), known)

    def test_the_same_recovery_is_not_recorded_twice(self) -> None:
        known = evolve(self.KNOWN, record_recovery(recovering(100), self.KNOWN))
        with refused(RecoveryAlreadyRecorded):
            record_recovery(recovering(100), known)

    def test_one_receipt_of_the_bank_is_not_recorded_as_two_recoveries(self) -> None:
        known = evolve(self.KNOWN, record_recovery(recovering(100, reference="NL-1"), self.KNOWN))
        with refused(RecoveryAlreadyRecorded):
            record_recovery(recovering(100, "r-2", reference="NL-1"), known)

    def test_no_more_comes_back_than_was_claimed(self) -> None:
        with refused(RecoveryAboveClaim):
            record_recovery(recovering(301), self.KNOWN)

    @pytest.mark.parametrize("known", [None, Determination(accounted=True)])
    def test_before_the_determination_nothing_is_claimed(self, known: Determination | None) -> None:
        with refused(GrantNotDetermined):
            record_recovery(recovering(1), known)

    def test_what_was_claimed_in_time_may_come_after_the_five_years_for_claiming_it(self) -> None:
        years_later = NOON.replace(year=2034)
        assert record_recovery(recovering(300, at=years_later), self.KNOWN)

    def test_what_a_changed_grant_leaves_too_much_paid_is_claimed_before_a_determination(
        self,
    ) -> None:
        claimed = happened(
            RecoveryClaimed,
            proposal_id="garden",
            amount_cents=euros(40),
            recovery_until=date(2032, 3, 1),
            pay_back_by=date(2027, 4, 12),
        )
        known = the_determination(claimed)
        assert record_recovery(recovering(40), known)
        with refused(RecoveryAboveClaim):
            record_recovery(recovering(41), known)

    @pytest.mark.parametrize(
        ("begin", "end"),
        [(date(2027, 3, 1), date(2032, 3, 1)), (date(2028, 2, 29), date(2033, 2, 28))],
    )
    def test_five_years_end_on_the_same_day(self, begin: date, end: date) -> None:
        assert years_after(begin, 5) == end


class TestPayoutsAfterwards:
    """What it was determined at is paid, and the part for advances no longer counts."""

    def asked(self, amount: int) -> RequestPayout:
        return command(
            RequestPayout,
            BRAM,
            proposal_id="garden",
            payout_id="last",
            amount_cents=euros(amount),
        )

    def test_until_then_advances_stay_within_their_part(self) -> None:
        with refused(AdvanceTooHigh):
            request(self.asked(2001), None, GRANTED, HALF)

    def test_afterwards_all_of_it_can_be_paid(self) -> None:
        assert request(self.asked(3000), None, GRANTED, HALF, determined=euros(3000))

    def test_and_no_more(self) -> None:
        with refused(PayoutAboveGrant):
            request(self.asked(1), paid(3000), GRANTED, NO_RULES, determined=euros(3000))

    def test_where_too_much_was_paid_nothing_is_left(self) -> None:
        with refused(PayoutAboveGrant) as caught:
            request(self.asked(1), paid(3500), GRANTED, NO_RULES, determined=euros(3000))
        assert caught.value.values["left"] == ZERO


def test_a_recovery_is_remembered_under_its_id() -> None:
    event = happened(
        RecoveryRecorded,
        proposal_id="garden",
        recovery_id="r-1",
        amount_cents=euros(5),
        reference="bank-1",
    )
    assert the_determination(event).recoveries == {"r-1": euros(5)}
