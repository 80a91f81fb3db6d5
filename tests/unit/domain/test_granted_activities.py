"""Which activities a decision grants, and how much each of them gets."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.activity import GrantedActivity
from domain.errors import Refusal
from domain.granted_activities import (
    ActivitiesDoNotAddUp,
    ActivitiesNotNamed,
    ActivityAboveAsked,
    ActivityGrantedInPart,
    ActivityGrantedTwice,
    granted_to,
    guard_activities_granted,
    guard_part_granted,
    guard_whole_reserved,
)
from domain.money import Money, total
from domain.proposal import Activity, Proposal
from domain.proposal_activities import ActivityInPart, ActivityUnknown
from domain.regulation_contents import NO_RULES, Regulation
from domain.regulation_guards import PartNotAllowed
from tests.scenarios.boardroom import RULES
from tests.scenarios.people import LIENDERT, YEAR
from tests.scenarios.quarter import each_gets
from tests.unit.domain.given import refused

ONE_BY_ONE = {"ranking": RULES["ranking"] | {"per_activity": True}}
PARTS = {"parts": {"article": "9", "allowed": True}}
NO_PARTS = {"parts": {"article": "9", "allowed": False}}


def under(*rules: dict[str, Any]) -> Regulation:
    """A regulation with these rules."""
    return Regulation.model_validate({name: each for rule in rules for name, each in rule.items()})


def asking(**asked: int) -> Proposal:
    """A proposal whose activities ask this, in order of rank."""
    activities = {name: Activity(name, (), (), Money(each)) for name, each in asked.items()}
    return Proposal(
        "garden", "emma", LIENDERT, YEAR, Money(sum(asked.values())), activities=activities
    )


GARDEN = asking(digging=300, planting=200)


class TestNamed:
    """Each activity of the proposal once, up to what it asks, together the amount."""

    @pytest.mark.parametrize("rules", [NO_RULES, under(ONE_BY_ONE), under(ONE_BY_ONE, NO_PARTS)])
    def test_one_in_full_leaves_the_other_out(self, rules: Regulation) -> None:
        guard_activities_granted(rules, GARDEN, Money(200), each_gets(planting=200))

    @pytest.mark.parametrize(
        ("amount", "named", "refusal"),
        [
            (100, each_gets(dancing=100), ActivityUnknown),
            (400, each_gets(planting=200) * 2, ActivityGrantedTwice),
            (201, each_gets(planting=201), ActivityAboveAsked),
            (499, each_gets(planting=200, digging=300), ActivitiesDoNotAddUp),
            (300, each_gets(planting=200), ActivitiesDoNotAddUp),
        ],
    )
    def test_otherwise_than_that_is_refused(
        self, amount: int, named: tuple[GrantedActivity, ...], refusal: type[Refusal]
    ) -> None:
        with refused(refusal):
            guard_activities_granted(under(ONE_BY_ONE), GARDEN, Money(amount), named)

    def test_with_nothing_is_no_activity_that_is_granted(self) -> None:
        with pytest.raises(ValidationError):
            GrantedActivity(activity_id="planting", amount_cents=Money(0))

    def test_in_part_is_refused_where_nothing_is_granted_in_part(self) -> None:
        named = each_gets(digging=200)
        with refused(ActivityGrantedInPart) as refusal:
            guard_activities_granted(under(ONE_BY_ONE, NO_PARTS), GARDEN, Money(200), named)
        assert refusal.value.values["article"] == "9"
        for rules in (under(ONE_BY_ONE), under(ONE_BY_ONE, PARTS)):
            guard_activities_granted(rules, GARDEN, Money(200), named)


class TestNotNamed:
    """An amount pays for whole activities in order of rank, where the regulation lets it."""

    def test_is_refused_with_the_article_where_it_grants_per_activity(self) -> None:
        with refused(ActivitiesNotNamed) as refusal:
            guard_activities_granted(under(ONE_BY_ONE), GARDEN, Money(300), ())
        assert refusal.value.values["article"] == RULES["ranking"]["article"]

    def test_pays_whole_ones_by_rank_where_it_does_not(self) -> None:
        guard_activities_granted(under(RULES), GARDEN, Money(300), ())
        with refused(ActivityInPart):
            guard_activities_granted(under(RULES), GARDEN, Money(250), ())

    def test_is_in_order_for_a_proposal_without_activities(self) -> None:
        plain = Proposal("bench", "emma", LIENDERT, YEAR, Money(500))
        guard_activities_granted(under(ONE_BY_ONE), plain, Money(250), ())


class TestWhatIsLeftOut:
    """It is no part of the proposal, and money may be set apart before it is known what that is."""

    def test_is_no_part_where_it_is_granted_per_activity(self) -> None:
        guard_part_granted(under(ONE_BY_ONE, NO_PARTS), GARDEN, Money(200))
        with refused(PartNotAllowed):
            guard_part_granted(under(NO_PARTS), GARDEN, Money(200))

    def test_is_for_the_decision_to_say_and_not_for_setting_apart(self) -> None:
        guard_whole_reserved(under(ONE_BY_ONE), GARDEN, Money(250))
        with refused(ActivityInPart):
            guard_whole_reserved(under(RULES), GARDEN, Money(250))


ASKED = st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 10_000), min_size=1)


class TestWhatEachGets:
    """By any way of granting."""

    @given(ASKED, st.integers(1, 60_000), st.booleans(), st.data())
    def test_adds_up_to_what_is_granted_and_is_at_most_what_is_asked(
        self, asked: dict[str, int], amount: int, in_full: bool, data: st.DataObject
    ) -> None:
        """Whatever passes the guard: named, or not named."""
        proposal = asking(**asked)
        gets = st.dictionaries(st.sampled_from(sorted(asked)), st.integers(1, 10_000))
        named = each_gets(**data.draw(st.one_of(gets, st.just({}), st.just(asked))))
        whole = sum(each.amount_cents.cents for each in named)
        granted = Money(data.draw(st.sampled_from([amount, whole or amount])))
        rules = under(NO_PARTS if in_full else PARTS)
        try:
            guard_activities_granted(rules, proposal, granted, named)
        except Refusal:
            return
        each = granted_to(proposal, granted, named)
        assert total(each.values()) == granted
        assert all(each[name] <= Money(asked[name]) for name in each)
        if in_full:
            assert each == {name: Money(asked[name]) for name in each}
