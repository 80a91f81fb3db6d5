"""The result of a round: the frozen rules applied to the very list that closing fixed."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from domain.ballot import (
    BallotCast,
    BallotChoiceUnknown,
    BallotPointsMissing,
    BallotTooManyChoices,
    BallotTooManyPoints,
)
from domain.ballot_list import ballots_root
from domain.event import Event
from domain.money import Money
from domain.round_result import BallotListChanged, count_ballots, reported_ties, tally
from domain.tally.parameters import APPROVAL_RULES, VotingRule
from domain.tally.ties import Tie
from domain.voting_round import (
    SmallestPart,
    TallyVotingRound,
    VotingRound,
    VotingRoundAlreadyTallied,
    VotingRoundNotClosed,
    VotingRoundTallied,
    VotingRoundUnknown,
)
from domain.voting_rules import BallotForm, RoundRules
from tests.unit.domain.given import command, euros, refused
from tests.unit.domain.rounds import ballot, closed, open_now, opened, rules, the_round

TALLYING = command(TallyVotingRound, round_id="round-1")
GARDEN_WINS = [ballot(1, "garden"), ballot(2, "garden"), ballot(3, "oven")]
GREEDY = rules(rule=VotingRule.GREEDY)


def closed_with(
    ballots: Sequence[BallotCast],
    round_rules: RoundRules | None = None,
    budget: Money | None = None,
) -> VotingRound:
    """The round, closed with these ballots on its list."""
    opening = opened(round_rules, budget=budget)
    return the_round(opening, closed(len(ballots), ballots_root(ballots)))


def tallied(
    ballots: Sequence[BallotCast],
    round_rules: RoundRules | None = None,
    budget: Money | None = None,
) -> VotingRoundTallied:
    """The result of a round with these ballots."""
    (event,) = tally(TALLYING, closed_with(ballots, round_rules, budget), ballots)
    assert isinstance(event, VotingRoundTallied)
    return event


def winners(result: VotingRoundTallied) -> list[str]:
    """Who won, in order."""
    return [winner.line_id for winner in result.winners]


class TestOnceClosed:
    """The list is fixed; anyone can count."""

    @pytest.mark.parametrize("rule", VotingRule)
    def test_the_frozen_rule_names_the_winner(self, rule: VotingRule) -> None:
        assert winners(tallied(GARDEN_WINS, rules(rule=rule))) == ["garden"]

    def test_a_winner_is_named_with_the_price_that_was_frozen(self) -> None:
        (winner,) = tallied(GARDEN_WINS).winners
        assert winner.price_cents == euros(600)

    def test_the_result_says_how_many_ballots_it_rests_on(self) -> None:
        assert tallied(GARDEN_WINS).ballots == 3

    def test_the_same_list_gives_the_same_result(self) -> None:
        assert tallied(GARDEN_WINS) == tallied(GARDEN_WINS)

    def test_without_ballots_equal_shares_elects_nothing(self) -> None:
        assert winners(tallied([])) == []

    def test_a_proposal_below_the_minimum_of_votes_does_not_win(self) -> None:
        assert winners(tallied(GARDEN_WINS, rules(minimum_votes=3))) == []

    def test_a_list_that_changed_since_closing_is_not_counted(self) -> None:
        with refused(BallotListChanged):
            tally(TALLYING, closed_with(GARDEN_WINS), GARDEN_WINS[:2])

    def test_a_ballot_that_was_replaced_since_closing_is_noticed(self) -> None:
        changed = [*GARDEN_WINS[:2], ballot(3, "garden")]
        with refused(BallotListChanged):
            tally(TALLYING, closed_with(GARDEN_WINS), changed)


class TestTies:
    """The order that was published decides, and every tie is reported."""

    BOTH = (ballot(1, "garden", "oven"),)

    def test_of_equals_the_first_by_id_wins_and_the_tie_is_reported(self) -> None:
        result = tallied(self.BOTH, GREEDY)
        assert winners(result) == ["garden"]
        (tie,) = result.ties
        assert (tie.line_ids, tie.chosen) == (("garden", "oven"), "garden")

    def test_without_a_tie_none_is_reported(self) -> None:
        assert tallied(GARDEN_WINS, GREEDY).ties == ()

    def test_what_is_left_of_a_tie_is_not_reported_as_another_one(self) -> None:
        three, rest = Tie(1, ("a", "b", "c"), "a"), Tie(2, ("b", "c"), "b")
        other, again = Tie(4, ("c", "d"), "c"), Tie(5, ("c", "d"), "c")
        reported = reported_ties([three, rest, other, again])
        assert [each.line_ids for each in reported] == [("a", "b", "c"), ("c", "d")]
        assert [each.chosen for each in reported] == ["a", "c"]


class TestEachForm:
    """Counted as it is filled in."""

    def test_points_are_added_up(self) -> None:
        scoring = rules(
            rule=VotingRule.GREEDY, ballot_form=BallotForm.SCORING, max_points_per_proposal=9
        )
        ballots = [
            ballot(1, "garden", "oven", points=(1, 9)),
            ballot(2, "garden", points=(2,)),
            ballot(3, "garden", points=(2,)),
        ]
        assert winners(tallied(ballots, scoring)) == ["oven"]
        assert winners(tallied(ballots, scoring.model_copy(update={"minimum_votes": 3}))) == [
            "garden"
        ]

    def test_places_give_the_points_that_the_rules_say(self) -> None:
        ballots = [ballot(1, "oven", "garden"), ballot(2, "oven"), ballot(3, "garden", "oven")]
        ordinal = rules(rule=VotingRule.GREEDY, ballot_form=BallotForm.ORDINAL)
        assert winners(tallied(ballots, ordinal)) == ["oven"]  # 2 + 2 + 1 against 1 + 2
        backwards = [ballot(1, "garden", "oven"), ballot(2, "oven", "garden"), ballot(3, "oven")]
        assert winners(tallied(backwards, ordinal)) == ["oven"]  # 1 + 2 + 2 against 2 + 1
        flat = ordinal.model_copy(update={"place_points": (1, 1)})
        two_each = [ballot(1, "oven", "garden"), ballot(2, "oven", "garden")]
        assert winners(tallied(two_each, ordinal)) == ["oven"]
        assert winners(tallied(two_each, flat)) == ["garden"]  # a tie, by id

    @pytest.mark.parametrize("form", BallotForm)
    @pytest.mark.parametrize("rule", sorted(set(VotingRule) - set(APPROVAL_RULES)))
    def test_a_round_without_ballots_ends_too(self, rule: VotingRule, form: BallotForm) -> None:
        limits = {
            BallotForm.CUMULATIVE: {"max_points": 9},
            BallotForm.SCORING: {"max_points_per_proposal": 9},
        }.get(form, {})
        assert tallied([], rules(rule=rule, ballot_form=form, **limits)).ballots == 0


class TestConditions:
    """They are frozen with the round, and kept to."""

    def test_of_proposals_that_exclude_each_other_one_wins(self) -> None:
        rich = euros(1000)
        both = [ballot(1, "garden", "oven")]
        cheap = GREEDY.model_copy(update={"exclusions": (("garden", "oven"),)})
        assert winners(tallied(both, cheap, rich)) == ["garden"]

    def test_a_category_gets_no_more_than_its_most(self) -> None:
        limited = rules(
            rule=VotingRule.GREEDY,
            categories=({"name": "green", "proposal_ids": ("garden",), "max_cents": 599_99},),
        )
        assert winners(tallied(GARDEN_WINS, limited)) == ["oven"]

    def test_a_winner_may_be_funded_in_part(self) -> None:
        part = (SmallestPart(proposal_id="oven", amount_cents=euros(50)),)
        event = opened(GREEDY, smallest_parts=part)
        closing = closed(3, ballots_root(GARDEN_WINS))
        (result,) = tally(TALLYING, the_round(event, closing), GARDEN_WINS)
        assert isinstance(result, VotingRoundTallied)
        garden, oven = result.winners
        assert (garden.funded_cents, garden.price_cents) == (euros(600), euros(600))
        assert (oven.funded_cents, oven.price_cents) == (euros(100), euros(500))


class TestWhatTheCountTrusts:
    """Nothing: each ballot is held against the frozen rules once more."""

    def test_a_choice_that_is_not_on_the_list_is_found_when_counting(self) -> None:
        with refused(BallotChoiceUnknown):
            count_ballots(open_now(), [ballot(1, "pond")])

    def test_a_ballot_beyond_the_limits_is_found_when_counting(self) -> None:
        with refused(BallotTooManyChoices):
            count_ballots(open_now(max_choices=1), [ballot(1, "garden", "oven")])

    def test_points_beyond_the_limits_are_found_when_counting(self) -> None:
        voting = open_now(ballot_form=BallotForm.CUMULATIVE, max_points=5)
        with refused(BallotTooManyPoints):
            count_ballots(voting, [ballot(1, "garden", "oven", points=(3, 3))])
        with refused(BallotPointsMissing):
            count_ballots(voting, [ballot(1, "garden")])


class TestBeforeClosingAndAfterCounting:
    """Counting has its one moment."""

    def test_there_is_no_result_without_a_round(self) -> None:
        with refused(VotingRoundUnknown):
            tally(TALLYING, None, [])

    def test_an_open_round_is_not_counted(self) -> None:
        with refused(VotingRoundNotClosed):
            tally(TALLYING, open_now(), [])

    def test_a_result_is_recorded_once(self) -> None:
        result: list[Event] = tally(TALLYING, closed_with(GARDEN_WINS), GARDEN_WINS)
        counted = the_round(opened(), closed(3, ballots_root(GARDEN_WINS)), *result)
        with refused(VotingRoundAlreadyTallied):
            tally(TALLYING, counted, GARDEN_WINS)
