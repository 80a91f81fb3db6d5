"""One round of each ballot form, from its opening to its winners and what they may be granted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from application.streams import Reading
from domain.grant import GrantAboveFunding
from domain.money import Money
from domain.tally.parameters import VotingRule
from domain.voting_round import VotingRoundTallied
from domain.voting_rules import BallotForm, RoundRules
from tests.scenarios.town import Town
from tests.unit.domain.given import refused

ASKED = {"garden": 600_00, "oven": 500_00, "pond": 100_00}


@dataclass(frozen=True)
class Story:
    """What a form asks, three ballots of it, and who wins 700 euros under the greedy rule."""

    limits: dict[str, Any]
    ballots: tuple[tuple[str, ...], ...]
    points: tuple[tuple[int, ...] | None, ...]
    winners: tuple[str, ...]


NO_POINTS = (None, None, None)
STORIES = {
    BallotForm.APPROVAL: Story(
        {"max_choices": 2, "max_total_cents": 700_00},
        (("garden", "pond"), ("garden",), ("oven", "pond")),
        NO_POINTS,
        ("garden", "pond"),
    ),
    BallotForm.CHOOSE_ONE: Story(
        {"min_choices": 0}, (("oven",), ("oven",), ()), NO_POINTS, ("oven", "pond")
    ),
    BallotForm.KNAPSACK: Story(
        {}, (("oven", "pond"), ("oven",), ("garden", "pond")), NO_POINTS, ("oven", "pond")
    ),
    BallotForm.CUMULATIVE: Story(
        {"max_points": 5},
        (("garden", "pond"), ("oven",), ("pond", "oven")),
        ((1, 4), (5,), (3, 2)),
        ("oven", "pond"),
    ),
    BallotForm.SCORING: Story(
        {"max_points_per_proposal": 9},
        (("garden", "oven"), ("garden",), ("oven",)),
        ((2, 9), (2,), (1,)),
        ("oven", "pond"),
    ),
    BallotForm.ORDINAL: Story(
        {"max_choices": 2},
        (("garden", "oven"), ("garden", "pond"), ("oven", "garden")),
        NO_POINTS,
        ("garden", "pond"),
    ),
}


def voted(form: BallotForm) -> Town:
    """A town whose round of this form was voted on and counted."""
    story, town = STORIES[form], Town().with_money()
    for name, cents in ASKED.items():
        town.admit(name, cents)
    rules = RoundRules.model_validate(
        {"rule": VotingRule.GREEDY, "ballot_form": form} | story.limits
    )
    town.open_round(list(ASKED), 700_00, rules)
    for voter, (choices, points) in enumerate(zip(story.ballots, story.points, strict=True), 1):
        town.cast(voter, *choices, points=points)
    town.close_round()
    town.tally()
    return town


@pytest.mark.parametrize("form", BallotForm)
def test_a_round_of_this_form_ends_with_its_winners(form: BallotForm) -> None:
    counted = Reading(voted(form).streams).voting_round("round-1").state
    assert counted is not None
    assert counted.winners == STORIES[form].winners


def test_a_winner_that_is_funded_in_part_is_granted_no_more_than_that() -> None:
    town = Town().with_money()
    for name in ("garden", "oven"):
        town.admit(name, ASKED[name])
    rules = RoundRules(rule=VotingRule.GREEDY)
    town.open_round(["garden", "oven"], 700_00, rules, parts={"oven": 50_00})
    town.cast(1, "garden", "oven")
    town.cast(2, "garden")
    town.close_round()
    town.tally()
    tallied = town.events()[-2]
    assert isinstance(tallied, VotingRoundTallied)
    funded = {winner.line_id: winner.funded_cents for winner in tallied.winners}
    assert funded == {"garden": Money(600_00), "oven": Money(100_00)}
    with refused(GrantAboveFunding):
        town.reserve("oven", 100_01)
    assert town.reserve("oven", 100_00)


def test_money_that_was_set_apart_before_a_round_is_not_granted_beyond_what_it_gave() -> None:
    town = Town().with_money()
    town.give_mandate()
    town.adopt_plan()
    for name in ("garden", "oven"):
        town.admit(name, ASKED[name])
    town.reserve("oven", 500_00)
    town.prepare("oven", 500_00)
    rules = RoundRules(rule=VotingRule.GREEDY)
    town.open_round(["garden", "oven"], 700_00, rules, parts={"oven": 50_00})
    town.cast(1, "garden")
    town.cast(2, "garden", "oven")
    town.close_round()
    town.tally()
    with refused(GrantAboveFunding):
        town.take("oven")
