"""A run: clients work, faults strike one after another, the log is held to its promises."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from random import Random

from tests.faults import clients, readers
from tests.faults.calls import Recorder, Verdict
from tests.faults.checker import complaints
from tests.faults.clients import Client, Line, Place, Shared, Wish, addresses
from tests.faults.kinds import KINDS, order_of_faults
from tests.faults.surroundings import SCHEMA, Surroundings
from tests.waiting import soon

Wishes = Callable[[Place, Random, Iterator[int]], Iterator[Wish]]

RECOVERY_SECONDS_MAX = 300.0
"""On a machine that does other work too, the server alone takes a minute to start."""
LOOK_EVERY_SECONDS = 0.3
CALLS_BETWEEN = 4
OVERLAPPING_SHARE = 0.25
LOOKED_AT_EVERY = 10
WHO: Mapping[str, tuple[Wishes, int]] = {
    "proposal": (clients.proposals, 3),
    "need": (clients.needs, 2),
    "ballot": (clients.ballots, 3),
}
"""What is wished for, by the kinds of calls that come of it, and by how many clients at once."""


@dataclass
class Run:
    """One run. `say` hears of each fault; `main` and `ballots` have what clients recorded."""

    around: Surroundings
    seed: int
    say: Callable[[str], None]
    main: Recorder = field(default_factory=Recorder)
    ballots: Recorder = field(default_factory=Recorder)
    struck: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def through(self, faults: int, each_at_least: int) -> list[str]:
        """Let so many faults strike; what there is to complain of, as soon as there is any."""
        luck = Random(self.seed)  # noqa: S311 - the same faults again from the same seed
        over, began = threading.Event(), time.monotonic()
        self.around.keep_running()
        working = self._begin(luck, over)
        try:
            self._wait_for_progress()
            for number, kind in enumerate(order_of_faults(luck, faults, each_at_least), start=1):
                self._strike(number, kind, luck)
                if number % LOOKED_AT_EVERY == 0 and (found := self._complaints()):
                    return found
            self._wait_for_progress()
            assert all(thread.is_alive() for thread in working), "a client gave up"
        finally:
            over.set()
            self.around.keep_running()
            for thread in working:
                thread.join()
            self.seconds = time.monotonic() - began
        return self._complaints()

    def _begin(self, luck: Random, over: threading.Event) -> list[threading.Thread]:
        around = self.around
        from_where, numbers = Shared(addresses()), Shared(count(1))
        work: list[Callable[[], None]] = []
        for kind, (wishes, how_many) in WHO.items():
            recorder = self.ballots if kind == "ballot" else self.main
            for place in range(how_many):
                own = Random(luck.random())  # noqa: S311 - as above
                client = Client(
                    Line(around.address, from_where),
                    recorder,
                    patient=place % 2 == 0,
                    luck=own,
                )
                wished = wishes(around.place, own, numbers)
                work.append(lambda c=client, w=wished: c.work(w, over))  # type: ignore[misc]  # bound now
        auditor = Line(around.address, from_where, "esra")
        work.append(lambda: readers.follow_feed(auditor, self.main, over))
        work.append(lambda: readers.read_replica(lambda: around.replica, SCHEMA, self.main, over))
        threads = [threading.Thread(target=each, daemon=True) for each in work]
        for thread in threads:
            thread.start()
        return threads

    def _strike(self, number: int, kind: str, luck: Random) -> None:
        began = time.monotonic()
        about = KINDS[kind](self.around, luck)
        self.struck[kind] += 1
        if luck.random() >= OVERLAPPING_SHARE:
            self._wait_for_progress()
        took = time.monotonic() - began
        so_far = self.acknowledged().total()
        self.say(f"{number:>4} {kind}: {about} ({took:.1f} s; {so_far} acknowledged)")

    def acknowledged(self) -> Counter[str]:
        """How many calls of each kind by now."""
        return self.main.acknowledged + self.ballots.acknowledged

    def _wait_for_progress(self) -> None:
        """Until each kind of client gets answers again, without anybody doing anything by hand."""
        before = self.acknowledged()

        def waiting() -> list[str]:
            now = self.acknowledged()
            return [kind for kind in WHO if now[kind] < before[kind] + CALLS_BETWEEN]

        def answers_again() -> bool:
            if not waiting():
                return True
            time.sleep(LOOK_EVERY_SECONDS)
            self.around.keep_running()
            return False

        assert soon(answers_again, RECOVERY_SECONDS_MAX), f"no answers any more: {waiting()}"

    def refused(self) -> list[str]:
        """The keys of calls that were refused: none, as long as every client does what it may."""
        calls = [*self.main.calls, *self.ballots.calls]
        return [call.key for call in calls if call.verdict is Verdict.REFUSED]

    def _complaints(self) -> list[str]:
        """About both logs as they are now, of the calls that have ended by now."""
        self.around.keep_running()
        assert soon(self.around.primary.takes_commands), "the primary does not come back"
        main, ballots = list(self.main.calls), list(self.ballots.calls)
        reads = list(self.main.reads)
        node = self.around.primary
        return [
            *complaints(main, readers.main_log(node, SCHEMA), reads),
            *complaints(ballots, readers.ballot_log(node, SCHEMA)),
        ]
