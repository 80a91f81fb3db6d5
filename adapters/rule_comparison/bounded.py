"""Counting for the pages: in a process of its own, with an end to its time and its memory.

Some rules may take long on ballots that somebody sends. So they are counted where it can be ended,
after everything else that this machine has to do, and a few at a time. Nothing is written to disk.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import chain
from multiprocessing.connection import Connection
from threading import BoundedSemaphore
from typing import TypeAlias

from adapters.pabulib.reading import pabulib_from_bytes
from adapters.rule_comparison.subject import Compared, Subject, compared, subject_of_file
from domain.errors import MALFORMED, UNAVAILABLE, Refusal
from domain.tally.election import Election

FILE_BYTES_MAX = 5_000_000
BALLOTS_TIMES_PROJECTS_MAX = 20_000_000
NAMES_MAX = 500
NAME_CHARACTERS_MAX = 200
SECONDS_MAX = 20.0
MEMORY_BYTES_MAX = 1_500_000_000
AT_ONCE_MAX = 2
_LAST_IN_LINE = 10

MakeSubject: TypeAlias = Callable[[], Subject]


class ComparisonTooLarge(Refusal):
    code = "comparison.too_large"
    status = MALFORMED
    dutch = (
        "{ballots} stembiljetten over {projects} voorstellen zijn te veel voor deze pagina. "
        "Op de opdrachtregel kan het wel: wijkkas compare BESTAND.pb."
    )
    english = (
        "{ballots} ballots over {projects} projects are too many for this page. "
        "The command line can do it: wijkkas compare FILE.pb."
    )


class ComparisonNamesTooMany(Refusal):
    code = "comparison.names_too_many"
    status = MALFORMED
    dutch = (
        "Deze pagina toont ten hoogste {names} categorieën en gebieden samen, en namen en nummers "
        "van ten hoogste {characters} tekens. Op de opdrachtregel kan het wel: "
        "wijkkas compare BESTAND.pb."
    )
    english = (
        "This page shows at most {names} categories and areas together, and names and numbers of "
        "at most {characters} characters. The command line can do it: wijkkas compare FILE.pb."
    )


class FileTooLargeForPage(Refusal):
    code = "comparison.file_too_large"
    status = 413
    dutch = (
        "Dit bestand is groter dan {megabytes} MB: te groot voor deze pagina. "
        "Op de opdrachtregel kan het wel: wijkkas compare BESTAND.pb."
    )
    english = (
        "This file is larger than {megabytes} MB: too large for this page. "
        "The command line can do it: wijkkas compare FILE.pb."
    )


class ComparisonTooHeavy(Refusal):
    code = "comparison.too_heavy"
    dutch = (
        "Tellen vraagt meer tijd of geheugen dan deze pagina heeft. Kies minder telregels, of "
        "tel op de opdrachtregel: wijkkas compare BESTAND.pb."
    )
    english = (
        "Counting takes more time or memory than this page has. Choose fewer voting rules, or "
        "count on the command line: wijkkas compare FILE.pb."
    )


class ComparisonsUnderWay(Refusal):
    code = "comparison.under_way"
    status = UNAVAILABLE
    dutch = "Er lopen al vergelijkingen. Probeer het over {seconds} seconden opnieuw."
    english = "Comparisons are under way already. Try again in {seconds} seconds."


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one comparison may take."""

    seconds: float = SECONDS_MAX
    memory_bytes: int = MEMORY_BYTES_MAX
    ballots_times_projects: int = BALLOTS_TIMES_PROJECTS_MAX


BOUNDS = Bounds()
_at_once = BoundedSemaphore(AT_ONCE_MAX)


def subject_of_bytes(data: bytes, names: tuple[str, ...]) -> Subject:
    """The subject of a file that was sent. Raises what reading it raises."""
    return subject_of_file(pabulib_from_bytes(data), names)


def guard_file_size(data: bytes) -> None:
    """Raise `FileTooLargeForPage` for a file that the pages do not take."""
    if len(data) > FILE_BYTES_MAX:
        raise FileTooLargeForPage(megabytes=FILE_BYTES_MAX // 1_000_000)


def compare_bounded(make_subject: MakeSubject, bounds: Bounds = BOUNDS) -> Compared:
    """Make the subject and compare it, elsewhere. `make_subject` must be picklable.

    Raises `ComparisonTooLarge`, `ComparisonTooHeavy`, `ComparisonsUnderWay`, and the refusals of
    making and comparing.
    """
    if not _at_once.acquire(blocking=False):
        raise ComparisonsUnderWay(seconds=int(bounds.seconds))
    try:
        return _elsewhere(make_subject, bounds)
    finally:
        _at_once.release()


def _elsewhere(make_subject: MakeSubject, bounds: Bounds) -> Compared:
    spawning = multiprocessing.get_context("spawn")
    ours, theirs = spawning.Pipe(duplex=False)
    process = spawning.Process(target=_count, args=(theirs, make_subject, bounds), daemon=True)
    with ours:
        process.start()
        theirs.close()
        try:
            answer = ours.recv() if ours.poll(bounds.seconds) else None
        except EOFError:  # it ended without an answer, for lack of memory
            answer = None
        finally:
            process.kill()
            process.join()
            process.close()
    match answer:
        case Compared():
            return answer
        case (refusal, values):
            raise refusal(**values)
        case _:
            raise ComparisonTooHeavy()


def _count(answer_to: Connection, make_subject: MakeSubject, bounds: Bounds) -> None:
    """What the other process does. A refusal is sent as its class and its values."""
    os.nice(_LAST_IN_LINE)
    resource.setrlimit(resource.RLIMIT_DATA, (bounds.memory_bytes, bounds.memory_bytes))
    seconds = int(bounds.seconds) + 1  # of the processor, if nobody is there to end it
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    try:
        subject = make_subject()
        guard_size(subject.election, bounds)
        guard_names(subject)
        answer_to.send(compared(subject))
    except Refusal as refusal:
        answer_to.send((type(refusal), refusal.values))
    except MemoryError:
        answer_to.send(None)


def guard_size(election: Election, bounds: Bounds = BOUNDS) -> None:
    """Raise `ComparisonTooLarge` for more ballots and projects than the pages count."""
    projects = len(election.projects)
    if election.voters * projects > bounds.ballots_times_projects:
        raise ComparisonTooLarge(ballots=election.voters, projects=projects)


def guard_names(subject: Subject) -> None:
    """Raise `ComparisonNamesTooMany` for more than a page can show: every category and area is a
    line of its table, and the id of a project stands there once for each two variants.
    """
    categories = {name for each in subject.facts.values() for name in each.categories}
    areas = {name for each in subject.facts.values() for name in each.areas}
    ids = (project.project_id for project in subject.election.projects)
    longest = max(map(len, chain(categories, areas, ids)), default=0)
    if len(categories) + len(areas) > NAMES_MAX or longest > NAME_CHARACTERS_MAX:
        raise ComparisonNamesTooMany(names=NAMES_MAX, characters=NAME_CHARACTERS_MAX)


def already_made(subject: Subject) -> MakeSubject:
    """For a subject that is there: nothing is left to make."""
    return partial(_itself, subject)


def _itself(subject: Subject) -> Subject:
    return subject
