"""What a ballot box answers when it cannot look, and when it is asked again."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

import pytest

from application.ballot_box import BallotBox
from application.log import LogCrowded, LogUnavailable, Outcome, Recorded, Submission
from application.refusals import RETRY_AFTER_SECONDS, CommandIdReused, LogUnreachable, TooBusy
from application.streams import RememberedStreams
from domain.ballot import BallotAlreadyCast
from tests.fakes.log import InMemoryBallotLog, InMemoryLog
from tests.scenarios.town import Town


class LogOutOfReach(InMemoryLog):
    """A main log that cannot be reached."""

    def stream(self, stream: str, after_version: int = -1) -> list[Recorded]:
        """Nothing is answered within the bound."""
        raise LogUnavailable


class FullBallotLog(InMemoryBallotLog):
    """A ballot log at which too many wait already."""

    def append(self, submissions: Sequence[Submission]) -> list[Outcome]:
        """Nobody else is let in."""
        raise LogCrowded


def an_open_round() -> Town:
    """A round on one proposal, and a first ballot."""
    town = Town().with_money()
    town.admit("garden", 100)
    town.open_round(["garden"], budget=100)
    town.cast(1, "garden")
    return town


def test_a_ballot_box_that_cannot_read_its_round_says_to_come_back_later() -> None:
    ballots = InMemoryBallotLog()
    town = an_open_round()
    town.box = BallotBox(ballots, RememberedStreams(LogOutOfReach(ballots)), lambda *_: True)
    with pytest.raises(LogUnreachable):
        town.cast(2, "garden")


def test_a_ballot_box_with_too_long_a_queue_says_when_to_come_back() -> None:
    town = an_open_round()
    town.box = BallotBox(FullBallotLog(), town.streams, lambda *_: True)
    with pytest.raises(TooBusy) as busy:
        town.cast(2, "garden")
    assert busy.value.values == {"seconds": RETRY_AFTER_SECONDS}


def test_a_second_ballot_is_refused_as_such_also_when_it_is_sent_again_after_the_tally() -> None:
    town = an_open_round()
    command_id = uuid4()
    with pytest.raises(BallotAlreadyCast):
        town.cast(1, "garden", command_id=command_id)
    town.close_round()
    town.tally()
    with pytest.raises(BallotAlreadyCast):
        town.cast(1, "garden", command_id=command_id)


def test_an_id_that_was_used_is_refused_as_such_also_for_a_ballot_beyond_the_limits() -> None:
    town = an_open_round()
    command_id = uuid4()
    town.cast(2, "garden", command_id=command_id)
    with pytest.raises(CommandIdReused):
        town.cast(2, "elsewhere", command_id=command_id)
