"""Suspending payments: upon a serious suspicion, for thirteen weeks at most (Awb 4:56)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.command import Actor, Role
from domain.event import Event
from domain.grant import Grant, GrantStatus, GrantUnknown
from domain.mandate import (
    Mandate,
    MandateCeilingExceeded,
    MandateMissing,
    MandateNotYours,
    MandateUnknown,
)
from domain.suspension import (
    LiftSuspension,
    PaymentsAreSuspended,
    PaymentsNotSuspended,
    PaymentsSuspended,
    SuspendPayments,
    Suspension,
    SuspensionLifted,
    SuspicionUsedBefore,
    evolve,
    guard_not_suspended,
    lift,
    suspend,
)
from domain.validity import Period
from domain.withdrawal_ground import WithdrawalGround, WithdrawalGroundDoesNotFit
from tests.unit.domain.given import (
    CARLA,
    NOON,
    TODAY,
    after,
    command,
    day,
    euros,
    refused,
    sealed,
)

GRANTED = Grant("garden", euros(500), GrantStatus.GRANTED)
MANDATE = Mandate("mandate-1", CARLA.id, euros(500), Period(day(1, 1), day(12, 31)))
COLLEGE = Actor(id="person-college", role=Role.COLLEGE)
REASON = sealed("the invoices are of another garden")
LAST = TODAY + timedelta(weeks=13)
FALSE = WithdrawalGround.WRONG_INFORMATION
UNDONE = WithdrawalGround.NOT_CARRIED_OUT


def suspending(
    ground: WithdrawalGround = FALSE,
    by: Actor = CARLA,
    mandate_id: str | None = "mandate-1",
    at: datetime = NOON,
) -> SuspendPayments:
    """Notice is given."""
    fields: dict[str, Any] = {"proposal_id": "garden", "reason": REASON, "ground": ground}
    return command(SuspendPayments, by, at, mandate_id=mandate_id, **fields)


def lifting(by: Actor = CARLA, at: datetime = NOON) -> LiftSuspension:
    """The grant will not be withdrawn."""
    fields: dict[str, Any] = {"proposal_id": "garden", "reason": REASON}
    return command(LiftSuspension, by, at, mandate_id="mandate-1", **fields)


def notice(command: SuspendPayments, before: Suspension | None = None) -> PaymentsSuspended:
    """The notice that follows, before the grant is determined."""
    (found,) = suspend(command, before, GRANTED, MANDATE, is_determined=False)
    assert isinstance(found, PaymentsSuspended)
    return found


RUNNING = after(evolve, notice(suspending()))
AFTERWARDS = datetime(2027, 6, 1, 12, tzinfo=UTC)


class TestAGrantThatIsPaid:
    """Nothing is suspected yet."""

    def test_is_suspended_for_thirteen_weeks_from_the_notice(self) -> None:
        found = notice(suspending())
        assert (found.notified_on, found.suspended_until) == (TODAY, LAST)
        assert (found.mandate_id, found.granted_cents) == ("mandate-1", euros(500))

    def test_the_term_does_not_move_for_a_weekend(self) -> None:
        found = notice(suspending(at=datetime(2027, 3, 6, 12, tzinfo=UTC)))
        assert found.suspended_until == date(2027, 6, 5)
        assert found.suspended_until.weekday() == 5

    def test_the_college_needs_no_mandate_and_names_none(self) -> None:
        assert notice(suspending(by=COLLEGE)).mandate_id is None

    def test_anybody_else_has_a_mandate_that_reaches_the_grant(self) -> None:
        with refused(MandateMissing):
            suspend(suspending(mandate_id=None), None, GRANTED, None, is_determined=False)
        with refused(MandateUnknown):
            suspend(suspending(), None, GRANTED, None, is_determined=False)
        dina = Actor(id="person-dina", role=Role.MANDATE_HOLDER)
        with refused(MandateNotYours):
            suspend(suspending(by=dina), None, GRANTED, MANDATE, is_determined=False)
        more = Grant("garden", euros(501), GrantStatus.GRANTED)
        with refused(MandateCeilingExceeded):
            suspend(suspending(), None, more, MANDATE, is_determined=False)

    def test_the_suspicion_is_of_a_ground_that_the_law_has_at_that_time(self) -> None:
        later = suspending(WithdrawalGround.NEW_FACTS)
        assert suspend(later, None, GRANTED, MANDATE, is_determined=True)
        with refused(WithdrawalGroundDoesNotFit):
            suspend(later, None, GRANTED, MANDATE, is_determined=False)
        with refused(WithdrawalGroundDoesNotFit):
            suspend(suspending(), None, GRANTED, MANDATE, is_determined=True)

    def test_what_is_not_granted_cannot_be_suspended(self) -> None:
        with refused(GrantUnknown):
            suspend(suspending(), None, None, MANDATE, is_determined=False)

    def test_and_what_is_not_suspended_cannot_go_on(self) -> None:
        with refused(PaymentsNotSuspended):
            lift(lifting(), None, GRANTED, MANDATE)

    def test_what_happens_elsewhere_suspends_nothing(self) -> None:
        stray = SuspensionLifted.following(
            lifting(), mandate_id="mandate-1", granted_cents=euros(1)
        )
        assert evolve(None, stray) is None


class TestWhileSuspended:
    """Until the last day, which is one of them."""

    @pytest.mark.parametrize("passed", [timedelta(0), timedelta(weeks=13)])
    def test_nothing_is_paid(self, passed: timedelta) -> None:
        with refused(PaymentsAreSuspended):
            guard_not_suspended(RUNNING, TODAY + passed)

    def test_it_is_not_suspended_once_more(self) -> None:
        with refused(PaymentsAreSuspended):
            suspend(suspending(UNDONE), RUNNING, GRANTED, MANDATE, is_determined=False)

    def test_payments_go_on_once_the_body_decides_not_to_withdraw(self) -> None:
        (lifted,) = lift(lifting(), RUNNING, GRANTED, MANDATE)
        known = evolve(RUNNING, lifted)
        guard_not_suspended(known, TODAY)
        with refused(PaymentsNotSuspended):
            lift(lifting(), known, GRANTED, MANDATE)

    def test_who_has_no_mandate_does_not_decide_so(self) -> None:
        with refused(MandateUnknown):
            lift(lifting(), RUNNING, GRANTED, None)


class TestAfterThirteenWeeks:
    """It lapses by itself."""

    def test_payments_go_on(self) -> None:
        guard_not_suspended(RUNNING, LAST + timedelta(days=1))

    def test_there_is_nothing_left_to_lift(self) -> None:
        with refused(PaymentsNotSuspended):
            lift(lifting(at=AFTERWARDS), RUNNING, GRANTED, MANDATE)

    def test_the_same_suspicion_does_not_suspend_again_and_another_does(self) -> None:
        with refused(SuspicionUsedBefore):
            suspend(suspending(at=AFTERWARDS), RUNNING, GRANTED, MANDATE, is_determined=False)
        again = notice(suspending(UNDONE, at=AFTERWARDS), RUNNING)
        events: list[Event] = [notice(suspending()), again]
        assert after(evolve, *events).grounds == {FALSE, UNDONE}
