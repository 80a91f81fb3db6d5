"""The seed of a draw: the one that was committed to, or openly lost."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest

from domain.draw_seed import (
    DrawSeedMissing,
    DrawSeedNotLost,
    DrawSeedUnfit,
    NoDrawToForgo,
    commitment_to,
    seed_to_reveal,
)
from domain.round_opening import open_round, with_draw
from domain.round_result import count_ballots
from domain.tally.draw import drawn_order
from domain.tally.parameters import VotingRule
from domain.voting_round import (
    CloseVotingRound,
    VotingRound,
    VotingRoundClosed,
    VotingRoundOpened,
    close,
)
from domain.voting_rules import TieBreak
from tests.unit.domain.given import command, refused, sealed
from tests.unit.domain.rounds import (
    BUDGET,
    CLOSES_AT,
    PASS_KEY,
    ballot,
    in_handling,
    opening,
    rules,
    the_round,
)

SEED = bytes(range(32))
OTHER = bytes(32)
ROOT = "ab" * 32
CLOSING = command(CloseVotingRound, at=CLOSES_AT, round_id="round-1")
WITH_REASON = CLOSING.model_copy(update={"reason": sealed("the disk broke")})


def opened_for_a_draw(seed: bytes = SEED) -> VotingRoundOpened:
    """The round, with the commitment to a seed."""
    asked = opening(rules(rule=VotingRule.GREEDY, tie_break=TieBreak.DRAW))
    proposals = {each: in_handling(each) for each in asked.proposal_ids}
    event, _ = open_round(asked, None, BUDGET, proposals, PASS_KEY)
    return with_draw(event, commitment_to(seed))


def closed_with(seed: bytes | None, closing: CloseVotingRound = CLOSING) -> VotingRoundClosed:
    """The closing, with what was kept."""
    (event,) = close(closing, the_round(opened_for_a_draw()), 1, ROOT, seed)
    assert isinstance(event, VotingRoundClosed)
    return event


class TestAtTheOpening:
    """A commitment, and no seed."""

    def test_only_the_hash_of_the_seed_is_published(self) -> None:
        event = opened_for_a_draw()
        assert event.draw_commitment == hashlib.sha256(SEED).hexdigest()
        assert SEED.hex() not in event.model_dump_json()

    def test_every_ballot_rests_on_it(self) -> None:
        assert opened_for_a_draw().rules_hash != opened_for_a_draw(OTHER).rules_hash


class TestAtTheClosing:
    """The seed itself."""

    def test_the_seed_that_was_committed_to_is_revealed(self) -> None:
        event = closed_with(SEED)
        assert (event.draw_seed, event.reason) == (SEED.hex(), None)

    def test_another_seed_is_refused(self) -> None:
        with refused(DrawSeedUnfit):
            closed_with(OTHER)

    def test_a_seed_that_is_not_there_is_missed_and_nothing_is_decided(self) -> None:
        with refused(DrawSeedMissing):
            closed_with(None)

    @pytest.mark.parametrize("kept", [None, OTHER], ids=["gone", "changed"])
    def test_a_lost_seed_does_not_block_the_count_once_somebody_says_why(
        self, kept: bytes | None
    ) -> None:
        event = closed_with(kept, WITH_REASON)
        assert (event.draw_seed, event.reason) == (None, sealed("the disk broke"))

    def test_nobody_forgoes_a_draw_whose_seed_is_there(self) -> None:
        with refused(DrawSeedNotLost):
            closed_with(SEED, WITH_REASON)

    def test_without_a_draw_there_is_nothing_to_reveal_or_to_forgo(self) -> None:
        assert seed_to_reveal(None, None, forgone=False) is None
        with refused(NoDrawToForgo):
            seed_to_reveal(None, None, forgone=True)

    def test_the_announced_time_holds_for_a_drawn_round_too(self) -> None:
        early = CLOSING.model_copy(update={"at": CLOSES_AT - timedelta(seconds=1)})
        with pytest.raises(Exception, match="closing_too_early"):
            closed_with(SEED, early)


class TestAtTheCount:
    """The order of the lots decides, and nothing else does."""

    def counted(self, closed: VotingRoundClosed) -> str:
        """The winner of a tie between garden and oven; the budget is for one of them."""
        voting: VotingRound = the_round(opened_for_a_draw(), closed)
        (winner,) = count_ballots(voting, [ballot(1, "garden", "oven")]).winners
        return winner

    def test_the_first_in_the_drawn_order_wins_the_tie(self) -> None:
        assert self.counted(closed_with(SEED)) == drawn_order(SEED, ["garden", "oven"])[0]

    def test_this_seed_would_not_give_the_published_order(self) -> None:
        assert drawn_order(SEED, ["garden", "oven"]) == ("oven", "garden")

    def test_with_a_lost_seed_the_published_order_decides(self) -> None:
        assert self.counted(closed_with(None, WITH_REASON)) == "garden"
