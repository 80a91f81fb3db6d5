"""A payout: asked by one person, approved by a second, paid once, never above the grant."""

from __future__ import annotations

from typing import Any

import pytest

from domain.command import Actor, Role
from domain.event import Event
from domain.grant import Grant, GrantStatus, GrantUnknown
from domain.mandate import MandateWithdrawn
from domain.money import ZERO, Money
from domain.payout import (
    ApprovePayout,
    PayoutAboveGrant,
    PayoutAlreadyRequested,
    PayoutApproved,
    PayoutInWrongState,
    PayoutPaid,
    PayoutRejected,
    PayoutRequested,
    Payouts,
    PayoutUnknown,
    RecordPayment,
    RejectPayout,
    RequestPayout,
    SamePersonApproves,
    approve,
    evolve,
    record_payment,
    reject,
    request,
)
from tests.unit.domain.given import (
    ANNA,
    BRAM,
    TODAY,
    after,
    command,
    euros,
    happened,
    refused,
    sealed,
)

DINA = Actor(id="person-dina", role=Role.FINANCE)
GRANTED = Grant("garden", euros(500), GrantStatus.GRANTED)
KEY: dict[str, Any] = {"proposal_id": "garden", "payout_id": "payout-1"}
REASON = sealed("the account is not theirs")


def requested(amount: Money, payout_id: str = "payout-1") -> PayoutRequested:
    """Bram asked for a payment."""
    return happened(
        PayoutRequested, BRAM, proposal_id="garden", payout_id=payout_id, amount_cents=amount
    )


REQUESTED = requested(euros(300))
APPROVED = happened(PayoutApproved, DINA, **KEY)
REJECTED = happened(PayoutRejected, DINA, **KEY, reason=REASON)
PAID = happened(PayoutPaid, BRAM, **KEY, amount_cents=euros(300), reference="bank-1", paid_on=TODAY)

APPROVING = command(ApprovePayout, DINA, **KEY)
REJECTING = command(RejectPayout, DINA, **KEY, reason=REASON)
PAYING = command(RecordPayment, BRAM, **KEY, reference="bank-1")


def requesting(amount: Money, payout_id: str = "payout-1") -> RequestPayout:
    """Bram asks for a payment."""
    return command(
        RequestPayout, BRAM, proposal_id="garden", payout_id=payout_id, amount_cents=amount
    )


def the_payouts(*events: Event) -> Payouts:
    """The payouts after these events."""
    return after(evolve, *events)


class TestBeforeAnythingIsAsked:
    """A grant of 500 euros, and no payout on it."""

    def test_a_payment_on_the_grant_is_asked_for(self) -> None:
        assert request(requesting(euros(300)), None, GRANTED) == [REQUESTED]

    def test_all_of_the_grant_can_be_asked_for_and_not_a_cent_more(self) -> None:
        assert request(requesting(euros(500)), None, GRANTED)
        with refused(PayoutAboveGrant):
            request(requesting(euros(500) + Money(1)), None, GRANTED)

    @pytest.mark.parametrize(
        "grant",
        [
            None,
            Grant("garden", euros(500), GrantStatus.RESERVED),
            Grant("garden", ZERO, GrantStatus.RELEASED),
        ],
        ids=["none", "reserved", "released"],
    )
    def test_only_what_was_granted_is_paid(self, grant: Grant | None) -> None:
        with refused(GrantUnknown):
            request(requesting(euros(1)), None, grant)

    def test_there_is_no_payout_to_approve_reject_or_pay(self) -> None:
        with refused(PayoutUnknown):
            approve(APPROVING, None)
        with refused(PayoutUnknown):
            reject(REJECTING, None)
        with refused(PayoutUnknown):
            record_payment(PAYING, None)

    def test_what_happens_elsewhere_makes_no_payout(self) -> None:
        assert evolve(None, happened(MandateWithdrawn, mandate_id="mandate-1")) is None

    def test_folding_never_fails_on_a_payout_nobody_asked_for(self) -> None:
        assert the_payouts(REQUESTED, happened(PayoutApproved, payout_id="x", proposal_id="y"))


