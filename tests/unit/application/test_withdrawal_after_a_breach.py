"""Withdrawing a determination for a breach of later: the five years run from that day."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from domain.calendar import DUTCH_TIME
from domain.command import Role
from domain.determination_events import RecoveryClaimed
from domain.event_catalogue import event_from
from domain.money import Money
from domain.objection_events import DecisionKind
from domain.past_day import DayStillToCome
from domain.recovery import RecoveryTooLate
from domain.withdrawal import AnnounceWithdrawal, WithdrawGrant
from domain.withdrawal_breach import (
    BreachBeforeDetermination,
    BreachDayMissing,
    NoBreachOnThisGround,
)
from domain.withdrawal_events import GrantWithdrawn, WithdrawalAnnounced
from domain.withdrawal_ground import WithdrawalGround
from tests.golden.kept import golden_events
from tests.scenarios.together import NEIGHBOUR
from tests.scenarios.town import YEAR, Town, sealed
from tests.unit.domain.given import euros, refused
from tests.unit.projections.entries import dossier_of

AFTERWARDS = WithdrawalGround.OBLIGATIONS_NOT_MET_AFTERWARDS
DETERMINED_ON = date(YEAR, 1, 4)
BREACHED_ON = date(YEAR + 4, 5, 1)
REASON = sealed("the garden was closed to the wijk")


def at(town: Town, day: date) -> Town:
    """Nine in the morning of that day."""
    town.now = datetime(day.year, day.month, day.day, 9, tzinfo=DUTCH_TIME)
    return town


def determined() -> Town:
    """A grant of 400 euros, paid and determined at all of it, more than four years ago."""
    town = Town().with_plan()
    town.granted("garden", 400_00)
    town.request_payout("garden", 400_00)
    town.approve_payout("garden")
    town.pay("garden")
    town.render_account("garden", 400_00)
    town.determine("garden", 400_00)
    return at(town, BREACHED_ON + timedelta(weeks=4))


def announcing(
    town: Town, breached_on: date | None, ground: WithdrawalGround = AFTERWARDS, left: int = 100
) -> None:
    """An officer announces it."""
    fields: dict[str, Any] = {
        "proposal_id": "garden",
        "amount_cents": euros(left),
        "ground": ground,
        "reason": REASON,
        "views_until": town.now.date() + timedelta(days=15),
        "breached_on": breached_on,
    }
    town.do(AnnounceWithdrawal, Role.CASE_OFFICER, **fields)


def deciding(town: Town) -> None:
    """The applicant reacted, and the college decides."""
    town.give_views("garden")
    town.do(WithdrawGrant, Role.COLLEGE, proposal_id="garden", announced_reason=REASON)


def claims_of(town: Town) -> list[tuple[Money, date]]:
    """What was claimed, each time with the last day on which that can be."""
    found = (each for each in town.events() if isinstance(each, RecoveryClaimed))
    return [(each.amount_cents, each.recovery_until) for each in found]


class TestAnnouncing:
    def test_says_on_which_day_an_obligation_was_not_met(self) -> None:
        with refused(BreachDayMissing):
            announcing(determined(), None)

    def test_on_another_ground_says_none(self) -> None:
        with refused(NoBreachOnThisGround):
            announcing(determined(), BREACHED_ON, WithdrawalGround.NEW_FACTS)

    def test_before_a_determination_no_obligation_was_broken_after_it(self) -> None:
        town = Town().with_plan()
        town.granted("garden", 400_00)
        with refused(NoBreachOnThisGround):
            announcing(town, DETERMINED_ON, WithdrawalGround.OBLIGATIONS_NOT_MET)

    def test_what_is_still_to_come_was_not_broken(self) -> None:
        town = determined()
        with refused(DayStillToCome):
            announcing(town, town.now.date() + timedelta(days=1))

    def test_what_was_broken_before_the_determination_was_to_be_seen_in_it(self) -> None:
        town = determined()
        with refused(BreachBeforeDetermination):
            announcing(town, DETERMINED_ON - timedelta(days=1))
        announcing(town, DETERMINED_ON)


class TestFiveYearsAfterTheBreach:
    LAST = date(YEAR + 9, 5, 1)

    def test_it_is_still_claimed_where_those_after_the_determination_are_over(self) -> None:
        town = at(determined(), self.LAST)
        announcing(town, BREACHED_ON)
        deciding(town)
        assert claims_of(town) == [(euros(300), self.LAST)]
        settled = dossier_of(town).determination
        assert settled is not None
        assert (settled.to_recover, settled.recovery_until) == (euros(300), self.LAST)

    def test_it_is_not_withdrawn_any_more_after_the_last_day(self) -> None:
        town = at(determined(), self.LAST + timedelta(days=1))
        announcing(town, BREACHED_ON)
        with refused(RecoveryTooLate):
            deciding(town)

    def test_other_grounds_keep_to_the_determination(self) -> None:
        town = at(determined(), date(YEAR + 5, 1, 5))
        announcing(town, None, WithdrawalGround.NEW_FACTS)
        with refused(RecoveryTooLate):
            deciding(town)

    @pytest.mark.parametrize(("late", "claimed"), [(0, 400_00), (1, 300_00)])
    def test_an_objection_to_the_withdrawal_keeps_to_the_breach(
        self, late: int, claimed: int
    ) -> None:
        town = determined()
        announcing(town, BREACHED_ON)
        deciding(town)
        interest = sealed("it is my garden too")
        against = DecisionKind.WITHDRAWAL
        town.lodge("garden", by=NEIGHBOUR, against=against, interest=interest)
        town.register_objection("garden")
        town.hear("garden")
        at(town, self.LAST + timedelta(days=late))
        town.decide_objection("garden", 0)
        settled = dossier_of(town).determination
        assert settled is not None
        assert settled.to_recover == Money(claimed)


@pytest.mark.parametrize("name", ["withdrawal.announced.v1", "grant.withdrawn.v1"])
def test_an_entry_of_before_is_read_and_has_no_day_of_a_breach(name: str) -> None:
    written = json.loads(golden_events()[name])
    read = event_from(name, json.dumps(written | {"ground": AFTERWARDS.value}).encode())
    assert isinstance(read, GrantWithdrawn | WithdrawalAnnounced)
    assert read.breached_on is None
