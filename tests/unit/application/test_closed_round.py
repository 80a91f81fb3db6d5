"""What everyone may ask of a round: nothing about ballots while it is open, everything after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NoReturn

import pytest

from application.closed_round import (
    BallotsSealed,
    ClosedRound,
    TooFewForSecrecy,
    closed_papers,
    closed_round,
)
from domain.ballot import BallotCast
from domain.ballot_list import ballots_root
from domain.regulation_contents import Regulation
from domain.round_result import BallotListChanged
from domain.voting_round import VotingRoundUnknown
from tests.scenarios.town import Town
from tests.unit.application.test_ballot_box import with_open_round
from tests.unit.domain.given import refused


def asked(town: Town, round_id: str = "round-1") -> ClosedRound:
    """What is public of a round."""
    return closed_round(round_id, town.log, town.box.counting)


@pytest.fixture
def town() -> Town:
    """Three people voted."""
    voting = with_open_round()
    voting.cast(1, "garden")
    voting.cast(2, "garden", "oven")
    voting.cast(3, "oven")
    return voting


class TestWhileItIsOpen:
    def test_its_ballots_are_sealed(self, town: Town) -> None:
        with refused(BallotsSealed):
            asked(town)

    def test_nobody_looks_into_the_box(self, town: Town) -> None:
        def looks(_: str) -> NoReturn:
            raise AssertionError("the box was opened")

        with refused(BallotsSealed):
            closed_round("round-1", town.log, looks)

    def test_a_round_that_does_not_exist_is_unknown(self, town: Town) -> None:
        with refused(VotingRoundUnknown):
            asked(town, "round-9")


class TestOnceClosed:
    def test_the_list_is_the_one_that_closing_fixed(self, town: Town) -> None:
        town.close_round()
        found = asked(town)
        assert found.closed.ballots == len(found.ballots) == 3
        assert ballots_root(found.ballots) == found.closed.ballots_root
        assert found.tallied is None
        assert found.opened.budget_cents.cents == 1_000_00

    def test_a_list_that_is_another_one_is_refused(self, town: Town) -> None:
        town.close_round()

        def one_more(round_id: str) -> Sequence[BallotCast]:
            ballots = town.box.counting(round_id)
            return [*ballots, ballots[0].model_copy(update={"pass_id": "00" * 16})]

        with refused(BallotListChanged):
            closed_round("round-1", town.log, one_more)

    def test_the_result_stands_beside_it_after_counting(self, town: Town) -> None:
        town.close_round()
        before = asked(town)
        town.tally()
        found = asked(town)
        assert found.tallied is not None
        assert found == replace(before, tallied=found.tallied)


class TestWhenFewVoted:
    """The regulation says how many ballots are enough to hide each among the others."""

    def closed(self, voters: int) -> Town:
        """A round under a regulation that asks for three ballots."""
        town = Town().with_money()
        voting = {"article": "4.1", "minimum_ballots": 3}
        town.adopt_regulation(Regulation.model_validate({"voting": voting}))
        town.admit("garden", 1_000_00)
        town.open_round(["garden"], 1_000_00)
        for number in range(1, voters + 1):
            town.cast(number, "garden")
        town.close_round()
        return town

    def test_with_enough_ballots_the_list_is_public(self) -> None:
        assert len(asked(self.closed(3)).ballots) == 3

    def test_with_fewer_nobody_opens_the_box(self) -> None:
        def looks(_: str) -> NoReturn:
            raise AssertionError("the box was opened")

        with refused(TooFewForSecrecy):
            closed_round("round-1", self.closed(2).log, looks)

    def test_the_root_is_public_all_the_same(self) -> None:
        town = self.closed(2)
        papers = closed_papers("round-1", town.log)
        assert papers.closed.ballots_root == ballots_root(town.box.counting("round-1"))
