"""Ties by a draw, through the real handlers: made at the opening, revealed at the closing."""

from __future__ import annotations

import pytest

from application.streams import EventTooLarge, Reading
from domain.budget import NotEnoughMoney
from domain.draw_seed import DrawSeedMissing, DrawSeedNotLost, DrawSeedUnfit, commitment_to
from domain.money import Money
from domain.proposal import ProposalUnknown
from domain.round_opening import VotingRoundAlreadyOpened
from domain.tally.draw import drawn_order
from domain.tally.parameters import VotingRule
from domain.voting_round import (
    VotingRound,
    VotingRoundClosed,
    VotingRoundOpened,
    VotingRoundTallied,
)
from domain.voting_rules import RoundRules, TieBreak
from tests.scenarios.town import Town, sealed
from tests.unit.domain.given import refused
from tests.unit.domain.rounds import rules

NAMES = ("garden", "oven", "pond", "shed")
DRAWN = RoundRules(rule=VotingRule.GREEDY, tie_break=TieBreak.DRAW)


def voting(round_rules: RoundRules = DRAWN, round_id: str = "round-1") -> Town:
    """Four proposals of the same price, money for two of them, and voters who want all four."""
    town = Town().with_money()
    for name in NAMES:
        town.admit(name, 100_00)
    town.open_round(NAMES, 200_00, round_rules, round_id=round_id)
    for voter in (1, 2):
        town.cast(voter, *NAMES, round_id=round_id)
    return town


def voting_round(town: Town, round_id: str = "round-1") -> VotingRound:
    """The round as it stands."""
    state = Reading(town.streams).voting_round(round_id).state
    assert state is not None
    return state


class TestBeforeItOpens:
    """Nobody can gather orders to choose from."""

    def test_an_opening_that_is_refused_makes_no_seed(self) -> None:
        town = Town().with_money(200_00)
        town.admit("garden", 100_00)
        with refused(NotEnoughMoney):
            town.open_round(["garden"], 200_01, DRAWN)
        with refused(ProposalUnknown):
            town.open_round(["garden", "oven"], 200_00, DRAWN)
        assert town.draw_seeds.kept == {}

    def test_an_opening_that_no_entry_can_hold_makes_no_seed(self) -> None:
        town = Town().with_money()
        names = [f"proposal-{number:050}" for number in range(12)]
        for name in names:
            town.admit(name, 1_00)
        long = [
            {"name": f"category-{number}", "proposal_ids": names, "max_cents": 1_00}
            for number in range(40)
        ]
        too_long = DRAWN.model_dump() | {"categories": long, "exclusions": [names] * 60}
        with refused(EventTooLarge):
            town.open_round(names, 12_00, RoundRules.model_validate(too_long))
        assert town.draw_seeds.kept == {}

    def test_a_round_that_is_open_already_gets_no_other_seed(self) -> None:
        town = voting()
        town.draw_seeds.kept.clear()
        town.admit("tree", 100_00)
        with refused(VotingRoundAlreadyOpened):
            town.open_round(["tree"], 100_00, DRAWN)
        assert town.draw_seeds.kept == {}


class TestWhilePeopleVote:
    """Nobody can know the order."""

    def test_the_log_has_the_commitment_and_not_the_seed(self) -> None:
        town = voting()
        seed = town.draw_seeds.kept["round-1"]
        (opened,) = [each for each in town.events() if isinstance(each, VotingRoundOpened)]
        assert opened.draw_commitment == commitment_to(seed)
        stored = b"".join(entry.payload for entry in town.log.read(limit=1_000))
        assert seed.hex().encode() not in stored

    def test_a_round_without_a_draw_makes_no_seed(self) -> None:
        town = voting(rules(rule=VotingRule.GREEDY))
        assert town.draw_seeds.kept == {}
        assert voting_round(town).draw_commitment is None


class TestOnceClosed:
    """Everyone can work it out."""

    def test_ties_go_by_the_drawn_order(self) -> None:
        town = voting()
        town.close_round()
        town.tally()
        *_, closed, tallied, _ = town.events()
        assert isinstance(closed, VotingRoundClosed)
        assert isinstance(tallied, VotingRoundTallied)
        assert closed.draw_seed is not None
        order = drawn_order(bytes.fromhex(closed.draw_seed), NAMES)
        assert tuple(winner.line_id for winner in tallied.winners) == order[:2]
        assert [tie.line_ids for tie in tallied.ties] == [order]

    def test_rounds_of_their_own_have_seeds_of_their_own(self) -> None:
        one, other = voting(), voting(round_id="round-2")
        assert one.draw_seeds.kept["round-1"] != other.draw_seeds.kept["round-2"]


class TestWhenTheSeedIsLost:
    """The round is not blocked, and nothing happens behind anybody's back."""

    def test_closing_is_refused_and_people_can_still_vote(self) -> None:
        town = voting()
        town.draw_seeds.kept.clear()
        with refused(DrawSeedMissing):
            town.close_round()
        assert town.cast(3, "pond").version == 0

    def test_a_seed_that_was_changed_is_refused(self) -> None:
        town = voting()
        town.draw_seeds.kept["round-1"] = bytes(32)
        with refused(DrawSeedUnfit):
            town.close_round()
        assert town.cast(3, "pond").version == 0

    @pytest.mark.parametrize("kept", [{}, {"round-1": bytes(32)}], ids=["gone", "changed"])
    def test_with_a_reason_it_is_closed_and_the_published_order_decides(
        self, kept: dict[str, bytes]
    ) -> None:
        town = voting()
        town.draw_seeds.kept = kept
        town.close_round(reason=sealed("the disk broke"))
        town.tally()
        assert voting_round(town).winners == ("garden", "oven")
        assert voting_round(town).funded["oven"] == Money(100_00)

    def test_no_reason_is_good_enough_while_the_seed_is_there(self) -> None:
        town = voting()
        with refused(DrawSeedNotLost):
            town.close_round(reason=sealed("another order would suit us"))
        town.close_round()
