"""What cities really had as rules, played through: each example regulation says yes and no."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from adapters.example_regulations import ExampleRegulation, examples
from application.regulation import rules_under
from application.streams import Reading
from domain.address_ceiling import AboveAddressCeiling, AddressesMissing
from domain.budget_year import CouncilAct, Remainder
from domain.city_money import PoolingTooEarly
from domain.command import Role
from domain.cost_claim import CostsClaimedTooLate, DaysOfCostsMissing
from domain.decision import TakeDecision
from domain.grant import NotAWinner
from domain.granted_activities import ActivitiesNotNamed, ActivityGrantedInPart
from domain.mandate import MandateCeilingExceeded
from domain.money import Money
from domain.outcome_weighing import OutcomeDepartureUnexplained
from domain.regulation_contents import guard_rules_agree
from domain.regulation_guards import (
    AboveCategoryCeiling,
    AboveProposalCeiling,
    AdvanceTooHigh,
    ApplicantMayNot,
    CarryOverNotAllowed,
    CouncilDecides,
    LayerNotFunded,
    NotADecisionMoment,
    RoundAgainstRegulation,
    TooFewSupporters,
    TooLittleCoFunding,
    guard_applicant_may_apply,
    guard_co_funding,
    guard_layer_is_funded,
    guard_support,
)
from domain.regulation_parts import AccountForm, ApplicantKind, SupportLayer, band_of
from domain.tally.parameters import VotingRule
from domain.voting_rules import RoundRules
from tests.scenarios.careful_town import of, town_under
from tests.scenarios.people import (
    LIENDERT,
    SOESTERKWARTIER,
    YEAR,
    sealed,
)
from tests.scenarios.quarter import each_gets
from tests.scenarios.town import Town
from tests.unit.domain.given import euros, refused

GREEDY = RoundRules(rule=VotingRule.GREEDY, minimum_votes=1)
COUNCIL_ACT = CouncilAct(number="RB-2027-9", decided_on=date(YEAR, 12, 16))


def decided_by_lot_of_two(town: Town) -> None:
    """Two proposals stand for election; the oven wins."""
    town.admit("garden", 5_000_00)
    town.admit("oven", 5_000_00)
    town.open_round(["garden", "oven"], 5_000_00, GREEDY)
    town.cast(1, "oven")
    town.close_round()
    town.tally()


@pytest.mark.parametrize("example", examples().values(), ids=lambda each: each.name)
def test_every_example_can_be_adopted_and_says_what_it_is(example: ExampleRegulation) -> None:
    guard_rules_agree(example.rules)
    town = Town()
    town.adopt_regulation(example.rules)
    found = Reading(town.streams).regulations().state
    assert found is not None
    assert found.by_id["rules-1"].rules_hash == example.rules.hash()
    assert example.about.dutch != example.about.english


class TestAmersfoort2016:
    """Residents advise, and the larger the sum the heavier the account."""

    def test_a_decision_may_depart_from_what_residents_advise(self) -> None:
        town = town_under("amersfoort-2016")
        decided_by_lot_of_two(town)
        town.reserve("garden", 5_000_00)
        with refused(OutcomeDepartureUnexplained):
            town.prepare("garden", 5_000_00)
        why = sealed("nobody else works on that priority")
        town.prepare("garden", 5_000_00, outcome_departure=why)
        town.take("garden")
        assert town.budget().granted == {"garden": euros(5_000)}

    def test_without_a_regulation_the_round_decides(self) -> None:
        town = Town().with_money()
        decided_by_lot_of_two(town)
        with refused(NotAWinner):
            town.reserve("garden", 5_000_00)

    def test_above_a_hundred_thousand_euros_the_council_decides(self) -> None:
        town = town_under("amersfoort-2016")
        town.admit("hall", 100_000_01)
        town.reserve("hall", 100_000_01)
        with refused(CouncilDecides):
            town.prepare("hall", 100_000_01)
        decided = CouncilAct(number="RB-2027-2", decided_on=town.now.date())
        town.prepare("hall", 100_000_01, council_act=decided)

    def test_the_account_grows_heavier_with_the_amount(self) -> None:
        accounts = of("amersfoort-2016").accounts
        assert accounts is not None
        forms = [band_of(accounts.bands, euros(each)) for each in (100, 5_000, 50_000)]
        assert [band and band.form for band in forms] == [
            AccountForm.STATEMENT,
            AccountForm.REPORT,
            AccountForm.AUDITED_REPORT,
        ]

    def test_heavy_care_and_companies_are_not_funded(self) -> None:
        with refused(LayerNotFunded):
            guard_layer_is_funded(of("amersfoort-2016"), SupportLayer.SPECIALISED_CARE)
        with refused(ApplicantMayNot):
            guard_applicant_may_apply(of("amersfoort-2016"), ApplicantKind.COMPANY)


class TestAmersfoort2017:
    """Support is shown, applicants bring their part, and nothing is paid in part."""

    def test_a_remainder_that_does_not_cover_the_whole_is_not_granted(self) -> None:
        town = town_under("amersfoort-2017")
        town.admit("garden", 5_000_00)
        town.reserve("garden", 5_000_00)
        with refused(ActivityGrantedInPart):
            town.prepare("garden", 500_00, activities=each_gets(rest=500_00))
        town.prepare("garden", 5_000_00, activities=each_gets(most=4_000_00, rest=1_000_00))
        town.take("garden")

    def test_co_funding_and_support_are_asked(self) -> None:
        with refused(TooLittleCoFunding):
            guard_co_funding(of("amersfoort-2017"), euros(90), Money(0), euros(9))
        guard_co_funding(of("amersfoort-2017"), euros(90), Money(0), euros(10))
        with refused(TooFewSupporters):
            guard_support(of("amersfoort-2017"), euros(5_000), 24)

    def test_what_began_under_2016_keeps_the_rules_of_2016(self) -> None:
        town = town_under("amersfoort-2016")
        town.admit("garden", 5_000_00)
        town.adopt_regulation(
            of("amersfoort-2017"), "rules-2", valid_from=date(YEAR, 2, 1), replaces="rules-1"
        )
        town.now = datetime(YEAR, 2, 2, 9, 0, tzinfo=UTC)
        town.admit("oven", 5_000_00)
        town.reserve("garden", 5_000_00)
        town.prepare("garden", 4_000_00)
        town.reserve("oven", 5_000_00)
        with refused(ActivitiesNotNamed):
            town.prepare("oven", 4_000_00)
        read = Reading(town.streams)
        begun = [read.proposal(each).state for each in ("garden", "oven")]
        assert [rules_under(read, each.regulation) for each in begun if each] == [
            of("amersfoort-2016"),
            of("amersfoort-2017"),
        ]


class TestAmersfoort2022:
    """The neighbourhood budget of one wijk."""

    def test_it_gives_no_more_than_its_most_per_proposal(self) -> None:
        town = town_under("amersfoort-2022")
        with refused(AboveProposalCeiling):
            town.submit("street-party", 570_01, addresses=100)
        town.submit("street-party", 570_00, addresses=57)

    def test_it_gives_ten_euros_for_each_address_that_takes_part(self) -> None:
        town = town_under("amersfoort-2022")
        with refused(AddressesMissing):
            town.submit("street-party", 100_00)
        with refused(AboveAddressCeiling):
            town.submit("street-party", 100_01, addresses=10)
        town.submit("street-party", 100_00, addresses=10)

    def test_costs_are_claimed_within_three_weeks(self) -> None:
        town = town_under("amersfoort-2022")
        town.admit("street-party", 100_00, addresses=10)
        town.reserve("street-party", 100_00)
        town.prepare("street-party", 100_00)
        town.now = datetime(YEAR, 2, 1, 9, 0, tzinfo=UTC)
        town.take("street-party")
        town.now = datetime(YEAR, 3, 1, 9, 0, tzinfo=UTC)
        with refused(DaysOfCostsMissing):
            town.render_account("street-party", 100_00)
        with refused(CostsClaimedTooLate):
            town.render_account("street-party", 100_00, date(YEAR, 2, 7))
        town.render_account("street-party", 100_00, date(YEAR, 2, 8))

    def test_it_is_decided_on_one_of_four_days_and_half_is_paid_before_the_account(self) -> None:
        town = town_under("amersfoort-2022")
        town.admit("street-party", 500_00, addresses=50)
        town.reserve("street-party", 500_00)
        town.prepare("street-party", 500_00)
        with refused(NotADecisionMoment):
            town.take("street-party")
        town.now = datetime(YEAR, 2, 1, 9, 0, tzinfo=UTC)
        town.take("street-party")
        with refused(AdvanceTooHigh):
            town.request_payout("street-party", 250_01)
        town.request_payout("street-party", 250_00)

    def test_food_is_not_paid_for(self) -> None:
        town = town_under("amersfoort-2022")
        with refused(AboveCategoryCeiling):
            town.submit("buffet", 1_00, addresses=10, category="food-and-drink")

    def test_what_is_left_does_not_go_to_the_next_year(self) -> None:
        town = town_under("amersfoort-2022")
        town.open_year(year=YEAR + 1)
        with refused(CarryOverNotAllowed):
            town.close_year(Remainder.CARRY_OVER, COUNCIL_ACT)
        town.close_year(Remainder.RELEASE)


class TestOneWijkApart:
    """Rules differ per wijk."""

    def test_the_rules_of_one_wijk_do_not_hold_in_another(self) -> None:
        town = Town().with_money()
        town.adopt_regulation(of("amersfoort-2022"), wijken=(SOESTERKWARTIER,))
        town.submit("hall", 9_000_00, LIENDERT)
        with refused(AboveProposalCeiling):
            town.submit("party", 9_000_00, SOESTERKWARTIER)


class TestBestEnschedeVenlo:
    """Pooling, saving, themes."""

    def test_best_pools_what_is_left_from_the_first_of_march(self) -> None:
        rule = of("best-pooling").carry_over
        assert rule is not None
        assert rule.pooling_day is not None
        assert rule.pooling_day.in_year(YEAR) == date(YEAR, 3, 1)
        town = town_under("best-pooling")
        with refused(PoolingTooEarly):
            town.pool_remainders()
        town.now = datetime(YEAR, 3, 1, 9, 0, tzinfo=UTC)
        town.pool_remainders()
        assert town.budget("WK030700").available == euros(200_000)

    def test_enschede_saves_up_to_three_years(self) -> None:
        town = town_under("enschede-saving")
        town.open_year(year=YEAR + 1)
        town.close_year(Remainder.CARRY_OVER, COUNCIL_ACT)
        assert town.budget(year=YEAR + 1).carried_in == euros(200_000)

    def test_venlo_divides_ninety_thousand_in_steps_over_at_least_four_of_twelve(self) -> None:
        rule = of("venlo-themes").themes
        assert rule is not None
        assert (len(rule.themes), rule.least_themes, rule.step_cents) == (12, 4, euros(10_000))


class TestDenHaag:
    """A threshold of support, published grounds, most votes that fit."""

    def test_twenty_five_likes_are_asked_and_ten_grounds_published(self) -> None:
        rules = of("den-haag-thresholds")
        with refused(TooFewSupporters):
            guard_support(rules, euros(1), 24)
        guard_support(rules, euros(1), 25)
        assert rules.feasibility is not None
        assert len(rules.feasibility.grounds) == 10

    def test_a_round_is_counted_by_most_votes_and_in_no_other_way(self) -> None:
        town = town_under("den-haag-thresholds")
        town.admit("garden", 5_000_00)
        with refused(RoundAgainstRegulation):
            town.open_round(["garden"], 5_000_00, RoundRules(rule=VotingRule.EQUAL_SHARES))
        town.open_round(["garden"], 5_000_00, GREEDY)
        found = Reading(town.streams).voting_round("round-1").state
        assert found is not None
        assert found.regulation is not None
        assert found.regulation.rules_hash == of("den-haag-thresholds").hash()


class TestAboveTheMandate:
    """The giver decides what reaches beyond the mandate."""

    def test_the_college_takes_the_same_draft_itself(self) -> None:
        town = Town().with_money()
        town.adopt_plan()
        town.give_mandate(1_000_00)
        town.admit("garden", 5_000_00)
        town.reserve("garden", 5_000_00)
        town.prepare("garden", 5_000_00)
        with refused(MandateCeilingExceeded):
            town.take("garden")
        draft = town.draft_reason("garden")
        town.do(TakeDecision, Role.COLLEGE, proposal_id="garden", draft_reason=draft)
        assert town.budget().granted == {"garden": euros(5_000)}
