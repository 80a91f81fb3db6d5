"""Determining a grant: after the account, as granted or lower, and what comes back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from domain.command import Actor, Role
from domain.determination import (
    AccountMissing,
    AccountNotYours,
    Determination,
    DeterminationGroundDoesNotFit,
    DeterminedAboveGrant,
    DetermineGrant,
    GrantAlreadyDetermined,
    PayoutsOutstanding,
    RenderAccount,
    account_due,
    determine,
    evolve,
    render_account,
)
from domain.determination_events import AccountRendered, DeterminationGround, GrantDetermined
from domain.event import Event
from domain.grant import Grant, GrantStatus, GrantUnknown
from domain.mandate import MandateCeilingExceeded, MandateMissing, MandateUnknown
from domain.money import ZERO, Money
from domain.payout import Payout, Payouts, PayoutStatus
from domain.proposal import Proposal
from domain.regulation_contents import NO_RULES, Regulation
from tests.unit.domain.given import (
    CARLA,
    LIENDERT,
    TODAY,
    YEAR,
    after,
    command,
    day,
    euros,
    happened,
    refused,
    sealed,
)
from tests.unit.domain.test_mandate import GIVEN, the_mandate

EMMA = Actor(id="person-emma", role=Role.RESIDENT)
GARDEN = Proposal("garden", EMMA.id, LIENDERT, YEAR, euros(4000))
GRANTED = Grant("garden", euros(4000), GrantStatus.GRANTED)
ACCOUNT: dict[str, Any] = {
    "proposal_id": "garden",
    "costs_cents": euros(4000),
    "report": sealed("done"),
}
RENDERED = happened(AccountRendered, EMMA, audit=None, **ACCOUNT)
NO_ACCOUNT_BELOW = Regulation.model_validate(
    {"accounts": {"article": "7", "bands": ({"form": 0}, {"from_cents": 4_000_01, "form": 1})}}
)
HALF = Regulation.model_validate({"advances": {"article": "6", "bands": ({"most_percent": 50},)}})
LOWER = DeterminationGround.NOT_CARRIED_OUT
MANDATE = the_mandate(GIVEN)


def paid(*amounts: int, status: PayoutStatus = PayoutStatus.PAID) -> Payouts:
    """Payouts of so many euros that stand so."""
    return Payouts(
        {str(place): Payout(euros(each), "someone", status) for place, each in enumerate(amounts)}
    )


def determining(amount: int = 4000, **changed: Any) -> DetermineGrant:
    """A mandate holder determines the grant."""
    as_granted = amount == 4000
    fields: dict[str, Any] = {
        "proposal_id": "garden",
        "mandate_id": "mandate-1",
        "amount_cents": euros(amount),
        "ground": DeterminationGround.AS_GRANTED if as_granted else LOWER,
        "reason": sealed("as the account says"),
    }
    return command(DetermineGrant, CARLA, **fields | changed)


def determined(amount: int, claimed_back: int = 0) -> GrantDetermined:
    """The grant was determined."""
    asked = determining(amount)
    return happened(
        GrantDetermined,
        CARLA,
        **asked.model_dump(exclude={"command_id", "at", "by", "pay_back_by"}),
        granted_cents=euros(4000),
        claimed_back_cents=euros(claimed_back),
        determined_on=TODAY,
        objection_until=TODAY + timedelta(weeks=6),
        recovery_until=day(3, 1, 2032),
        pay_back_by=TODAY + timedelta(weeks=6) if claimed_back else None,
    )


def the_determination(*events: Event) -> Determination:
    """The determination after these events."""
    return after(evolve, *events)


def accounting(by: Actor = EMMA) -> RenderAccount:
    """Somebody accounts for the grant."""
    return command(RenderAccount, by, **ACCOUNT)


class TestTheAccount:
    """By the applicant, for what was granted, until it is determined."""

    def test_the_applicant_accounts_for_the_grant(self) -> None:
        assert render_account(accounting(), None, GARDEN, GRANTED) == [RENDERED]

    def test_it_can_be_sent_in_again(self) -> None:
        known = the_determination(RENDERED)
        assert render_account(accounting(), known, GARDEN, GRANTED) == [RENDERED]

    def test_nobody_else_accounts_for_it(self) -> None:
        with refused(AccountNotYours):
            render_account(accounting(CARLA), None, GARDEN, GRANTED)

    @pytest.mark.parametrize("grant", [None, Grant("garden", euros(1), GrantStatus.RESERVED)])
    def test_without_a_grant_there_is_nothing_to_account_for(self, grant: Grant | None) -> None:
        with refused(GrantUnknown):
            render_account(accounting(), None, GARDEN, grant)

    def test_once_determined_it_comes_too_late(self) -> None:
        with refused(GrantAlreadyDetermined):
            render_account(accounting(), the_determination(determined(4000)), GARDEN, GRANTED)


class TestDetermining:
    """Once, after the account, at what was granted or lower."""

    def test_as_granted(self) -> None:
        found = determine(
            determining(), the_determination(RENDERED), GRANTED, None, NO_RULES, mandate=MANDATE
        )
        assert found == determined(4000)

    def test_lower_than_was_paid_the_difference_is_claimed_back(self) -> None:
        known = the_determination(RENDERED)
        found = determine(
            determining(1500), known, GRANTED, paid(1000, 800), NO_RULES, mandate=MANDATE
        )
        assert found == determined(1500, claimed_back=300)

    def test_lower_than_granted_and_not_less_than_paid_nothing_is_claimed_back(self) -> None:
        known = the_determination(RENDERED)
        found = determine(
            determining(1800), known, GRANTED, paid(1000, 800), NO_RULES, mandate=MANDATE
        )
        assert found.claimed_back_cents == ZERO

    def test_at_nothing_all_that_was_paid_is_claimed_back(self) -> None:
        known = the_determination(RENDERED)
        found = determine(determining(0), known, GRANTED, paid(1000), NO_RULES, mandate=MANDATE)
        assert found.claimed_back_cents == euros(1000)

    def test_without_an_account_it_is_not_determined(self) -> None:
        with refused(AccountMissing) as caught:
            determine(determining(), None, GRANTED, None, NO_RULES, mandate=MANDATE)
        assert "Awb 4:45" in caught.value.text("nl")

    def test_a_small_grant_is_determined_at_once_where_no_account_is_asked(self) -> None:
        assert determine(determining(), None, GRANTED, None, NO_ACCOUNT_BELOW, mandate=MANDATE)

    def test_a_larger_one_is_not(self) -> None:
        larger = Grant("garden", Money(4_000_01), GrantStatus.GRANTED)
        with refused(AccountMissing) as caught:
            determine(determining(3999), None, larger, None, NO_ACCOUNT_BELOW, mandate=MANDATE)
        assert all("art. 7" in caught.value.text(language) for language in ("nl", "en"))

    def test_not_at_more_than_was_granted(self) -> None:
        with refused(DeterminedAboveGrant):
            determine(
                determining(4001),
                the_determination(RENDERED),
                GRANTED,
                None,
                NO_RULES,
                mandate=MANDATE,
            )

    @pytest.mark.parametrize(
        ("amount", "ground"), [(4000, LOWER), (3999, DeterminationGround.AS_GRANTED)]
    )
    def test_the_ground_fits_the_amount(self, amount: int, ground: DeterminationGround) -> None:
        known = the_determination(RENDERED)
        with refused(DeterminationGroundDoesNotFit):
            determine(
                determining(amount, ground=ground), known, GRANTED, None, NO_RULES, mandate=MANDATE
            )

    @pytest.mark.parametrize("status", [PayoutStatus.REQUESTED, PayoutStatus.APPROVED])
    def test_not_while_a_payout_is_under_way(self, status: PayoutStatus) -> None:
        known = the_determination(RENDERED)
        with refused(PayoutsOutstanding):
            determine(
                determining(), known, GRANTED, paid(100, status=status), NO_RULES, mandate=MANDATE
            )

    def test_a_rejected_payout_does_not_count(self) -> None:
        known = the_determination(RENDERED)
        rejected = paid(100, status=PayoutStatus.REJECTED)
        found = determine(determining(0), known, GRANTED, rejected, NO_RULES, mandate=MANDATE)
        assert found.claimed_back_cents == ZERO

    def test_it_is_not_determined_a_second_time(self) -> None:
        with refused(GrantAlreadyDetermined):
            determine(
                determining(),
                the_determination(determined(4000)),
                GRANTED,
                None,
                NO_RULES,
                mandate=MANDATE,
            )


class TestWithoutAnAccount:
    """Once its term passed without one, of the body's own accord and lower (Awb 4:47)."""

    DUE = TODAY - timedelta(days=1)

    def test_it_is_determined_lower(self) -> None:
        found = determine(
            determining(0), None, GRANTED, None, NO_RULES, mandate=MANDATE, due=self.DUE
        )
        assert found == determined(0)

    def test_not_as_granted(self) -> None:
        with refused(AccountMissing):
            determine(determining(), None, GRANTED, None, NO_RULES, mandate=MANDATE, due=self.DUE)

    def test_the_last_day_is_one_of_the_term(self) -> None:
        with refused(AccountMissing):
            determine(determining(0), None, GRANTED, None, NO_RULES, mandate=MANDATE, due=TODAY)

    def test_the_term_is_that_of_the_regulation_for_so_large_a_grant(self) -> None:
        rules = Regulation.model_validate(
            {
                "accounts": {
                    "article": "7",
                    "bands": ({"form": 0}, {"from_cents": 100_00, "form": 1, "within_weeks": 13}),
                }
            }
        )
        granted_on = date(YEAR, 5, 1)
        assert account_due(rules, euros(4000), YEAR, granted_on) == date(2028, 3, 31)
        assert account_due(rules, euros(99), YEAR, granted_on) is None
        assert account_due(NO_RULES, euros(4000), YEAR, granted_on) is None
        assert account_due(rules, euros(4000), YEAR, None) == date(2028, 3, 31)

    def test_of_a_grant_that_came_after_the_year_it_runs_from_the_day_of_that(self) -> None:
        bands = ({"form": 1, "within_weeks": 13},)
        rules = Regulation.model_validate({"accounts": {"article": "7", "bands": bands}})
        assert account_due(rules, euros(4000), YEAR, date(2028, 5, 3)) == date(2028, 8, 2)


