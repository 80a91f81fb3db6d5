"""The files of closed rounds, as pages, API and command line give them to anyone."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import BoundedSemaphore, Lock

from adapters.closed_round.contents import RoundNames, ballot_file_of
from adapters.closed_round.recounting import file_name
from adapters.house import House
from adapters.line_titles import titles_of_lines
from adapters.pabulib.writing import write_pabulib
from application.closed_round import ClosedPapers, closed_papers, closed_round
from domain.errors import UNAVAILABLE, Refusal

FILES_MAX = 8
AT_WORK_MAX = 4
"""Who may make a file or wait for one at a time: making takes seconds, and anyone may ask."""
RETRY_AFTER_SECONDS = 10


class RoundFilesUnderWay(Refusal):
    code = "round_file.under_way"
    status = UNAVAILABLE
    dutch = "Er worden al bestanden gemaakt. Probeer het over {seconds} seconden opnieuw."
    english = "Files are being made already. Try again in {seconds} seconds."


@dataclass(frozen=True, slots=True)
class RoundFile:
    """A file: its name, its bytes (UTF-8), and their SHA-256 as hex."""

    name: str
    content: bytes = field(repr=False)
    digest: str


class RoundFiles:
    """The files that were asked for before: a closed round changes no more, but names may be erased
    from the vault, and are then out of the file as well.
    """

    def __init__(self, house: House) -> None:
        self._house = house
        self._lock = Lock()
        self._making = Lock()
        self._at_work = BoundedSemaphore(AT_WORK_MAX)
        self._known: OrderedDict[str, tuple[object, RoundFile]] = OrderedDict()

    def of(self, round_id: str) -> RoundFile:
        """The file of a round. Raises `VotingRoundUnknown`, `BallotsSealed`, `BallotListChanged`,
        and `RoundFilesUnderWay` when too many wait for a file that has to be made.

        Whether the round is closed is asked of the log each time, never of what is remembered.
        """
        papers = closed_papers(round_id, self._house.log)
        made_from = (papers, self._names(papers))
        if file := self._remembered(round_id, made_from):
            return file
        if not self._at_work.acquire(blocking=False):
            raise RoundFilesUnderWay(seconds=RETRY_AFTER_SECONDS)
        try:
            with self._making:
                return self._remembered(round_id, made_from) or self._made(round_id, made_from)
        finally:
            self._at_work.release()

    def _remembered(self, round_id: str, made_from: object) -> RoundFile | None:
        with self._lock:
            known, file = self._known.get(round_id, (None, None))
            if file is None or known != made_from:
                return None
            self._known.move_to_end(round_id)
            return file

    def _made(self, round_id: str, made_from: tuple[ClosedPapers, RoundNames]) -> RoundFile:
        file = self._file(round_id, made_from[1])
        with self._lock:
            self._known[round_id] = (made_from, file)
            self._known.move_to_end(round_id)
            if len(self._known) > FILES_MAX:
                self._known.popitem(last=False)
        return file

    def _file(self, round_id: str, names: RoundNames) -> RoundFile:
        found = closed_round(round_id, self._house.log, self._house.ballot_box.counting)
        content = write_pabulib(ballot_file_of(found, names))
        return RoundFile(file_name(round_id), content, hashlib.sha256(content).hexdigest())

    def _names(self, found: ClosedPapers) -> RoundNames:
        views = self._house.views
        opened = found.opened
        year = views.year(opened.year)
        division = year.division if year else None
        return RoundNames(
            municipality=division.municipality if division else f"GM{opened.wijk[2:6]}",
            wijk=(year.name_of(opened.wijk) if year else None) or opened.wijk,
            titles=titles_of_lines(self._house, opened.candidates),
        )
