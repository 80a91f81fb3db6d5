"""A file, a wijk and a year become a round that the log can hold, or are refused."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.pabulib.reading import parse_pabulib
from adapters.round_import.ballots import BallotsOfFile
from adapters.round_import.plan import (
    NotWholeCents,
    RoundPlan,
    TooManyCandidates,
    WijkCodeMalformed,
)
from domain.money import Money
from domain.round_limits import RuleNeedsApprovals
from domain.tally.constraints import CategoryLimit, ConstraintNamesUnknownProject
from domain.tally.election import Amount
from domain.tally.parameters import TallyParameters, VotingRule
from domain.voting_rules import MAX_CANDIDATES, BallotForm, TieBreak

PROJECTS = "PROJECTS\nproject_id;cost\n9;40\n10;60\n"
VOTES = "VOTES\nvoter_id;vote\na;9,10\nb;9\n"
POINTS = "VOTES\nvoter_id;vote;points\na;9,10;3,1\nb;10;2\n"


def ballots_of(
    votes: str, vote_type: str = "approval", meta: str = "", budget: int = 100
) -> BallotsOfFile:
    """The ballots of a small election on two projects with these lines in its head."""
    head = f"META\nkey;value\nbudget;{budget}\nvote_type;{vote_type}\n{meta}"
    return BallotsOfFile(parse_pabulib((head + PROJECTS + votes).splitlines(keepends=True)))


class TestTheMostChoicesOfAFile:
    """Cities write what they like there."""

    @pytest.mark.parametrize("written", ["100000", "9" * 5_000])
    def test_more_than_there_are_projects_means_all_of_them(self, written: str) -> None:
        found = ballots_of(VOTES, meta=f"max_length;{written}\n")
        assert (found.limits["min_choices"], found.limits["max_choices"]) == (0, 2)
        assert found.remarks == ()

    def test_ballots_that_go_beyond_widen_them_and_are_remarked_on(self) -> None:
        found = ballots_of(VOTES, meta="min_length;2\nmax_length;1\n")
        assert (found.limits["min_choices"], found.limits["max_choices"]) == (1, 2)
        (remark,) = found.remarks
        assert "2-1" in remark.dutch
        assert "2-1" in remark.english


class TestTheFormOfAFile:
    """The form that it names, with its limits, or a wider one that counts its ballots alike."""

    def test_costs_are_limited_in_cents_and_as_wide_as_the_ballots(self) -> None:
        found = ballots_of(VOTES, meta="min_sum_cost;50\nmax_sum_cost;60.5\n")
        assert found.limits["min_total_cents"] == 40_00
        assert found.limits["max_total_cents"] == 100_00
        wide = ballots_of(VOTES, meta="max_sum_cost;100.5\n")
        assert wide.limits["max_total_cents"] == 100_50

    def test_one_choice_each(self) -> None:
        found = ballots_of("VOTES\nvoter_id;vote\na;9\nb;\n", "choose-1")
        assert found.form is BallotForm.CHOOSE_ONE
        assert found.limits["max_choices"] == 1

    def test_more_than_one_choice_each_is_an_approval_and_remarked_on(self) -> None:
        found = ballots_of(VOTES, "choose-1")
        assert found.form is BallotForm.APPROVAL
        assert "choose-1" in found.remarks[0].dutch

    def test_a_knapsack_that_its_ballots_fit_in(self) -> None:
        assert ballots_of(VOTES, "knapsack").form is BallotForm.KNAPSACK

    @pytest.mark.parametrize("other", [{"budget": 99}, {"meta": "max_sum_cost;200\n"}])
    def test_a_knapsack_of_another_size_is_an_approval_up_to_a_cost(
        self, other: dict[str, Any]
    ) -> None:
        found = ballots_of(VOTES, "knapsack", **other)
        assert found.form is BallotForm.APPROVAL
        assert found.limits["max_total_cents"] in (100_00, 200_00)

    def test_points_with_the_limits_that_the_file_states(self) -> None:
        meta = "min_sum_points;2\nmax_sum_points;5\n"
        found = ballots_of(POINTS, "cumulative", meta)
        assert found.form is BallotForm.CUMULATIVE
        assert (found.limits["min_points"], found.limits["max_points"]) == (2, 5)
        assert [each.points for each in found.filled_in] == [(3, 1), (2,)]

    def test_points_without_limits_are_as_wide_as_the_ballots(self) -> None:
        cumulative, scoring = ballots_of(POINTS, "cumulative"), ballots_of(POINTS, "scoring")
        assert cumulative.limits["max_points"] == 4
        assert scoring.limits["max_points_per_proposal"] == 3

    def test_no_points_are_no_choice(self) -> None:
        votes = "VOTES\nvoter_id;vote;points\na;9,10;3,0\n"
        (ballot,) = ballots_of(votes, "scoring").filled_in
        assert (ballot.choices, ballot.points) == (("9",), (3,))

    def test_an_order_in_which_every_place_is_worth_the_same_on_all_ballots(self) -> None:
        found = ballots_of("VOTES\nvoter_id;vote\na;9,10\nb;10,9\n", "ordinal")
        assert found.form is BallotForm.ORDINAL
        assert (found.limits["max_choices"], found.limits["place_points"]) == (2, (2, 1))
        assert [each.choices for each in found.filled_in] == [("9", "10"), ("10", "9")]

    def test_an_order_on_ballots_of_unequal_length_becomes_points(self) -> None:
        found = ballots_of(VOTES, "ordinal")
        assert found.form is BallotForm.SCORING
        assert [each.points for each in found.filled_in] == [(2, 1), (1,)]
        assert "scoring" in found.remarks[0].english


def plan(wijk: str = "WK030710", projects: int = 1) -> RoundPlan:
    """The plan of an import of a file with so many projects."""
    lines = ["META", "key;value", "budget;100", "vote_type;approval", "PROJECTS"]
    lines += ["project_id;cost", *(f"{number};1" for number in range(projects))]
    lines += ["VOTES", "voter_id;vote", "a;0"]
    file = parse_pabulib([f"{line}\n" for line in lines])
    return RoundPlan(file, wijk, 2027, VotingRule.GREEDY)


class TestWhatCannotBeARound:
    @pytest.mark.parametrize("wijk", ["WK0307", "WK030710\n", "wk030710", "2027", ""])
    def test_a_code_that_is_not_of_a_wijk_is_refused_as_such(self, wijk: str) -> None:
        with pytest.raises(WijkCodeMalformed):
            plan(wijk)

    def test_more_projects_than_a_round_has_places_are_refused(self) -> None:
        assert len(plan(projects=MAX_CANDIDATES).proposal_ids) == MAX_CANDIDATES
        with pytest.raises(TooManyCandidates):
            plan(projects=MAX_CANDIDATES + 1)


def counted(parameters: TallyParameters, votes: str = VOTES, form: str = "approval") -> RoundPlan:
    """The plan of a greedy import with these parameters."""
    file = ballots_of(votes, form).file
    return RoundPlan(file, "WK030710", 2027, VotingRule.GREEDY, parameters)


class TestHowARoundIsCounted:
    """The parameters of the tally, in the ids of the round and in cents."""

    def test_conditions_name_proposals_instead_of_projects(self) -> None:
        found = counted(
            TallyParameters(
                exclusions=(("9", "10"),),
                category_limits=(CategoryLimit("Groen & blauw", ("9",), 10, 50),),
                smallest_parts=(("10", 20),),
            )
        )
        nine, ten = found.proposal_ids["9"], found.proposal_ids["10"]
        assert found.rules.exclusions == ((nine, ten),)
        (category,) = found.rules.categories
        assert (category.proposal_ids, category.max_cents) == ((nine,), Money(50_00))
        (part,) = found.smallest_parts
        assert (part.proposal_id, part.amount_cents) == (ten, Money(20_00))

    @pytest.mark.parametrize(
        "parameters",
        [
            TallyParameters(exclusions=(("9", "11"),)),
            TallyParameters(smallest_parts=(("11", 1),)),
        ],
    )
    def test_a_project_that_is_not_there_is_refused(self, parameters: TallyParameters) -> None:
        with pytest.raises(ConstraintNamesUnknownProject):
            counted(parameters)

    @pytest.mark.parametrize("step", [0, -1])
    def test_a_step_is_some_money(self, step: Amount) -> None:
        with pytest.raises(NotWholeCents):
            counted(TallyParameters(step=step))

    def test_a_published_order_for_ties_is_the_order_of_the_ids(self) -> None:
        as_text = counted(TallyParameters())
        assert as_text.proposal_ids["10"] < as_text.proposal_ids["9"]
        otherwise = counted(TallyParameters(tie_order=("9", "10")))
        assert otherwise.proposal_ids["9"] < otherwise.proposal_ids["10"]

    def test_ties_may_go_by_a_draw(self) -> None:
        file = ballots_of(VOTES).file
        drawn = RoundPlan(file, "WK030710", 2027, VotingRule.GREEDY, drawn=True)
        assert drawn.rules.tie_break is TieBreak.DRAW
        assert drawn.round_id != counted(TallyParameters()).round_id

    def test_a_rule_that_cannot_count_the_ballots_is_refused_before_anything_is_done(self) -> None:
        file = ballots_of(POINTS, "cumulative").file
        with pytest.raises(RuleNeedsApprovals):
            RoundPlan(file, "WK030710", 2027, VotingRule.PHRAGMEN)

    def test_another_way_to_count_is_another_round(self) -> None:
        ways = [
            TallyParameters(),
            TallyParameters(minimum_votes=1),
            TallyParameters(tie_order=("9", "10")),
            TallyParameters(smallest_parts=(("9", 1),)),
        ]
        assert len({counted(way).round_id for way in ways}) == len(ways)
