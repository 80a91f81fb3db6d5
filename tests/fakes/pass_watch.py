"""A watch over fetched voting passes in memory, which counts and tells like the other one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from threading import Lock

from application.pass_watch import PassFetch
from domain.fetched_passes import PassSignal, minute_of


class FakePassWatch:
    """Knows networks in the clear, and is gone with the test. `closed` has the closed rounds."""

    def __init__(self) -> None:
        self.noted: list[PassFetch] = []
        self.closed: set[str] = set()
        self.forgot: list[datetime] = []
        self._told: dict[tuple[str, str], PassFetch] = {}
        self._lock = Lock()

    def note(self, fetch: PassFetch) -> None:
        """Count one pass more."""
        with self._lock:
            if fetch.round_id in self.closed:
                return
            self.noted.append(fetch)
            period = self._period(fetch)
            together = [
                each
                for each in self.noted
                if (each.round_id, each.network) == (fetch.round_id, fetch.network)
                and period - 1 <= self._period(each) <= period
            ]
            if len(together) >= fetch.rule.passes_from_one_address:
                self._told.setdefault((fetch.round_id, fetch.network), fetch)

    @staticmethod
    def _period(fetch: PassFetch) -> int:
        return minute_of(fetch.moment) // fetch.rule.within_minutes

    def forget(self, moment: datetime) -> None:
        """It is gone with the test, and remembers when it was asked to."""
        self.forgot.append(moment)

    def signals(self, round_ids: Iterable[str]) -> Mapping[str, PassSignal]:
        """What was told of these rounds."""
        found: dict[str, PassSignal] = {}
        for round_id in round_ids:
            told = [fetch for (told_of, _), fetch in self._told.items() if told_of == round_id]
            if told:
                rule = told[0].rule
                found[round_id] = PassSignal(
                    round_id, len(told), rule.passes_from_one_address, rule.within_minutes
                )
        return found
