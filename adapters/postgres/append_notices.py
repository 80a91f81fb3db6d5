"""What is told in this process about appends to the main log: to readers that wait, and to metrics.

A notice is a hint and comes after the transaction. The ballot log gives none about a ballot that it
took: a count of ballots by time would be an interim count, and would give each place in the order
of the ballots a time. It only tells that it was too crowded to take one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from adapters.journal import journal
from application.log import Outcome

JOURNAL = "wijkkas.log"


@dataclass(frozen=True, slots=True)
class Appended:
    """One group of commands was classified and stored together, in this many seconds."""

    outcomes: Sequence[Outcome]
    seconds: float


class AppendListener(Protocol):
    """Hears of appends, in the thread that appended: it must be quick."""

    def appended(self, appended: Appended) -> None:
        """A group of commands has its outcomes."""

    def crowded(self, log: str) -> None:
        """The `main` or `ballot` log sent commands away: too many wait."""


class AppendNotices:
    """Passes notices on to all who listen. A listener that fails harms no append."""

    def __init__(self) -> None:
        self._listeners: tuple[AppendListener, ...] = ()

    def tell(self, listener: AppendListener) -> None:
        """Tell this listener, too, from now on."""
        self._listeners = (*self._listeners, listener)

    def appended(self, outcomes: Sequence[Outcome], seconds: float) -> None:
        """A group was appended."""
        notice = Appended(outcomes, seconds)
        self._to_all(lambda listener: listener.appended(notice))

    def crowded(self, log: str) -> None:
        """Commands were sent away from the `main` or `ballot` log."""
        self._to_all(lambda listener: listener.crowded(log))

    def _to_all(self, tell: Callable[[AppendListener], None]) -> None:
        for listener in self._listeners:
            try:
                tell(listener)
            except Exception as problem:
                journal(JOURNAL).error("log.listener_failed", failure=type(problem).__name__)