class TestWhileRequested:
    """One person asked for 300 of 500 euros."""

    def test_a_second_person_approves(self) -> None:
        assert approve(APPROVING, the_payouts(REQUESTED)) == [APPROVED]

    def test_a_second_person_rejects_with_a_reason(self) -> None:
        assert reject(REJECTING, the_payouts(REQUESTED)) == [REJECTED]

    @pytest.mark.parametrize("role", Role)
    def test_who_asked_does_not_approve_in_whatever_role(self, role: Role) -> None:
        myself = command(ApprovePayout, Actor(id=BRAM.id, role=role), **KEY)
        with refused(SamePersonApproves):
            approve(myself, the_payouts(REQUESTED))

    def test_who_asked_does_not_reject_either(self) -> None:
        myself = command(RejectPayout, BRAM, **KEY, reason=REASON)
        with refused(SamePersonApproves):
            reject(myself, the_payouts(REQUESTED))

    def test_it_is_not_paid_before_the_second_person_agreed(self) -> None:
        with refused(PayoutInWrongState):
            record_payment(PAYING, the_payouts(REQUESTED))

    def test_it_is_asked_for_once(self) -> None:
        with refused(PayoutAlreadyRequested):
            request(requesting(euros(1)), the_payouts(REQUESTED), GRANTED)

    def test_what_is_asked_for_counts_as_spent_for_the_next(self) -> None:
        state = the_payouts(REQUESTED)
        assert request(requesting(euros(200), "payout-2"), state, GRANTED)
        with refused(PayoutAboveGrant):
            request(requesting(euros(201), "payout-2"), state, GRANTED)


class TestOnceApproved:
    """Two people stand behind it."""

    def test_the_payment_is_recorded_with_the_amount_that_was_approved(self) -> None:
        assert record_payment(PAYING, the_payouts(REQUESTED, APPROVED)) == PAID

    def test_it_is_not_approved_once_more(self) -> None:
        with refused(PayoutInWrongState):
            approve(APPROVING, the_payouts(REQUESTED, APPROVED))

    def test_a_second_person_can_still_reject_it_until_it_is_paid(self) -> None:
        assert reject(REJECTING, the_payouts(REQUESTED, APPROVED)) == [REJECTED]
        own = command(RejectPayout, BRAM, **KEY, reason=REASON)
        with refused(SamePersonApproves):
            reject(own, the_payouts(REQUESTED, APPROVED))
        with refused(PayoutInWrongState):
            reject(REJECTING, the_payouts(REQUESTED, APPROVED, PAID))


class TestOnceRejected:
    """The second person did not agree."""

    def test_it_is_neither_approved_nor_paid(self) -> None:
        with refused(PayoutInWrongState):
            approve(APPROVING, the_payouts(REQUESTED, REJECTED))
        with refused(PayoutInWrongState):
            record_payment(PAYING, the_payouts(REQUESTED, REJECTED))

    def test_its_amount_can_be_asked_for_again_as_another_payout(self) -> None:
        state = the_payouts(REQUESTED, REJECTED)
        assert request(requesting(euros(500), "payout-2"), state, GRANTED)
        with refused(PayoutAlreadyRequested):
            request(requesting(euros(300)), state, GRANTED)


class TestOncePaid:
    """The money is with the applicant."""

    def test_it_is_not_paid_twice(self) -> None:
        with refused(PayoutInWrongState):
            record_payment(PAYING, the_payouts(REQUESTED, APPROVED, PAID))

    def test_it_still_counts_against_the_grant(self) -> None:
        state = the_payouts(REQUESTED, APPROVED, PAID)
        assert state.claimed == euros(300)
        with refused(PayoutAboveGrant):
            request(requesting(euros(201), "payout-2"), state, GRANTED)


def test_anyone_but_the_person_who_asked_is_a_second_person() -> None:
    assert approve(command(ApprovePayout, ANNA, **KEY), the_payouts(REQUESTED))
