"""Until when is paid back what was claimed: by the law, or later where the decision says so."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest

from application.streams import Reading
from domain.command import Role
from domain.deadlines import no_holiday
from domain.determination import Determination, DetermineGrant
from domain.determination_events import DeterminationGround, GrantDetermined, RecoveryClaimed
from domain.event_catalogue import event_from
from domain.money import ZERO
from domain.objection_events import DecisionKind
from domain.paying_back import NothingToPayBack, PayBackDayDoesNotFit, pay_back_day
from domain.withdrawal import WithdrawGrant
from domain.withdrawal_ground import WithdrawalGround
from tests.golden.kept import golden_events
from tests.scenarios.together import NEIGHBOUR
from tests.scenarios.town import YEAR, Town, sealed
from tests.unit.domain.given import euros, refused

BY_LAW = date(YEAR, 2, 15)
"""Six weeks after the fourth of January."""
LATER = date(YEAR, 6, 1)
FIVE_YEARS = date(YEAR + 5, 1, 4)


def paid() -> Town:
    """A grant of 400 euros, all of it paid and accounted for."""
    town = Town().with_plan()
    town.granted("garden", 400_00)
    town.request_payout("garden", 400_00)
    town.approve_payout("garden")
    town.pay("garden")
    town.render_account("garden", 400_00)
    return town


def determining(town: Town, amount: int, by: date | None = None) -> None:
    """The college determines it, and names a day for paying back or none."""
    is_less = amount < 400
    ground = DeterminationGround.NOT_CARRIED_OUT if is_less else DeterminationGround.AS_GRANTED
    fields: dict[str, Any] = {
        "proposal_id": "garden",
        "amount_cents": euros(amount),
        "ground": ground,
        "reason": sealed("as the account says"),
        "pay_back_by": by,
    }
    town.do(DetermineGrant, Role.COLLEGE, **fields)


def withdrawing(town: Town, left: int, by: date | None = None) -> None:
    """It is made less after the determination."""
    town.announce_withdrawal("garden", left * 100, WithdrawalGround.NEW_FACTS)
    town.give_views("garden")
    fields: dict[str, Any] = {
        "proposal_id": "garden",
        "announced_reason": sealed("the invoices are of another garden"),
        "pay_back_by": by,
    }
    town.do(WithdrawGrant, Role.COLLEGE, **fields)


def known_of(town: Town) -> Determination:
    """What is known of the determination."""
    settled = Reading(town.streams).determination("garden").state
    assert settled is not None
    return settled


class TestADeterminationThatClaims:
    def test_has_six_weeks_for_it(self) -> None:
        town = paid()
        determining(town, 100)
        assert known_of(town).pay_back_by == BY_LAW

    def test_or_names_a_later_day(self) -> None:
        town = paid()
        determining(town, 100, LATER)
        assert known_of(town).pay_back_by == LATER

    @pytest.mark.parametrize("day", [BY_LAW, FIVE_YEARS + timedelta(days=1)])
    def test_names_no_day_within_these_weeks_nor_beyond_five_years(self, day: date) -> None:
        town = paid()
        with refused(PayBackDayDoesNotFit):
            determining(town, 100, day)

    @pytest.mark.parametrize("day", [BY_LAW + timedelta(days=1), FIVE_YEARS])
    def test_names_the_first_or_the_last_day_after_them(self, day: date) -> None:
        town = paid()
        determining(town, 100, day)
        assert known_of(town).pay_back_by == day

    def test_ends_as_the_law_has_it_on_a_working_day(self) -> None:
        found = pay_back_day(euros(1), None, date(YEAR, 1, 4), lambda day: day == BY_LAW)
        assert found == BY_LAW + timedelta(days=1)


class TestADeterminationThatClaimsNothing:
    def test_has_no_day_for_paying_back(self) -> None:
        town = paid()
        determining(town, 400)
        assert known_of(town).pay_back_by is None

    def test_names_none_either(self) -> None:
        town = paid()
        with refused(NothingToPayBack):
            determining(town, 400, LATER)


class TestAfterAnotherDecision:
    def test_that_claims_more_all_of_it_is_paid_back_six_weeks_after_it(self) -> None:
        town = paid()
        determining(town, 300)
        town.now += timedelta(days=7)
        withdrawing(town, 100)
        assert known_of(town).to_recover == euros(300)
        assert known_of(town).pay_back_by == BY_LAW + timedelta(days=7)

    def test_that_claims_more_it_is_by_the_day_that_this_one_names(self) -> None:
        town = paid()
        determining(town, 300)
        withdrawing(town, 100, LATER)
        assert known_of(town).pay_back_by == LATER

    def test_that_claims_less_the_rest_stays_due_as_it_was(self) -> None:
        town = paid()
        determining(town, 100, LATER)
        town.now += timedelta(days=7)
        self.objects(town, 200_00)
        assert known_of(town).to_recover == euros(200)
        assert known_of(town).pay_back_by == LATER

    def test_that_claims_nothing_there_is_no_day(self) -> None:
        town = paid()
        determining(town, 100)
        self.objects(town, 400_00)
        assert (known_of(town).to_recover, known_of(town).pay_back_by) == (ZERO, None)

    def test_that_claims_no_more_names_no_day(self) -> None:
        town = Town().with_plan()
        town.granted("garden", 400_00)
        town.render_account("garden", 400_00)
        determining(town, 400)
        with refused(NothingToPayBack):
            withdrawing(town, 100, LATER)

    def objects(self, town: Town, wins: int) -> None:
        """A neighbour objects to the determination."""
        interest = sealed("it floods my garden")
        against = DecisionKind.DETERMINATION
        town.lodge("garden", by=NEIGHBOUR, against=against, interest=interest)
        town.register_objection("garden")
        town.hear("garden")
        town.decide_objection("garden", wins)


class TestAnEntryOfBefore:
    def test_of_a_determination_has_the_term_of_the_law_where_it_claims(self) -> None:
        written = json.loads(golden_events()["grant.determined.v2"])
        for claimed, by in ((5_00, written["objection_until"]), (0, None)):
            payload = json.dumps(written | {"claimed_back_cents": claimed}).encode()
            read = event_from("grant.determined.v2", payload)
            assert isinstance(read, GrantDetermined)
            assert (read.pay_back_by and read.pay_back_by.isoformat()) == by

    def test_of_a_claim_has_it_too_unless_the_claim_fell_away(self) -> None:
        written = json.loads(golden_events()["recovery.claimed.v1"])
        written["at"] = f"{YEAR}-01-04T09:00:00Z"
        for claimed, by in ((5_00, BY_LAW), (0, None)):
            payload = json.dumps(written | {"amount_cents": claimed}).encode()
            read = event_from("recovery.claimed.v1", payload)
            assert isinstance(read, RecoveryClaimed)
            assert read.pay_back_by == by


def test_what_is_not_claimed_has_no_day() -> None:
    assert pay_back_day(ZERO, None, date(YEAR, 1, 4), no_holiday) is None
