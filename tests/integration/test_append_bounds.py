"""What is too large or malformed is refused before it reaches a log; what just fits is stored."""

from __future__ import annotations

from dataclasses import replace

import pytest

from application.log import (
    MAX_PAYLOAD_BYTES,
    Accepted,
    Fence,
    NewEvent,
    Refused,
    StreamVersion,
    Submission,
)
from application.log_bounds import MAX_NAME_CHARACTERS, MAX_REFUSAL_CHARACTERS
from tests.integration.logs import KINDS, Logs, logs_for
from tests.integration.submissions import ROUND, ballot, command, events, open_round

LONG = "x" * (MAX_NAME_CHARACTERS + 1)
ENTRY = NewEvent("a", 0, "thing.happened.v1", b"")
OPENED = open_round().opens
SAYS_WHAT = r"a (ballot|batch|command|fingerprint|name|payload|refus)|versions|only ballots"


@pytest.fixture(params=KINDS)
def logs(request: pytest.FixtureRequest) -> Logs:
    """Two empty logs, of each kind there is."""
    return logs_for(request)


@pytest.fixture(params=KINDS)
def untouched(request: pytest.FixtureRequest) -> Logs:
    """The same, where what is tried leaves them empty."""
    return logs_for(request, "shared_partition")


MAIN: dict[str, list[Submission]] = {
    "a payload too long": [command(replace(ENTRY, payload=bytes(MAX_PAYLOAD_BYTES + 1)))],
    "a stream's name too long": [command(replace(ENTRY, stream=LONG))],
    "a stream without a name": [command(replace(ENTRY, stream=""))],
    "a name with a NUL": [command(replace(ENTRY, name="a\0b"))],
    "half a surrogate pair": [command(replace(ENTRY, stream="\ud800"))],
    "a version below zero": [command(replace(ENTRY, version=-1))],
    "a version that no column holds": [command(replace(ENTRY, version=2**31))],
    "a stream read with a long name": [command(ENTRY, read=(StreamVersion(LONG, 0),))],
    "a command without events": [command()],
    "a command with events and a refusal": [command(ENTRY, refusal="a.b")],
    "a refusal without a text": [command(refusal="")],
    "a refusal with a NUL": [command(refusal="a\0b")],
    "a refusal too long": [command(refusal="x" * (MAX_REFUSAL_CHARACTERS + 1))],
    "a refusal that opens a fence": [command(refusal="a.b", opens=OPENED)],
    "a fence with a long name": [
        command(ENTRY, opens=replace(OPENED, name=LONG) if OPENED else None)
    ],
    "a fence to stand inside": [replace(command(ENTRY), inside=ROUND)],
    "a long actor": [replace(command(ENTRY), actor=LONG)],
    "a fingerprint of another length": [replace(command(ENTRY), fingerprint=b"short")],
    "501 events in a command": [command(*events("a", 0, 501))],
    "1,001 commands": [command(ENTRY) for _ in range(1_001)],
    "10,001 events": [command(*events(f"a{i}", 0, 477)) for i in range(21)],
}
BALLOTS: dict[str, list[Submission]] = {
    "a ballot outside any fence": [replace(ballot("a"), inside=None)],
    "a ballot with an actor": [replace(ballot("a"), actor="someone")],
    "a ballot with a command's name": [replace(ballot("a"), command="ballot.cast")],
    "a ballot that reads a stream": [replace(ballot("a"), unchanged=(StreamVersion("b", 0),))],
    "a ballot that opens a fence": [replace(ballot("a"), opens=OPENED)],
    "1,001 ballots": [ballot("a") for _ in range(1_001)],
}


@pytest.mark.parametrize("batch", MAIN.values(), ids=MAIN)
def test_the_main_log_takes_nothing_beyond_its_bounds(
    untouched: Logs, batch: list[Submission]
) -> None:
    with pytest.raises(ValueError, match=SAYS_WHAT):
        untouched.main.append([command(*events("fine", 0)), *batch][-1_001:])
    assert untouched.main.next_position() == 0


@pytest.mark.parametrize("batch", BALLOTS.values(), ids=BALLOTS)
def test_the_ballot_log_takes_nothing_beyond_its_bounds(
    untouched: Logs, batch: list[Submission]
) -> None:
    with pytest.raises(ValueError, match=SAYS_WHAT):
        untouched.ballots.append(batch)


def test_what_just_fits_is_stored(logs: Logs) -> None:
    name = "é" * MAX_NAME_CHARACTERS
    widest = NewEvent(name, 0, name, bytes(MAX_PAYLOAD_BYTES))
    opens = Fence(name, OPENED.opens_at, None) if OPENED else None
    assert logs.main.append([command(widest, opens=opens)]) == [Accepted(0, 0)]
    batch = [command(*events(f"a{i}", 0, 10)) for i in range(1_000)]
    assert logs.main.append(batch)[-1] == Accepted(9_991, 10_000)
    assert logs.main.append([command(*events("b", 0, 500))]) == [Accepted(10_001, 10_500)]
    refused = command(refusal="é" * MAX_REFUSAL_CHARACTERS)
    assert logs.main.append([refused]) == [Refused("é" * MAX_REFUSAL_CHARACTERS)]
    ballots = [ballot("é" * 200, i, inside=name) for i in range(1_000)]
    assert logs.ballots.append(ballots)[-1] == Accepted(999, 999)
