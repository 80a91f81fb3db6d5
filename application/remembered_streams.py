"""Streams as the log has them, folded into states; and states that are remembered."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any, Generic, TypeVar

from application.log import MAX_PAYLOAD_BYTES, Log, NewEvent
from domain.errors import MALFORMED, Refusal
from domain.event import Event, PublicEvent
from domain.event_catalogue import event_from, payload_of

S = TypeVar("S")
Evolve = Callable[[S | None, Event], S | None]

MAX_REMEMBERED_STREAMS = 4_096


class EventTooLarge(Refusal):
    code = "command.too_large"
    status = MALFORMED
    dutch = "Dit is te veel voor één keer. Maak namen korter of lijsten kleiner."
    english = "This is too much at once. Make names shorter or lists smaller."


@dataclass(frozen=True, slots=True)
class Stream(Generic[S]):
    """A stream at the version it was read at (-1: no events yet), folded into its state."""

    name: str
    version: int
    state: S | None

    def gets(self, events: Sequence[Event]) -> StreamEvents:
        """What a handler returns: these events follow in this stream."""
        return StreamEvents(self.name, self.version, tuple(events))


@dataclass(frozen=True, slots=True)
class StreamEvents:
    """Events to append after `version`."""

    stream: str
    version: int
    events: tuple[Event, ...]

    def numbered(self) -> Iterable[NewEvent]:
        """The events with the versions they will have. Raises `EventTooLarge`."""
        for number, event in enumerate(self.events, start=self.version + 1):
            payload = payload_of(event)
            if len(payload) > MAX_PAYLOAD_BYTES:
                raise EventTooLarge()
            yield NewEvent(self.stream, number, event.TOPIC, payload)


class RememberedStreams:
    """States of streams that were read before. Events never change, so only newer ones are read.

    Bounded: the stream that was used longest ago is forgotten first. Safe between threads.
    """

    def __init__(self, log: Log, limit: int = MAX_REMEMBERED_STREAMS) -> None:
        self._log = log
        self._limit = limit
        self._lock = Lock()
        self._states: OrderedDict[str, tuple[int, Any]] = OrderedDict()

    def read(self, name: str, evolve: Evolve[S]) -> Stream[S]:
        """The stream as it is in the log now."""
        version, state = self.recall(name)
        for recorded in self._log.stream(name, after_version=version):
            state = evolve(state, event_from(recorded.name, recorded.payload))
            version = recorded.version
        self._remember(name, version, state)
        return Stream(name, version, state)

    def before(self, name: str, evolve: Evolve[S], moment: datetime) -> S | None:
        """The state of a stream as its events before a moment make it: what is past is fixed."""
        state: S | None = None
        for recorded in self._log.stream(name, after_version=-1):
            event = event_from(recorded.name, recorded.payload)
            if isinstance(event, PublicEvent) and event.at >= moment:
                break
            state = evolve(state, event)
        return state

    def named(self, prefix: str) -> frozenset[str]:
        """The names of the streams that begin so, as the log has them now."""
        return frozenset(each.stream for each in self._log.streams_starting_with(prefix))

    def forget(self) -> None:
        """Forget all: the log may be another than the one that was read."""
        with self._lock:
            self._states.clear()

    def recall_or_read(self, name: str, evolve: Evolve[S]) -> Stream[S]:
        """The stream as last seen, without asking the log; for what cannot change any more."""
        version, state = self.recall(name)
        return Stream(name, version, state) if state is not None else self.read(name, evolve)

    def recall(self, name: str) -> tuple[int, Any]:
        """Version and state of a stream as last seen, without asking the log; -1 if never."""
        with self._lock:
            if name in self._states:
                self._states.move_to_end(name)
            return self._states.get(name, (-1, None))

    def _remember(self, name: str, version: int, state: object) -> None:
        with self._lock:
            known, _ = self._states.get(name, (-1, None))
            if version > known:
                self._states[name] = (version, state)
                self._states.move_to_end(name)
            if len(self._states) > self._limit:
                self._states.popitem(last=False)
