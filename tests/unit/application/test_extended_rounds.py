"""A round that was extended: its ballots, its picture, and who closes it at the same moment."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from application.streams import Reading, RememberedStreams
from domain.command import Actor, Role
from domain.proposal import OwnInterest
from domain.voting_round import (
    CloseVotingRound,
    ClosingTooEarly,
    RoundStatus,
    VotingRoundNotOpen,
)
from tests.architecture.sources import ROOT
from tests.scenarios.town import Town
from tests.unit.domain.given import refused
from tests.unit.lives.voting_round import (
    LIFE,
    extend,
    open_round,
    open_with_a_quorum,
    two_proposals,
)

DAY = timedelta(days=1)


def test_the_picture_in_the_architecture_has_every_command_of_its_life() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    drawn = re.search(r'state "voting round" as round \{(.*?)\n    \}', text, re.DOTALL)
    assert drawn is not None
    of_themes = {"OpenThemeRound"}
    assert set(re.findall(r": (\w+)", drawn[1])) == LIFE.commands.keys() | of_themes


class TestABallot:
    def test_enters_after_the_moment_at_which_voting_was_to_end(self) -> None:
        town = two_proposals()
        open_round(town)
        extend(town)
        town.now += 9 * DAY
        town.cast(1, "garden")
        town.now += DAY
        with refused(VotingRoundNotOpen):
            town.cast(2, "garden")

    def test_of_before_the_extension_counts_beside_one_of_after_it(self) -> None:
        town = two_proposals()
        open_round(town)
        town.cast(1, "garden")
        extend(town)
        town.now += 2 * DAY
        town.cast(2, "garden")
        town.now += 9 * DAY
        town.close_round()
        town.tally()
        found = Reading(RememberedStreams(town.log)).voting_round("round-1").state
        assert found is not None
        assert (found.ballots, found.winners) == (2, ("garden",))


class TestWhoClosesAtTheMomentOfAnExtension:
    """Closing looked at the round before it was extended, and shuts its box after."""

    def test_leaves_the_box_open_and_is_refused(self) -> None:
        town = two_proposals()
        open_round(town)
        in_between(town, town.now)
        town.now += 2 * DAY
        with refused(ClosingTooEarly):
            town.close_round()
        town.cast(1, "garden")


def in_between(town: Town, behind: datetime) -> None:
    """Just before the box is shut, somebody whose clock is behind extends the round."""
    shut = town.ballot_log.shut_fence

    def extended_first(fence: str, closing_at: datetime | None = None) -> bool:
        town.ballot_log.shut_fence = shut  # type: ignore[method-assign]  # once
        now, town.now = town.now, behind
        extend(town)
        town.now = now
        return shut(fence, closing_at)

    town.ballot_log.shut_fence = extended_first  # type: ignore[method-assign]  # as it happens


def test_a_round_with_enough_ballots_closes_at_once() -> None:
    town = two_proposals()
    open_with_a_quorum(town)
    town.cast(1, "garden")
    town.now += 2 * DAY
    town.close_round()
    town.tally()


def test_after_the_bound_of_all_extensions_it_closes_without_its_quorum() -> None:
    town = two_proposals()
    open_with_a_quorum(town)
    town.now += 60 * DAY
    town.close_round()
    found = Reading(RememberedStreams(town.log)).voting_round("round-1").state
    assert found is not None
    assert found.status is RoundStatus.CLOSED
    assert found.has_no_outcome


def test_an_officer_with_a_proposal_on_the_list_does_not_cause_an_extension() -> None:
    town = two_proposals()
    own = Actor(id="person-resident", role=Role.CASE_OFFICER)
    open_with_a_quorum(town)
    town.now += 2 * DAY
    with refused(OwnInterest):
        town.do(CloseVotingRound, own, round_id="round-1")
    town.close_round()
    town.cast(1, "garden")