class TestWhoDetermines:
    """Somebody whose mandate reaches what was granted."""

    KNOWN = the_determination(RENDERED)

    def test_the_holder_of_the_mandate(self) -> None:
        found = determine(determining(), self.KNOWN, GRANTED, None, NO_RULES, mandate=MANDATE)
        assert found.mandate_id == determining().mandate_id

    def test_the_mandate_reaches_the_grant_also_when_it_is_determined_lower(self) -> None:
        larger = Grant("garden", euros(5001), GrantStatus.GRANTED)
        with refused(MandateCeilingExceeded):
            determine(determining(1), self.KNOWN, larger, None, NO_RULES, mandate=MANDATE)

    def test_a_mandate_is_in_the_register(self) -> None:
        with refused(MandateUnknown):
            determine(determining(), self.KNOWN, GRANTED, None, NO_RULES, mandate=None)

    def test_the_college_itself_without_a_mandate(self) -> None:
        college = Actor(id="person-college", role=Role.COLLEGE)
        asked = determining(5001, ground=DeterminationGround.AS_GRANTED).model_copy(
            update={"by": college, "mandate_id": None}
        )
        larger = Grant("garden", euros(5001), GrantStatus.GRANTED)
        found = determine(asked, self.KNOWN, larger, None, NO_RULES, mandate=None)
        assert found.mandate_id is None

    def test_nobody_else_without_one(self) -> None:
        asked = determining().model_copy(update={"mandate_id": None})
        with refused(MandateMissing):
            determine(asked, self.KNOWN, GRANTED, None, NO_RULES, mandate=None)


def test_what_happens_elsewhere_determines_nothing() -> None:
    assert evolve(None, GIVEN) is None
