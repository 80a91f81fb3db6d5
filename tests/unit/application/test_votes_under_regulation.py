"""What the regulation asks before a proposal is on a list, and what a vote then means."""

from __future__ import annotations

from domain.command import Role
from domain.feasibility import (
    AssignValuator,
    FeasibilityMissing,
    GroundFinding,
    NoGroundsPublished,
    NotFeasible,
    RecordFeasibility,
)
from domain.grant import NotAWinner, RoundNotTallied
from domain.proposal import (
    ProposalKind,
    ProposalStatus,
)
from domain.tally.parameters import VotingRule
from domain.voting_rules import RoundRules
from tests.scenarios.people import OTHER_OFFICER, sealed
from tests.scenarios.quarter import EMMA, FRITS, Quarter
from tests.unit.application.regulated_quarter import a_quarter, takes
from tests.unit.domain.given import refused


class TestTheList:
    """Only what was found feasible is on it."""

    def judged(self, *holds: bool) -> tuple[Quarter, str]:
        """A proposal in handling that a valuator judged, or was asked to."""
        town = a_quarter(feasibility={"grounds": ("safe",)})
        one = town.proposes(EMMA, 100)
        takes(town, one)
        town.do(AssignValuator, Role.CASE_OFFICER, proposal_id=one, valuator_id=OTHER_OFFICER.id)
        for each in holds:
            town.do(
                RecordFeasibility,
                OTHER_OFFICER,
                proposal_id=one,
                findings=(GroundFinding(ground="safe", holds=each),),
                reason=sealed("looked at it"),
            )
        return town, one

    def test_what_is_feasible_is_on_it(self) -> None:
        town, one = self.judged(False, True)
        town.open_round([one], 100, RoundRules(rule=VotingRule.GREEDY))
        assert town.proposal(one).round_id

    def test_without_published_grounds_nobody_is_asked_to_judge_and_it_can_be_on_it(self) -> None:
        town = a_quarter()
        one = town.proposes(EMMA, 100)
        takes(town, one)
        with refused(NoGroundsPublished):
            town.do(AssignValuator, Role.CASE_OFFICER, proposal_id=one, valuator_id="person-frans")
        town.open_round([one], 100, RoundRules(rule=VotingRule.GREEDY))
        assert town.proposal(one).round_id

    def test_what_is_not_or_was_not_judged_stays_off(self) -> None:
        for holds, expected in (((), FeasibilityMissing), ((False,), NotFeasible)):
            town, one = self.judged(*holds)
            with refused(expected):
                town.open_round([one], 100, RoundRules(rule=VotingRule.GREEDY))


class TestChallenge:
    """After a vote that binds only where it won."""

    def test_an_agreement_waits_for_the_result_and_follows_it(self) -> None:
        town = a_quarter()
        won, lost = self.voted_on(town)
        town.agrees(proposal_id=won)
        assert town.proposal(won).status is ProposalStatus.AGREED
        with refused(NotAWinner):
            town.agrees(proposal_id=lost)

    def test_where_the_result_is_advice_an_agreement_departs_from_it_as_a_grant_may(self) -> None:
        town = a_quarter(voting={"meaning": "advice"})
        _, lost = self.voted_on(town)
        town.agrees(proposal_id=lost)
        assert town.proposal(lost).status is ProposalStatus.AGREED

    def voted_on(self, town: Quarter) -> tuple[str, str]:
        """Two challenges in one round: the one that won, and the one that did not."""
        one, other = (town.proposes(who, 100, kind=ProposalKind.CHALLENGE) for who in (EMMA, FRITS))
        for each in (one, other):
            takes(town, each)
        town.open_round([one, other], 100, RoundRules(rule=VotingRule.GREEDY))
        with refused(RoundNotTallied):
            town.agrees(proposal_id=one)
        town.cast(1, one)
        town.close_round()
        town.tally()
        return one, other
