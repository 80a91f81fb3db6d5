"""What a regulation refuses, each time with its article; and what an absent rule lets be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from domain.budget_year import CouncilAct
from domain.errors import Refusal
from domain.money import ZERO, Money
from domain.regulation_contents import NO_RULES, Regulation
from domain.regulation_guards import (
    AboveCategoryCeiling,
    AboveProposalCeiling,
    AdvanceTooHigh,
    ApplicantMayNot,
    CarryOverNotAllowed,
    CouncilDecides,
    LayerNotFunded,
    NotADecisionMoment,
    PartNotAllowed,
    RoundAgainstRegulation,
    TooFewSupporters,
    TooLittleCoFunding,
    guard_advance,
    guard_applicant_may_apply,
    guard_carry_over,
    guard_co_funding,
    guard_council_decided,
    guard_layer_is_funded,
    guard_moment,
    guard_part,
    guard_round,
    guard_support,
    guard_within_category_ceilings,
    guard_within_proposal_ceiling,
    most_in_advances,
    next_moment,
    outcome_is_advice,
)
from domain.regulation_parts import ApplicantKind, SupportLayer
from domain.tally.parameters import VotingRule
from domain.voting_rules import BallotForm, RoundRules
from tests.unit.domain.given import TODAY, day, euros, refused

RULES = Regulation.model_validate(
    {
        "applicants": {"article": "2", "kinds": ("resident",)},
        "layers": {"article": "3", "layers": ("informal",)},
        "ceilings": {
            "article": "4",
            "per_proposal_cents": 570_00,
            "categories": ({"category": "food", "most_cents": 0},),
        },
        "co_funding": {
            "article": "5",
            "bands": (
                {"from_cents": 0, "least_percent": 0},
                {"from_cents": 100_00, "least_percent": 20},
            ),
        },
        "support": {
            "article": "6",
            "bands": (
                {"from_cents": 0, "least_supporters": 0},
                {"from_cents": 100_00, "least_supporters": 25},
            ),
        },
        "advances": {
            "article": "7",
            "bands": (
                {"from_cents": 0, "most_percent": 0},
                {"from_cents": 400_00, "most_percent": 50},
            ),
        },
        "moments": {
            "article": "9",
            "moments": ({"month": 5, "day": 1}, {"month": 2, "day": 1}),
        },
        "parts": {"article": "10", "allowed": False},
        "carry_over": {"article": "11", "allowed": False},
        "voting": {
            "article": "12",
            "rules": ("greedy",),
            "forms": ("approval",),
            "minimum_votes": 5,
            "max_choices": 3,
            "meaning": "advice",
        },
        "council": {"article": "14", "without_council_up_to_cents": 100_000_00},
    }
)
WORKING = Regulation.model_validate(
    {
        "co_funding": {
            "article": "5",
            "bands": ({"from_cents": 100_00, "least_percent": 20},),
            "own_work_counts": True,
        }
    }
)
VOTE: dict[str, Any] = {"rule": VotingRule.GREEDY, "minimum_votes": 5, "max_choices": 3}

Guard = Callable[[Regulation], object]


def round_with(**changed: Any) -> Guard:
    """A round is opened with these rules."""
    return lambda rules: guard_round(rules, RoundRules(**VOTE | changed))


COUNCIL_ACT = CouncilAct(number="RB-2027-9", decided_on=TODAY)
REFUSED: list[tuple[type[Refusal], str, Guard]] = [
    (ApplicantMayNot, "2", lambda r: guard_applicant_may_apply(r, ApplicantKind.COMPANY)),
    (LayerNotFunded, "3", lambda r: guard_layer_is_funded(r, SupportLayer.SPECIALISED_CARE)),
    (AboveProposalCeiling, "4", lambda r: guard_within_proposal_ceiling(r, Money(570_01))),
    (AboveCategoryCeiling, "4", lambda r: guard_within_category_ceilings(r, {"food": Money(1)})),
    (TooLittleCoFunding, "5", lambda r: guard_co_funding(r, euros(100), Money(24_99), euros(50))),
    (TooFewSupporters, "6", lambda r: guard_support(r, euros(100), 24)),
    (AdvanceTooHigh, "7", lambda r: guard_advance(r, euros(400), Money(200_01))),
    (AdvanceTooHigh, "7", lambda r: guard_advance(r, Money(399_99), Money(1))),
    (NotADecisionMoment, "9", lambda r: guard_moment(r, day(2, 2))),
    (PartNotAllowed, "10", lambda r: guard_part(r, euros(100), Money(99_99))),
    (CarryOverNotAllowed, "11", lambda r: guard_carry_over(r, "WK030710")),
    (RoundAgainstRegulation, "12", round_with(rule=VotingRule.EQUAL_SHARES)),
    (RoundAgainstRegulation, "12", round_with(ballot_form=BallotForm.KNAPSACK)),
    (RoundAgainstRegulation, "12", round_with(minimum_votes=4)),
    (RoundAgainstRegulation, "12", round_with(max_choices=4)),
    (CouncilDecides, "14", lambda r: guard_council_decided(r, Money(100_000_01), None, TODAY)),
]
ALLOWED: list[Guard] = [
    lambda r: guard_applicant_may_apply(r, ApplicantKind.RESIDENT),
    lambda r: guard_layer_is_funded(r, SupportLayer.INFORMAL),
    lambda r: guard_within_proposal_ceiling(r, euros(570)),
    lambda r: guard_within_category_ceilings(r, {"food": ZERO, "paint": euros(9_000)}),
    lambda r: guard_co_funding(r, euros(100), euros(25), ZERO),
    lambda r: guard_co_funding(r, Money(99_99), ZERO, ZERO),
    lambda r: guard_support(r, euros(100), 25),
    lambda r: guard_support(r, Money(99_99), 0),
    lambda r: guard_advance(r, euros(400), euros(200)),
    lambda r: guard_moment(r, day(5, 1)),
    lambda r: guard_part(r, euros(100), euros(100)),
    round_with(),
    round_with(minimum_votes=6, max_choices=1),
    lambda r: guard_council_decided(r, euros(100_000), None, TODAY),
    lambda r: guard_council_decided(r, euros(200_000), COUNCIL_ACT, TODAY),
]


@pytest.mark.parametrize(("refusal", "article", "guard"), REFUSED)
class TestWhatIsRefused:
    """By the rule, which names its article."""

    def test_the_refusal_names_the_article(
        self, refusal: type[Refusal], article: str, guard: Guard
    ) -> None:
        with refused(refusal) as caught:
            guard(RULES)
        assert caught.value.values["article"] == article
        assert all(article in caught.value.text(language) for language in ("nl", "en"))

    def test_without_the_rule_nothing_is_refused(
        self, refusal: type[Refusal], article: str, guard: Guard
    ) -> None:
        del refusal, article
        guard(NO_RULES)


@pytest.mark.parametrize("guard", ALLOWED)
def test_what_keeps_to_the_rules_is_let_be(guard: Guard) -> None:
    guard(RULES)


class TestCoFunding:
    """Own work counts where the regulation says so, among what is brought and among the costs."""

    def test_own_work_counts(self) -> None:
        guard_co_funding(WORKING, euros(100), ZERO, euros(25))

    def test_it_is_part_of_the_costs_too(self) -> None:
        with refused(TooLittleCoFunding):
            guard_co_funding(WORKING, euros(100), ZERO, Money(24_99))


class TestAdvances:
    """Rounded down to the cent."""

    def test_half_of_an_odd_amount_is_rounded_down(self) -> None:
        assert most_in_advances(RULES, Money(400_01)) == euros(200)

    def test_below_the_first_band_all_can_be_paid_before(self) -> None:
        rules = Regulation.model_validate(
            {"advances": {"article": "7", "bands": ({"from_cents": 400_00, "most_percent": 50},)}}
        )
        assert most_in_advances(rules, euros(399)) == euros(399)

    def test_without_a_rule_all_can_be_paid_before(self) -> None:
        assert most_in_advances(NO_RULES, euros(400)) == euros(400)


class TestMoments:
    """The next day on which is decided."""

    @pytest.mark.parametrize(
        ("today", "found"),
        [
            (day(1, 1), day(2, 1)),
            (day(2, 1), day(2, 1)),
            (day(2, 2), day(5, 1)),
            (day(5, 2), day(2, 1, 2028)),
        ],
    )
    def test_it_is_today_or_later(self, today: date, found: date) -> None:
        assert next_moment(RULES, today) == found

    def test_without_a_rule_every_day_will_do(self) -> None:
        assert next_moment(NO_RULES, day(2, 2)) is None


def test_a_rounds_outcome_is_how_money_is_divided_unless_the_regulation_makes_it_advice() -> None:
    assert outcome_is_advice(RULES)
    assert not outcome_is_advice(NO_RULES)
