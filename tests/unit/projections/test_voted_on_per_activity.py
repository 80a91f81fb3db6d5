"""A dossier says of a proposal whose activities stand on a list which of them won."""

from __future__ import annotations

from domain.money import Money
from projections.next_step import NextStep, RoundOutcome
from tests.scenarios.quarter import Quarter
from tests.scenarios.town import Town
from tests.unit.lives.activities_on_list import IN_FULL, proposed, vote
from tests.unit.projections.entries import dossier_of


class TestVotedOnPerActivity:
    """Garden on the list by its activities: digging for 300, planting for 200."""

    def voting(self) -> Town:
        town = Quarter.furnished()
        proposed(IN_FULL)(town)
        vote(town)
        return town

    def test_it_stands_on_the_list_once_at_what_its_activities_ask_together(self) -> None:
        place = dossier_of(self.voting()).round
        assert place is not None
        assert place.price_cents == Money(500_00)
        assert {name: each.price_cents for name, each in place.activities.items()} == {
            "digging": Money(300_00),
            "planting": Money(200_00),
        }

    def test_once_counted_it_won_what_its_activities_won(self) -> None:
        town = self.voting()
        town.close_round()
        town.tally()
        found = dossier_of(town)
        assert found.round is not None
        assert (found.round.outcome, found.round.funded_cents) == (RoundOutcome.WON, Money(200_00))
        won = {name: each.funded_cents for name, each in found.round.activities.items()}
        assert won == {"digging": None, "planting": Money(200_00)}
        assert found.next_step is NextStep.AWAITS_RESERVATION

    def test_each_step_of_the_round_is_told_once(self) -> None:
        town = self.voting()
        town.close_round()
        town.tally()
        told = [each.event.rpartition(".v")[0] for each in dossier_of(town).happenings]
        assert [each for each in told if each.startswith("voting_round")] == [
            "voting_round.closed",
            "voting_round.tallied",
        ]

    def test_one_that_stands_there_as_a_whole_has_no_activities_there(self) -> None:
        place = dossier_of(self.voting(), "oven").round
        assert place is not None
        assert (place.activities, place.price_cents) == ({}, Money(250_00))
