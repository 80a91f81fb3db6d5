"""What a use case looks at besides the room of its own rule, and moves together with it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.budget import NotAllocated
from domain.budget_year import (
    BudgetYearIsClosed,
    BudgetYearUnknown,
    CouncilAct,
    FrameworkActRecorded,
    Remainder,
)
from domain.command import Role
from domain.grant import NotAWinner, ReleaseGrant
from domain.money import Money
from domain.proposal import ProposalHasMoney, ProposalInWrongState, WithdrawProposal
from domain.tally.parameters import VotingRule
from domain.voting_round import ClosingTooEarly, VotingRoundTallied
from domain.wijk_division import DivisionHoldsLater, DivisionUnknown, WijkUnknown
from domain.wijkplan import AdoptWijkplan
from tests.scenarios.town import LIENDERT, SOESTERKWARTIER, YEAR, Town, sealed
from tests.unit.domain.given import refused
from tests.unit.domain.rounds import rules


def ready_to_decide() -> Town:
    """A plan, a mandate, and sixty of a hundred euros reserved for the garden."""
    town = Town().with_plan(100_00)
    town.admit("garden", 60_00)
    town.reserve("garden", 60_00)
    return town


class TestFramingAYear:
    """Division, year, allocation, closing."""

    def test_a_year_opens_on_a_division_that_was_adopted(self) -> None:
        town = Town()
        with refused(DivisionUnknown):
            town.open_year()
        assert all(isinstance(event, FrameworkActRecorded) for event in town.events())

    def test_a_year_opens_on_a_division_that_holds_from_its_first_day(self) -> None:
        town = Town()
        town.adopt_division()
        with refused(DivisionHoldsLater):
            town.open_year(year=2021)
        town.open_year(year=2022)

    def test_an_allocation_reaches_every_wijk_in_the_same_command_or_none(self) -> None:
        town = Town().with_money(100_00)
        entries = town.log.next_position()
        with refused(WijkUnknown):
            town.allocate({LIENDERT: 1, "WK036300": 1}, 1)
        assert town.log.next_position() == entries

    def test_nothing_is_allocated_before_the_year_is_opened(self) -> None:
        town = Town()
        town.adopt_division()
        with refused(BudgetYearUnknown):
            town.allocate({LIENDERT: 1}, 1)

    def test_money_that_was_only_carried_in_leaves_again_when_the_year_closes(self) -> None:
        town = Town()
        town.adopt_division()
        town.open_year(ceiling=100_00)
        town.allocate({SOESTERKWARTIER: 1}, 100_00)
        town.open_year(ceiling=1_00, year=YEAR + 1)
        town.allocate({LIENDERT: 1}, 1_00, year=YEAR + 1)
        act = CouncilAct(number="RB-2027-9", decided_on=date(YEAR, 12, 16))
        town.close_year(Remainder.CARRY_OVER, act)
        assert town.budget(SOESTERKWARTIER, YEAR + 1).available == Money(100_00)
        town.close_year(Remainder.RELEASE, year=YEAR + 1)
        assert town.budget(SOESTERKWARTIER, YEAR + 1).released == Money(100_00)
        assert town.budget(LIENDERT, YEAR + 1).released == Money(1_00)

    def test_a_second_year_does_not_open_the_first(self) -> None:
        town = Town().with_money()
        with refused(BudgetYearUnknown):
            town.allocate({LIENDERT: 1}, 1, year=YEAR + 1)


class TestPlansAndProposals:
    """They belong to a wijk of an open year."""

    def test_not_to_a_year_that_is_not_open(self) -> None:
        town = Town()
        with refused(BudgetYearUnknown):
            town.submit("garden", 1)
        with refused(BudgetYearUnknown):
            town.adopt_plan()

    def test_not_to_a_wijk_that_is_not_in_the_division(self) -> None:
        town = Town().with_money()
        with refused(WijkUnknown):
            town.submit("garden", 1, wijk="WK036300")
        with refused(WijkUnknown):
            town.adopt_plan(wijk="WK036300")

    def test_not_to_a_year_that_was_closed(self) -> None:
        town = Town().with_money()
        town.close_year(Remainder.RELEASE)
        with refused(BudgetYearIsClosed):
            town.submit("garden", 1)
        with refused(BudgetYearIsClosed):
            town.do(
                AdoptWijkplan,
                Role.COORDINATOR,
                wijk=LIENDERT,
                year=YEAR,
                adopted_on=town.now.date(),
            )

    def test_a_wijk_without_money_can_have_proposals_but_no_reservations(self) -> None:
        town = Town().with_money()
        town.admit("pond", 1_00, wijk=SOESTERKWARTIER)
        with refused(NotAllocated):
            town.reserve("pond", 1_00)

    def test_a_proposal_with_money_is_not_withdrawn_until_the_money_is_released(self) -> None:
        town = ready_to_decide()
        with refused(ProposalHasMoney):
            town.do(WithdrawProposal, Role.RESIDENT, proposal_id="garden")
        town.do(
            ReleaseGrant, Role.CASE_OFFICER, proposal_id="garden", reason=sealed("they stopped")
        )
        assert town.budget().available == Money(100_00)
        assert town.do(WithdrawProposal, Role.RESIDENT, proposal_id="garden")

    def test_a_proposal_that_was_left_out_of_handling_gets_no_money(self) -> None:
        town = Town().with_money()
        town.submit("garden", 1_00)
        town.nothing_comes("garden")
        town.leave_out("garden", reason=sealed("nobody says who will do it"))
        with refused(ProposalInWrongState):
            town.reserve("garden", 1_00)
        with refused(ProposalInWrongState):
            town.prepare("garden", 1_00)


class TestRounds:
    """Opened on money of the wijk, closed with the ballot box, counted from its list."""

    def test_no_round_opens_in_a_closed_year(self) -> None:
        town = Town().with_money()
        town.admit("garden", 1_00)
        town.close_year(Remainder.RELEASE)
        with refused(BudgetYearIsClosed):
            town.open_round(["garden"], 1_00)

    def test_no_round_opens_in_a_wijk_without_money(self) -> None:
        town = Town()
        town.adopt_division()
        town.open_year()
        town.admit("garden", 1_00)
        with refused(NotAllocated):
            town.open_round(["garden"], 1_00)

    def test_a_closing_that_is_refused_leaves_the_ballot_box_open(self) -> None:
        town = Town().with_money()
        town.admit("garden", 1_00)
        town.open_round(["garden"], 1_00, closes_at=town.now + timedelta(days=1))
        with refused(ClosingTooEarly):
            town.close_round()
        assert town.cast(1, "garden").version == 0

    @pytest.mark.parametrize("rule", VotingRule)
    def test_a_round_in_which_everything_stands_equal_can_be_counted(
        self, rule: VotingRule
    ) -> None:
        town = Town().with_money()
        names = [f"proposal-{number:03}-{'x' * 40}" for number in range(80)]
        for name in names:
            town.admit(name, 100_00)
        town.open_round(names, 50_000_00, rules(rule=rule))
        town.cast(1, *names)
        town.close_round()
        town.tally()
        result = town.events()[-2]
        assert isinstance(result, VotingRoundTallied)
        assert len(result.winners) == 80
        assert [len(tie.line_ids) for tie in result.ties] == [80]

    def test_only_a_winner_gets_its_reservation(self) -> None:
        town = Town().with_money()
        for name in ("garden", "oven"):
            town.admit(name, 60_00)
        town.open_round(["garden", "oven"], 60_00)
        town.cast(1, "oven")
        town.close_round()
        town.tally()
        with refused(NotAWinner):
            town.reserve("garden", 60_00)
        assert town.reserve("oven", 60_00)
