"""Withdrawing for the time ahead (Awb 4:50): a later day, and damage that is made up for."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from application.streams import Reading
from domain.command import Role
from domain.event_catalogue import event_from
from domain.mandate import MandateCeilingExceeded
from domain.money import Money
from domain.objection_events import DecisionKind
from domain.suspension import SuspensionLifted
from domain.withdrawal import AnnounceWithdrawal, WithdrawGrant
from domain.withdrawal_ahead import (
    CompensationMissing,
    NoCompensationOnThisGround,
    NoTermOnThisGround,
    TermIsOver,
    TermMissing,
    TermTooShort,
)
from domain.withdrawal_events import GrantWithdrawn, WithdrawalAnnounced, WithdrawalRejected
from domain.withdrawal_ground import (
    NothingToSuspect,
    WithdrawalGround,
    WithdrawalGroundDoesNotFit,
)
from tests.golden.kept import golden_events
from tests.scenarios.town import Town, sealed
from tests.unit.domain.given import euros, refused

WRONG = WithdrawalGround.GRANTED_WRONGLY
CHANGED = WithdrawalGround.CIRCUMSTANCES_CHANGED
RULE = WithdrawalGround.OTHER_LEGAL_RULE
AHEAD = [WRONG, CHANGED, RULE]
REASON = sealed("the invoices are of another garden")
WHY = sealed("the hall was rented already")


def a_town() -> Town:
    """A grant of 400 euros."""
    town = Town().with_plan()
    town.granted("garden", 400_00)
    return town


def announcing(town: Town, ground: WithdrawalGround, **changed: Any) -> object:
    """An announcement with a day of its own, or none."""
    return town.do(
        AnnounceWithdrawal,
        Role.CASE_OFFICER,
        proposal_id="garden",
        amount_cents=euros(100),
        ground=ground,
        reason=REASON,
        views_until=town.now.date() + timedelta(days=15),
        **changed,
    )


def reacted(ground: WithdrawalGround = CHANGED) -> Town:
    """It was announced on this ground, and the applicant reacted."""
    town = a_town()
    town.announce_withdrawal("garden", 100_00, ground)
    town.give_views("garden")
    return town


def deciding(town: Town, **changed: Any) -> GrantWithdrawn:
    """The college decides; the event says what."""
    before = town.log.next_position()
    asked: dict[str, Any] = {"proposal_id": "garden", "announced_reason": REASON}
    town.do(WithdrawGrant, Role.COLLEGE, **(asked | changed))
    decided = town.events(before)[0]
    assert isinstance(decided, GrantWithdrawn)
    return decided


def is_suspended(town: Town) -> bool:
    """Whether nothing is paid today."""
    suspension = Reading(town.streams).suspension("garden").state
    return suspension is not None and suspension.runs_on(town.now.date())


class TestAnnouncing:
    """On a ground of this article it takes effect on a day that is said, and on no other ground."""

    @pytest.mark.parametrize("ground", AHEAD)
    def test_says_from_which_day(self, ground: WithdrawalGround) -> None:
        with refused(TermMissing):
            announcing(a_town(), ground)

    def test_that_day_comes_after_the_last_day_to_react(self) -> None:
        town = a_town()
        last = town.now.date() + timedelta(days=15)
        with refused(TermTooShort):
            announcing(town, CHANGED, effective_on=last)
        announcing(town, CHANGED, effective_on=last + timedelta(days=1))

    def test_for_what_the_applicant_did_there_is_no_such_day(self) -> None:
        town = a_town()
        with refused(NoTermOnThisGround):
            day = town.now.date() + timedelta(weeks=6)
            announcing(town, WithdrawalGround.WRONG_INFORMATION, effective_on=day)

    @pytest.mark.parametrize("ground", AHEAD)
    def test_only_before_the_determination(self, ground: WithdrawalGround) -> None:
        town = a_town()
        town.render_account("garden", 400_00)
        town.determine("garden", 400_00)
        with refused(WithdrawalGroundDoesNotFit):
            town.announce_withdrawal("garden", 100_00, ground)


class TestDeciding:
    """Before that day, with an amount for damage and why."""

    def test_the_decision_can_be_printed_from_its_event(self) -> None:
        town = reacted()
        announced = town.now.date()
        decided = deciding(town, compensation_cents=euros(75), compensation_reason=WHY)
        assert decided.effective_on == announced + timedelta(weeks=6)
        assert (decided.compensation_cents, decided.compensation_reason) == (euros(75), WHY)
        assert town.budget().granted == {"garden": euros(100)}

    def test_damage_is_no_money_of_the_wijk(self) -> None:
        town = a_town()
        before = town.budget().available
        town.announce_withdrawal("garden", 100_00, CHANGED)
        town.give_views("garden")
        deciding(town, compensation_cents=euros(75), compensation_reason=WHY)
        assert town.budget().available == before + euros(300)

    @pytest.mark.parametrize("ground", [WRONG, CHANGED])
    @pytest.mark.parametrize(
        "said", [{}, {"compensation_cents": Money(0)}, {"compensation_reason": WHY}]
    )
    def test_says_how_much_and_why_also_where_it_is_nothing(
        self, ground: WithdrawalGround, said: dict[str, Any]
    ) -> None:
        town = reacted(ground)
        with refused(CompensationMissing):
            deciding(town, **said)
        deciding(town, compensation_cents=Money(0), compensation_reason=WHY)

    @pytest.mark.parametrize("ground", [RULE, WithdrawalGround.WRONG_INFORMATION])
    def test_on_another_ground_there_is_none(self, ground: WithdrawalGround) -> None:
        town = reacted(ground)
        with refused(NoCompensationOnThisGround):
            deciding(town, compensation_cents=Money(0))
        with refused(NoCompensationOnThisGround):
            deciding(town, compensation_reason=WHY)
        decided = deciding(town)
        assert (decided.compensation_cents, decided.compensation_reason) == (Money(0), None)

    @pytest.mark.parametrize(("days", "is_late"), [(41, False), (42, True)])
    def test_it_does_not_work_back(self, days: int, *, is_late: bool) -> None:
        town = reacted()
        town.now += timedelta(days=days)
        said: dict[str, Any] = {"compensation_cents": Money(0), "compensation_reason": WHY}
        if is_late:
            with refused(TermIsOver):
                deciding(town, **said)
        else:
            deciding(town, **said)

    def test_a_mandate_reaches_to_the_larger_of_the_grant_and_the_damage(self) -> None:
        town = reacted()
        with refused(MandateCeilingExceeded):
            town.do(
                WithdrawGrant,
                Role.MANDATE_HOLDER,
                proposal_id="garden",
                announced_reason=REASON,
                compensation_cents=Money(100_000_000_00),
                compensation_reason=WHY,
                mandate_id="mandate-1",
            )


class TestWhilePaymentsAreSuspended:
    """What is withdrawn for the time ahead is not what was suspected."""

    @pytest.mark.parametrize("ground", AHEAD)
    def test_it_is_no_suspicion(self, ground: WithdrawalGround) -> None:
        with refused(NothingToSuspect):
            a_town().suspend("garden", ground)

    def test_less_is_left_and_they_stay_suspended(self) -> None:
        town = a_town()
        town.suspend("garden")
        town.announce_withdrawal("garden", 100_00, CHANGED)
        town.give_views("garden")
        town.withdraw_grant("garden")
        assert is_suspended(town)

    def test_that_it_stays_as_it_is_says_nothing_of_the_suspicion(self) -> None:
        town = a_town()
        town.suspend("garden")
        town.announce_withdrawal("garden", 100_00, CHANGED)
        town.reject_withdrawal("garden")
        assert isinstance(town.events()[-1], WithdrawalRejected)
        assert is_suspended(town)

    def test_where_nothing_is_left_there_is_nothing_to_suspend(self) -> None:
        town = a_town()
        town.suspend("garden")
        town.withdrawn("garden", ground=CHANGED)
        assert isinstance(town.events()[-1], SuspensionLifted)
        assert not is_suspended(town)


def test_an_objection_to_it_gives_back_what_there_was() -> None:
    town = reacted()
    deciding(town, compensation_cents=euros(75), compensation_reason=WHY)
    town.lodge("garden", against=DecisionKind.WITHDRAWAL)
    town.register_objection("garden")
    town.hear("garden")
    town.decide_objection("garden", 400_00)
    assert town.budget().granted == {"garden": euros(400)}


@pytest.mark.parametrize("name", ["withdrawal.announced.v1", "grant.withdrawn.v1"])
def test_an_entry_of_before_is_read_and_has_no_day_and_no_damage(name: str) -> None:
    written = json.loads(golden_events()[name])
    new = {"effective_on", "compensation_cents", "compensation_reason"}
    before = {key: value for key, value in written.items() if key not in new}
    assert before != written
    read = event_from(name, json.dumps(before).encode())
    assert isinstance(read, GrantWithdrawn | WithdrawalAnnounced)
    assert read.effective_on is None
    assert getattr(read, "compensation_cents", Money(0)) == Money(0)
