"""Each form of ballot, and each of its limits, on a garden of 600, an oven of 500, a pond of 1."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from domain.ballot import (
    BallotPointsMissing,
    BallotPointsNotAsked,
    BallotTooCheap,
    BallotTooExpensive,
    BallotTooFewChoices,
    BallotTooFewPoints,
    BallotTooManyChoices,
    BallotTooManyPoints,
    BallotTooManyPointsForOne,
    cast,
)
from domain.money import Money
from domain.voting_round import VotingRound
from domain.voting_rules import MAX_POINTS, BallotForm
from tests.unit.domain.given import euros, refused
from tests.unit.domain.rounds import opened, rules, the_round
from tests.unit.domain.test_ballot import casting, in_the_box

THREE = ("garden", "oven", "pond")


def open_for(form: BallotForm, budget: Money | None = None, **limits: Any) -> VotingRound:
    """A round of this form on three proposals, while people vote."""
    return the_round(
        opened(rules(ballot_form=form, **limits), proposal_ids=THREE, budget=budget or euros(700))
    )


class TestApproval:
    """Proposals that you find worth the money."""

    def test_choices_cost_together_no_less_than_the_least(self) -> None:
        voting = open_for(BallotForm.APPROVAL, min_total_cents=501_00)
        assert cast(casting("oven", "pond"), voting)
        with refused(BallotTooCheap):
            cast(casting("oven"), voting)

    def test_no_points_are_given(self) -> None:
        with refused(BallotPointsNotAsked):
            cast(casting("oven", points=(1,)), open_for(BallotForm.APPROVAL))
        with refused(BallotPointsNotAsked):
            cast(casting(points=()), open_for(BallotForm.APPROVAL, min_choices=0))


class TestChooseOne:
    """Exactly one."""

    def test_one_choice_is_all_that_fits(self) -> None:
        voting = open_for(BallotForm.CHOOSE_ONE)
        assert cast(casting("oven"), voting)
        with refused(BallotTooManyChoices):
            cast(casting("oven", "pond"), voting)

    def test_blank_only_where_the_least_is_zero(self) -> None:
        with refused(BallotTooFewChoices):
            cast(casting(), open_for(BallotForm.CHOOSE_ONE))
        assert cast(casting(), open_for(BallotForm.CHOOSE_ONE, min_choices=0))


class TestKnapsack:
    """What fits the money that there is."""

    def test_choices_fit_the_budget_of_the_round(self) -> None:
        voting = open_for(BallotForm.KNAPSACK, budget=euros(601))
        assert cast(casting("garden", "pond"), voting)
        with refused(BallotTooExpensive) as caught:
            cast(casting("garden", "oven"), voting)
        assert caught.value.values["maximum"] == euros(601)

    def test_and_cost_no_less_than_the_least(self) -> None:
        with refused(BallotTooCheap):
            cast(casting("pond"), open_for(BallotForm.KNAPSACK, min_total_cents=2_00))


class TestPoints:
    """Cumulative and scoring: points beside each choice."""

    @pytest.mark.parametrize("form", [BallotForm.CUMULATIVE, BallotForm.SCORING])
    def test_each_choice_has_points_and_they_stay_beside_it(self, form: BallotForm) -> None:
        voting = open_for(form, max_points=9, max_points_per_proposal=9)
        ballot = in_the_box(casting("pond", "garden", points=(2, 7)), voting)
        assert (ballot.choices, ballot.points) == (("garden", "pond"), (7, 2))
        for points in (None, (1,), (1, 1, 1)):
            with refused(BallotPointsMissing):
                cast(casting("pond", "garden", points=points), voting)

    def test_a_blank_ballot_has_no_points_and_is_the_same_however_it_is_sent(self) -> None:
        voting = open_for(BallotForm.CUMULATIVE, max_points=9, min_choices=0)
        assert in_the_box(casting(), voting) == in_the_box(casting(points=()), voting)

    def test_no_more_points_in_all_than_the_most(self) -> None:
        voting = open_for(BallotForm.CUMULATIVE, max_points=9)
        assert cast(casting("pond", "garden", points=(2, 7)), voting)
        with refused(BallotTooManyPoints):
            cast(casting("pond", "garden", points=(3, 7)), voting)

    def test_no_fewer_points_in_all_than_the_least(self) -> None:
        voting = open_for(BallotForm.CUMULATIVE, min_points=9, max_points=9)
        with refused(BallotTooFewPoints):
            cast(casting("pond", "garden", points=(1, 7)), voting)

    def test_no_more_points_for_one_than_the_most_for_one(self) -> None:
        voting = open_for(BallotForm.SCORING, max_points_per_proposal=5)
        assert cast(casting("pond", "garden", points=(5, 5)), voting)
        with refused(BallotTooManyPointsForOne) as caught:
            cast(casting("pond", "garden", points=(5, 6)), voting)
        assert caught.value.values["choice"] == "garden"

    def test_choices_are_counted_as_on_any_ballot(self) -> None:
        voting = open_for(BallotForm.CUMULATIVE, max_points=9, min_choices=2, max_choices=2)
        with refused(BallotTooFewChoices):
            cast(casting("pond", points=(1,)), voting)
        with refused(BallotTooManyChoices):
            cast(casting(*THREE, points=(1, 1, 1)), voting)

    @pytest.mark.parametrize("points", [0, -1, MAX_POINTS + 1, 1.5, "2", True])
    def test_points_that_are_none_are_malformed(self, points: object) -> None:
        with pytest.raises(ValidationError):
            casting("pond", points=(points,))


class TestOrdinal:
    """An order of preference."""

    def test_the_order_is_kept(self) -> None:
        ballot = in_the_box(casting("pond", "garden"), open_for(BallotForm.ORDINAL))
        assert (ballot.choices, ballot.points) == (("pond", "garden"), None)

    def test_places_have_their_points_from_the_rules_and_not_from_the_voter(self) -> None:
        with refused(BallotPointsNotAsked):
            cast(casting("pond", points=(3,)), open_for(BallotForm.ORDINAL))

    def test_no_more_places_than_the_rules_have(self) -> None:
        with refused(BallotTooManyChoices):
            cast(casting(*THREE), open_for(BallotForm.ORDINAL, max_choices=2))


class TestTheSameBallotAcrossAnUpgrade:
    """Who votes while the city upgrades may send the ballot again afterwards."""

    def test_a_ballot_without_points_has_the_fingerprint_that_it_had(self) -> None:
        known = "702627c76671651281f310f721bc0e47f45312229e1db2850d3fb23362240915"
        assert casting("garden").fingerprint().hex() == known

    def test_with_other_points_it_is_another_ballot(self) -> None:
        one, other = casting("garden", points=(1,)), casting("garden", points=(2,))
        assert one.fingerprint() != other.fingerprint()
