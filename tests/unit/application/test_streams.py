"""Streams that are remembered: only what is new is read, within a bound, also between threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from application.log import NewEvent, Submission
from application.streams import Evolve, Reading, RememberedStreams, StreamEvents
from domain import mandate
from domain.event import Event
from domain.event_catalogue import EventUnreadable, payload_of
from domain.mandate import MandateWithdrawn
from tests.fakes.log import InMemoryLog
from tests.unit.application.interrupted_logs import LogBehind
from tests.unit.domain.given import happened


def counted(number: int | None, event: Event) -> int:
    """How many events there were."""
    assert event.TOPIC
    return (number or 0) + 1


COUNTED: Evolve[int] = counted
A_WITHDRAWAL = happened(MandateWithdrawn, mandate_id="mandate-1")


def append(log: LogBehind | InMemoryLog, stream: str, version: int, name: str = "") -> None:
    """One more event in a stream."""
    event = NewEvent(stream, version, name or MandateWithdrawn.TOPIC, payload_of(A_WITHDRAWAL))
    log.append([Submission(uuid4(), b"0" * 32, (event,))])


def a_log(*streams: str) -> LogBehind:
    """A log with one event in each of these streams."""
    log = LogBehind(InMemoryLog())
    for stream in streams:
        append(log, stream, 0)
    return log


class TestReading:
    """A stream as it is in the log now."""

    def test_a_stream_without_events_has_no_state_and_no_version(self) -> None:
        found = RememberedStreams(a_log()).read("a", COUNTED)
        assert (found.name, found.version, found.state) == ("a", -1, None)

    def test_a_stream_is_folded_into_its_state(self) -> None:
        log = a_log("a")
        append(log, "a", 1)
        found = RememberedStreams(log).read("a", COUNTED)
        assert (found.version, found.state) == (1, 2)

    def test_what_was_added_since_is_seen(self) -> None:
        log = a_log("a")
        streams = RememberedStreams(log)
        streams.read("a", COUNTED)
        append(log, "a", 1)
        assert streams.read("a", COUNTED).state == 2

    def test_only_what_was_added_since_is_folded(self) -> None:
        log = a_log("a")
        streams = RememberedStreams(log)
        folded: list[Event] = []

        def noting(number: int | None, event: Event) -> int:
            folded.append(event)
            return counted(number, event)

        streams.read("a", noting)
        append(log, "a", 1)
        streams.read("a", noting)
        assert len(folded) == 2

    def test_an_entry_nobody_can_read_is_never_skipped(self) -> None:
        log = InMemoryLog()
        append(log, "a", 0, name="mandate.danced.v1")
        with pytest.raises(EventUnreadable, match=r"mandate\.danced\.v1"):
            RememberedStreams(log).read("a", COUNTED)


class TestRecalling:
    """For what cannot change any more, the log is not asked again."""

    def test_a_stream_that_was_seen_is_recalled_without_the_log(self) -> None:
        log = a_log("a")
        streams = RememberedStreams(log)
        streams.recall_or_read("a", COUNTED)
        reads = log.stream_reads
        assert streams.recall_or_read("a", COUNTED).state == 1
        assert log.stream_reads == reads

    def test_a_stream_that_did_not_exist_is_looked_up_again(self) -> None:
        log = a_log()
        streams = RememberedStreams(log)
        assert streams.recall_or_read("a", COUNTED).state is None
        append(log, "a", 0)
        assert streams.recall_or_read("a", COUNTED).state == 1


class TestTheBound:
    """Memory does not grow with the log."""

    def test_the_stream_that_was_used_longest_ago_is_forgotten_first(self) -> None:
        log = a_log("a", "b", "c")
        streams = RememberedStreams(log, limit=2)
        for name in ("a", "b", "a", "c"):
            streams.recall_or_read(name, COUNTED)
        reads = log.stream_reads
        streams.recall_or_read("a", COUNTED)
        streams.recall_or_read("c", COUNTED)
        assert log.stream_reads == reads
        streams.recall_or_read("b", COUNTED)
        assert log.stream_reads == reads + 1

    def test_what_was_forgotten_is_read_again_from_the_beginning(self) -> None:
        log = a_log("a", "b")
        append(log, "a", 1)
        streams = RememberedStreams(log, limit=1)
        for name in ("a", "b", "a"):
            streams.read(name, COUNTED)
        assert streams.read("a", COUNTED).state == 2

    def test_many_streams_are_never_all_remembered(self) -> None:
        names = [f"stream-{number}" for number in range(50)]
        log = a_log(*names)
        streams = RememberedStreams(log, limit=10)
        for name in names:
            streams.read(name, COUNTED)
        reads = log.stream_reads
        for name in reversed(names):
            streams.recall_or_read(name, COUNTED)
        assert log.stream_reads - reads == len(names) - 10


class TestBetweenThreads:
    """Nobody sees half a state, or an older one than was there when they asked."""

    def test_states_only_grow_while_others_write_and_forget(self) -> None:
        log = InMemoryLog()
        streams = RememberedStreams(log, limit=2)
        names = ("a", "b", "c")

        def follow(name: str) -> list[tuple[int, int]]:
            seen = []
            for _ in range(150):
                at_least = len(log.stream(name))
                found = streams.read(name, COUNTED)
                seen.append((at_least, found.state or 0))
                assert (found.state or 0) == found.version + 1
            return seen

        def write(name: str) -> None:
            for version in range(150):
                append(log, name, version)

        with ThreadPoolExecutor(9) as pool:
            writers = [pool.submit(write, name) for name in names]
            readers = [pool.submit(follow, name) for name in names * 2]
        for writer in writers:
            writer.result()
        for reader in readers:
            assert all(state >= at_least for at_least, state in reader.result())
        assert [streams.read(name, COUNTED).state for name in names] == [150] * 3


class TestWhatOneDecisionReads:
    """Each stream once, and it knows which."""

    def test_a_stream_is_read_once_for_one_decision(self) -> None:
        log = a_log("mandate:mandate-1")
        read = Reading(RememberedStreams(log))
        first = read.mandate("mandate-1")
        append(log, "mandate:mandate-1", 1)
        assert read.mandate("mandate-1") is first

    def test_it_remembers_every_stream_it_read_also_those_without_events(self) -> None:
        read = Reading(RememberedStreams(a_log("mandate:mandate-1")))
        read.mandate("mandate-1")
        read.proposal("garden")
        assert {seen.stream: seen.version for seen in read.seen()} == {
            "mandate:mandate-1": 0,
            "proposal:garden": -1,
        }

    def test_events_follow_in_the_stream_they_were_decided_on(self) -> None:
        read = Reading(RememberedStreams(a_log("mandate:mandate-1")))
        changes: StreamEvents = read.mandate("mandate-1").gets([A_WITHDRAWAL, A_WITHDRAWAL])
        numbered = list(changes.numbered())
        assert [event.version for event in numbered] == [1, 2]
        assert {event.stream for event in numbered} == {mandate.stream_of("mandate-1")}
