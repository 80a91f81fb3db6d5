"""Figures on applicants and recipients of every year, worked out at most once a minute."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from adapters.house import House
from adapters.web.pictures import WIDTH
from adapters.web.reading import every_line
from projections.dossier import ProposalDossier
from projections.participation import Participation, participation
from projections.questions import PAGE

FRESH_SECONDS = 60.0
"""Every dossier of every year is looked at: for whoever asks, that is often enough."""


class RecentParticipation:
    """The figures of all years that were opened. Who asks while they are worked out waits."""

    def __init__(self, house: House, clock: Callable[[], float] = time.monotonic) -> None:
        self._house = house
        self._clock = clock
        self._lock = Lock()
        self._known: tuple[Participation, ...] = ()
        self._known_at: float | None = None

    def years(self) -> tuple[Participation, ...]:
        """The figures, the first year first."""
        with self._lock:
            now = self._clock()
            if self._known_at is None or now - self._known_at > FRESH_SECONDS:
                self._known, self._known_at = self._worked_out(), now
            return self._known

    def _worked_out(self) -> tuple[Participation, ...]:
        views = self._house.views
        applied: frozenset[str] = frozenset()
        found: list[Participation] = []
        for year in sorted(each.year for each in views.years() if each.opened is not None):

            def after(path: str, limit: int, of: int = year) -> list[ProposalDossier]:
                return views.proposals(of, after=path, limit=limit)

            figures, applied = participation(year, every_line(after, PAGE), applied)
            found.append(figures)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class ShareInPicture:
    """A part of a whole as a bar, and in whole percents, rounded down."""

    width: int
    percent: int


def share_of(part: int | None, whole: int | None) -> ShareInPicture | None:
    """A part of a whole; None where either is not told, or there is nothing."""
    if part is None or not whole:
        return None
    return ShareInPicture(part * WIDTH // whole, part * 100 // whole)
