"""The mandate register: who may decide, up to which sum, between which days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from domain.command import Actor, Role
from domain.event import Event
from domain.grant import GrantReserved
from domain.mandate import (
    AcceptMandate,
    GiveMandate,
    Mandate,
    MandateAccepted,
    MandateAlreadyGiven,
    MandateCeilingExceeded,
    MandateGiven,
    MandateMatter,
    MandateMissing,
    MandateNotAccepted,
    MandateNotInForce,
    MandateNotYours,
    MandateOfOtherMatter,
    MandatePeriodEmpty,
    MandateUnknown,
    MandateWithdrawn,
    NothingToAccept,
    WithdrawMandate,
    accept,
    evolve,
    give,
    guard_college_or_mandate,
    withdraw,
)
from domain.money import ZERO, Money
from tests.unit.domain.given import (
    CARLA,
    NOON,
    TODAY,
    after,
    command,
    day,
    euros,
    happened,
    refused,
)

FIRST, LAST = day(2, 1), day(11, 30)
TERMS: dict[str, Any] = {
    "mandate_id": "mandate-1",
    "holder_id": CARLA.id,
    "ceiling_cents": euros(5000),
    "valid_from": FIRST,
    "valid_until": LAST,
    "article": "art-4",
    "matter": MandateMatter.GRANTS,
    "outside_college": False,
}
GIVEN = happened(MandateGiven, **TERMS)
GIVEN_IN_JANUARY = happened(MandateGiven, at=NOON.replace(month=1), **TERMS)
GIVEN_OUTSIDE = happened(MandateGiven, **TERMS | {"outside_college": True})
ACCEPTED = happened(MandateAccepted, CARLA, mandate_id="mandate-1")
ACCEPTING = command(AcceptMandate, CARLA, mandate_id="mandate-1")
WITHDRAWN = happened(MandateWithdrawn, mandate_id="mandate-1")
WITHDRAWING = command(WithdrawMandate, mandate_id="mandate-1")


def the_mandate(*events: Event) -> Mandate:
    """The mandate after these events."""
    return after(evolve, *events)


def may_decide(
    mandate: Mandate,
    actor: Actor,
    on: date,
    amount: Money,
    *,
    matter: MandateMatter = MandateMatter.GRANTS,
) -> None:
    """Whoever is no college decides under the mandate that is named."""
    under = guard_college_or_mandate(mandate, "mandate-1", actor, on, amount, matter=matter)
    assert under == "mandate-1"


class TestBeforeItIsGiven:
    """It is not in the register."""

    def test_it_is_given_to_a_holder_up_to_a_sum_for_a_period_under_an_article(self) -> None:
        assert give(command(GiveMandate, **TERMS), None) == [GIVEN]

    def test_it_may_be_given_for_a_single_day(self) -> None:
        assert give(command(GiveMandate, **TERMS | {"valid_until": FIRST}), None)

    def test_it_does_not_end_before_it_begins(self) -> None:
        with refused(MandatePeriodEmpty):
            give(command(GiveMandate, **TERMS | {"valid_until": FIRST - timedelta(days=1)}), None)

    def test_it_cannot_be_withdrawn(self) -> None:
        with refused(MandateUnknown):
            withdraw(WITHDRAWING, None)

    def test_what_happens_elsewhere_gives_no_mandate(self) -> None:
        elsewhere = happened(GrantReserved, proposal_id="garden", amount_cents=Money(1))
        assert evolve(None, elsewhere) is None

    @pytest.mark.parametrize("ceiling", [0, -1])
    def test_a_ceiling_is_more_than_nothing(self, ceiling: int) -> None:
        with pytest.raises(ValidationError):
            command(GiveMandate, **TERMS | {"ceiling_cents": ceiling})


class TestWhileInForce:
    """The holder may decide."""

    def test_it_is_not_given_a_second_time(self) -> None:
        with refused(MandateAlreadyGiven):
            give(command(GiveMandate, **TERMS), the_mandate(GIVEN))

    @pytest.mark.parametrize("amount", [ZERO, Money(1), euros(5000)])
    def test_the_holder_decides_up_to_the_ceiling(self, amount: Money) -> None:
        may_decide(the_mandate(GIVEN), CARLA, TODAY, amount)

    def test_above_the_ceiling_the_giver_decides(self) -> None:
        with refused(MandateCeilingExceeded):
            may_decide(the_mandate(GIVEN), CARLA, TODAY, euros(5000) + Money(1))

    def test_nobody_else_decides_under_it_whatever_their_role(self) -> None:
        with refused(MandateNotYours):
            may_decide(
                the_mandate(GIVEN), Actor(id="person-dirk", role=Role.MANDATE_HOLDER), TODAY, ZERO
            )

    @pytest.mark.parametrize("on", [FIRST, LAST])
    def test_first_and_last_day_are_included(self, on: date) -> None:
        may_decide(the_mandate(GIVEN_IN_JANUARY), CARLA, on, euros(1))

    def test_nothing_is_decided_before_the_day_on_which_it_was_given(self) -> None:
        with refused(MandateNotInForce):
            may_decide(the_mandate(GIVEN), CARLA, TODAY - timedelta(days=1), euros(1))

    @pytest.mark.parametrize("on", [FIRST - timedelta(days=1), LAST + timedelta(days=1)])
    def test_nothing_is_decided_the_day_before_or_after(self, on: date) -> None:
        with refused(MandateNotInForce):
            may_decide(the_mandate(GIVEN_IN_JANUARY), CARLA, on, euros(1))

    def test_it_can_be_withdrawn_at_once(self) -> None:
        assert withdraw(WITHDRAWING, the_mandate(GIVEN)) == [WITHDRAWN]


class TestOnceWithdrawn:
    """Nothing is decided under it any more."""

    def test_the_holder_decides_nothing_within_the_period_either(self) -> None:
        with refused(MandateNotInForce):
            may_decide(the_mandate(GIVEN, WITHDRAWN), CARLA, TODAY, euros(1))

    def test_what_was_decided_before_that_day_was_decided_under_it(self) -> None:
        may_decide(the_mandate(GIVEN_IN_JANUARY, WITHDRAWN), CARLA, day(2, 28), euros(1))

    def test_it_is_not_withdrawn_a_second_time(self) -> None:
        with refused(MandateNotInForce):
            withdraw(WITHDRAWING, the_mandate(GIVEN, WITHDRAWN))

    def test_it_is_not_given_again_under_the_same_id(self) -> None:
        with refused(MandateAlreadyGiven):
            give(command(GiveMandate, **TERMS), the_mandate(GIVEN, WITHDRAWN))


class TestForSomethingElse:
    """What is decided under it is what it was given for."""

    def test_who_may_grant_makes_no_agreements_and_the_other_way_round(self) -> None:
        agreements = happened(MandateGiven, **TERMS | {"matter": MandateMatter.AGREEMENTS})
        may_decide(the_mandate(agreements), CARLA, TODAY, euros(1), matter=MandateMatter.AGREEMENTS)
        with refused(MandateOfOtherMatter):
            may_decide(the_mandate(agreements), CARLA, TODAY, euros(1))
        with refused(MandateOfOtherMatter):
            may_decide(the_mandate(GIVEN), CARLA, TODAY, ZERO, matter=MandateMatter.AGREEMENTS)


class TestGivenOutsideTheCollegesOrganisation:
    """Its holder consents first."""

    def test_nothing_is_decided_under_it_before_its_holder_accepts(self) -> None:
        with refused(MandateNotAccepted):
            may_decide(the_mandate(GIVEN_OUTSIDE), CARLA, TODAY, euros(1))
        may_decide(the_mandate(GIVEN_OUTSIDE, ACCEPTED), CARLA, TODAY, euros(1))

    def test_its_holder_accepts_once(self) -> None:
        assert accept(ACCEPTING, the_mandate(GIVEN_OUTSIDE)) == [ACCEPTED]
        with refused(NothingToAccept):
            accept(ACCEPTING, the_mandate(GIVEN_OUTSIDE, ACCEPTED))

    def test_nobody_accepts_for_somebody_else(self) -> None:
        other = Actor(id="person-dirk", role=Role.MANDATE_HOLDER)
        with refused(MandateNotYours):
            accept(
                command(AcceptMandate, other, mandate_id="mandate-1"), the_mandate(GIVEN_OUTSIDE)
            )

    def test_who_works_under_the_college_has_nothing_to_accept(self) -> None:
        with refused(NothingToAccept):
            accept(ACCEPTING, the_mandate(GIVEN))

    def test_what_is_not_there_or_over_is_not_accepted(self) -> None:
        with refused(MandateUnknown):
            accept(ACCEPTING, None)
        with refused(MandateNotInForce):
            accept(ACCEPTING, the_mandate(GIVEN_OUTSIDE, WITHDRAWN))
        later = NOON + (LAST - TODAY) + timedelta(days=1)
        with refused(MandateNotInForce):
            accept(
                command(AcceptMandate, CARLA, at=later, mandate_id="mandate-1"),
                the_mandate(GIVEN_OUTSIDE),
            )

    def test_it_holds_from_the_day_on_which_it_was_accepted(self) -> None:
        accepted = the_mandate(GIVEN_OUTSIDE, ACCEPTED)
        assert accepted.accepted_on == TODAY
        with refused(MandateNotInForce):
            may_decide(accepted, CARLA, TODAY - timedelta(days=1), euros(1))


class TestTheCollegeBesideIt:
    """It needs no mandate, and names none."""

    def test_the_college_decides_without_and_others_name_one(self) -> None:
        college = Actor(id="person-alderman", role=Role.COLLEGE)
        assert guard_college_or_mandate(None, None, college, TODAY, euros(1_000_000)) is None
        assert guard_college_or_mandate(None, "mandate-1", college, TODAY, euros(1)) is None
        with refused(MandateMissing):
            guard_college_or_mandate(None, None, CARLA, TODAY, euros(1))
        with refused(MandateUnknown):
            guard_college_or_mandate(None, "mandate-1", CARLA, TODAY, euros(1))
