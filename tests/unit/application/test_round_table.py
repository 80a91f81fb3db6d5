"""Every state of a voting round against every command about it: each cell says what happens.

Written from the story of a round, and not from the handlers: a row is a command, a cell the event
that follows or the code of the refusal.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from application.streams import Reading, RememberedStreams
from domain.errors import Refusal
from domain.event import PublicEvent
from domain.round_procedure import Quorum, QuorumMissed, RoundProcedure
from tests.architecture.sources import ROOT
from tests.scenarios.town import Town

Step = Callable[[Town], object]
DAY = timedelta(days=1)
QUORUM = Quorum(least_ballots=2, extended_days=3, when_missed=QuorumMissed.NO_OUTCOME)


def opening(town: Town, procedure: RoundProcedure | None = None) -> object:
    """A round that begins in two days, and ends in ten."""
    return town.open_round(
        ["garden"],
        4_000_00,
        closes_at=town.now + 10 * DAY,
        opens_at=town.now + 2 * DAY,
        procedure=procedure or RoundProcedure(quiet_days=1, extension_days_max=30),
    )


def opening_with_a_quorum(town: Town) -> object:
    """The same, with a quorum that it goes on for once."""
    return opening(town, RoundProcedure(quorum=QUORUM, extension_days_max=30))


def later(days: int) -> Step:
    """Days go by."""

    def pass_by(town: Town) -> None:
        town.now += days * DAY

    return pass_by


COMMANDS: dict[str, Step] = {
    "OpenVotingRound": opening,
    "CastBallot": lambda town: town.cast(7, "garden"),
    "ExtendVotingRound": lambda town: town.extend_round(town.now + 12 * DAY),
    "CloseVotingRound": lambda town: town.close_round(),
    "TallyVotingRound": lambda town: town.tally(),
}
TO_ENDED: tuple[Step, ...] = (opening, later(2), COMMANDS["CastBallot"], later(8))
TO_TOO_FEW: tuple[Step, ...] = (opening_with_a_quorum, later(10))
STATES: dict[str, tuple[Step, ...]] = {
    "nothing": (),
    "announced": TO_ENDED[:1],
    "open": TO_ENDED[:2],
    "extended": (*TO_ENDED[:2], COMMANDS["ExtendVotingRound"]),
    "ended": TO_ENDED,
    "closed": (*TO_ENDED, COMMANDS["CloseVotingRound"]),
    "tallied": (*TO_ENDED, COMMANDS["CloseVotingRound"], COMMANDS["TallyVotingRound"]),
    "too few": TO_TOO_FEW,
    "once more": (*TO_TOO_FEW, COMMANDS["CloseVotingRound"]),
    "too few again": (*TO_TOO_FEW, COMMANDS["CloseVotingRound"], later(3)),
    "no outcome": (
        *(*TO_TOO_FEW, COMMANDS["CloseVotingRound"], later(3)),
        *(COMMANDS["CloseVotingRound"], COMMANDS["TallyVotingRound"]),
    ),
}
UNKNOWN = ("nothing",)
VOTING = ("open", "extended", "once more")
OVER = ("ended", "too few", "too few again")
DONE = ("closed", "tallied", "no outcome")


def cells(*parts: tuple[tuple[str, ...], str]) -> dict[str, str]:
    """A row: states, and what happens in them."""
    return {state: answer for states, answer in parts for state in states}


NOT_OPEN, NOT_CLOSED = "voting_round.not_open", "voting_round.not_closed"
TABLE: dict[str, dict[str, str]] = {
    "OpenVotingRound": cells(
        (UNKNOWN, "voting_round.opened"),
        (("announced", *VOTING, *OVER, *DONE), "voting_round.already_opened"),
    ),
    "CastBallot": cells(
        (UNKNOWN, "voting_round.unknown"),
        (VOTING, "ballot.cast"),
        (("announced", *OVER, *DONE), NOT_OPEN),
    ),
    "ExtendVotingRound": cells(
        (UNKNOWN, "voting_round.unknown"),
        (VOTING, "voting_round.extended"),
        (("announced", *OVER, *DONE), NOT_OPEN),
    ),
    "CloseVotingRound": cells(
        (UNKNOWN, "voting_round.unknown"),
        (VOTING, "voting_round.closing_too_early"),
        (("announced", *DONE), NOT_OPEN),
        (("ended", "too few again"), "voting_round.closed"),
        (("too few",), "voting_round.extended"),
    ),
    "TallyVotingRound": cells(
        (UNKNOWN, "voting_round.unknown"),
        (("announced", *VOTING, *OVER), NOT_CLOSED),
        (("closed",), "voting_round.tallied"),
        (("tallied", "no outcome"), "voting_round.already_tallied"),
    ),
}


def town_in(state: str) -> Town:
    """A town whose round stands in a state."""
    town = Town().with_money()
    town.admit("garden", 4_000_00)
    for step in STATES[state]:
        step(town)
    return town


def test_no_cell_is_left_empty() -> None:
    assert TABLE.keys() == COMMANDS.keys()
    for command, row in TABLE.items():
        assert row.keys() == STATES.keys(), command


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("command", COMMANDS)
def test_the_cell(state: str, command: str) -> None:
    town = town_in(state)
    before = town.log.next_position(), town.ballot_log.next_position()
    try:
        COMMANDS[command](town)
    except Refusal as refusal:
        answer = refusal.code
        after = town.log.next_position(), town.ballot_log.next_position()
        assert after == before, "a refusal leaves no event"
    else:
        answer = name_of_first(town, *before)
    assert answer == TABLE[command][state]


def name_of_first(town: Town, main: int, ballots: int) -> str:
    """The first event that a command left, without its version."""
    if town.ballot_log.next_position() > ballots:
        return town.ballot_log.read(ballots)[0].name.rpartition(".v")[0]
    first = town.events(main)[0]
    assert isinstance(first, PublicEvent)
    return first.TOPIC.rpartition(".v")[0]


def test_the_picture_in_the_architecture_has_every_command_of_the_table() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    drawn = re.search(r'state "voting round" as round \{(.*?)\n    \}', text, re.DOTALL)
    assert drawn is not None
    assert set(re.findall(r": (\w+)", drawn[1])) == set(COMMANDS)


class TestABallotInAnExtendedRound:
    def test_enters_after_the_moment_at_which_voting_was_to_end(self) -> None:
        town = town_in("extended")
        town.now += 9 * DAY
        town.cast(1, "garden")
        town.now += 3 * DAY
        with pytest.raises(Refusal, match="not_open"):
            town.cast(2, "garden")

    def test_of_before_the_extension_counts_beside_one_of_after_it(self) -> None:
        town = town_in("too few")
        town.now -= DAY
        town.cast(1, "garden")
        town.now += DAY
        town.close_round()
        town.cast(2, "garden")
        town.now += 3 * DAY
        town.close_round()
        town.tally()
        found = Reading(RememberedStreams(town.log)).voting_round("round-1").state
        assert found is not None
        assert (found.ballots, found.winners) == (2, ("garden",))
