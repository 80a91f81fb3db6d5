"""One euro, from the council's decision to the payout: the whole road, on in-memory logs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.ballot import BallotAlreadyCast
from domain.budget_year import CouncilAct, Remainder
from domain.command import Role
from domain.decision_ground import DecisionGround
from domain.ground_facts import WinnerRefused
from domain.money import ZERO, Money
from domain.proposal import WithdrawProposal
from domain.round_money import WinnersNotDecidedOn
from domain.tally.parameters import VotingRule
from domain.voting_round import VotingRoundNotOpen, VotingRoundTallied
from domain.voting_rules import RoundRules
from tests.scenarios.town import LIENDERT, SOESTERKWARTIER, YEAR, Town
from tests.unit.domain.given import refused
from tests.unit.projections.entries import figures_of


def a_round_with_a_winner() -> Town:
    """Two proposals, three voters, money for one."""
    town = Town().with_plan(10_000_00)
    town.admit("garden", 6_000_00)
    town.admit("oven", 5_000_00)
    town.open_round(["garden", "oven"], budget=7_000_00)
    town.cast(1, "garden")
    town.cast(2, "garden", "oven")
    town.cast(3, "oven")
    town.cast(3, "garden", replaces=0)
    town.close_round()
    town.tally()
    return town


def test_the_winner_of_a_round_is_decided_on_granted_and_paid_by_two_people() -> None:
    town = a_round_with_a_winner()
    (result,) = (event for event in town.events() if isinstance(event, VotingRoundTallied))
    assert [winner.line_id for winner in result.winners] == ["garden"]
    assert result.ballots == 3

    town.reserve("garden", 6_000_00)
    assert town.budget().available == Money(4_000_00)
    with refused(WinnerRefused):
        town.prepare("garden", 5_500_00)
    town.prepare("garden", 5_500_00, ground=DecisionGround.SCHEME_NOT_MET)
    town.take("garden")
    town.verify("garden")
    assert town.budget().granted == {"garden": Money(5_500_00)}
    assert town.budget().available == Money(4_500_00)

    town.request_payout("garden", 2_000_00)
    town.approve_payout("garden")
    town.pay("garden")
    assert figures_of(town).paid_cents == 2_000_00


def test_a_second_ballot_of_a_pass_is_refused_unless_it_names_the_version_it_replaces() -> None:
    town = Town().with_money()
    town.admit("garden", 100)
    town.open_round(["garden"], budget=100)
    town.cast(1, "garden")
    with pytest.raises(BallotAlreadyCast):
        town.cast(1, "garden")
    assert town.cast(1, "garden", replaces=0).version == 1
    with pytest.raises(BallotAlreadyCast):
        town.cast(1, "garden", replaces=0)


def test_no_ballot_enters_after_the_announced_time_even_before_the_closing_is_recorded() -> None:
    town = Town().with_money()
    town.admit("garden", 100)
    town.open_round(["garden"], budget=100, closes_at=town.now + timedelta(hours=1))
    town.now += timedelta(hours=2)
    with pytest.raises(VotingRoundNotOpen):
        town.cast(1, "garden")


def test_the_remainder_moves_to_the_next_year_under_a_council_act() -> None:
    town = a_round_with_a_winner()
    with refused(WinnersNotDecidedOn):
        town.close_year(Remainder.RELEASE)
    town.do(WithdrawProposal, Role.RESIDENT, proposal_id="garden")
    town.open_year(ceiling=1_000_00, year=YEAR + 1)
    town.allocate({LIENDERT: 1, SOESTERKWARTIER: 1}, 1_000_00, year=YEAR + 1)
    act = CouncilAct(number="RB-2027-9", decided_on=date(YEAR, 12, 16))
    town.close_year(Remainder.CARRY_OVER, act)
    assert town.budget().available == ZERO
    assert town.budget(LIENDERT, YEAR + 1).available == Money(10_500_00)


def test_a_remainder_without_a_council_act_is_released() -> None:
    town = a_round_with_a_winner()
    town.do(WithdrawProposal, Role.RESIDENT, proposal_id="garden")
    town.close_year(Remainder.RELEASE)
    assert town.budget().released == Money(10_000_00)


def test_a_greedy_round_counts_by_votes() -> None:
    town = Town().with_money()
    town.admit("garden", 100)
    town.admit("oven", 90)
    town.open_round(["garden", "oven"], 100, RoundRules(rule=VotingRule.GREEDY))
    town.cast(1, "oven")
    town.close_round()
    town.tally()
    (result,) = (event for event in town.events() if isinstance(event, VotingRoundTallied))
    assert [winner.line_id for winner in result.winners] == ["oven"]
