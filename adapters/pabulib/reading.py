"""Reading a Pabulib file line by line.

A file has three sections, META, PROJECTS and VOTES, each with a header line, all separated by `;`.
What cannot be read without guessing is refused with its line number; what is odd but readable
becomes a remark.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path

from adapters.pabulib.file import PabulibBallot, PabulibFile, PabulibProject, Remark
from domain.errors import MALFORMED, NOT_FOUND, Refusal
from domain.tally.ballot_groups import MAX_BALLOTS
from domain.tally.election import MAX_PROJECTS, Amount, exact

MAX_BYTES = 200_000_000

_NUMBER = re.compile(r"[+-]?\d{1,30}([.,]\d{1,15})?", re.ASCII)
_WITHOUT_VALUE = ("", "none")
_AROUND_A_WORD = "\ufeff \t"


class BallotFileMalformed(Refusal):
    code = "ballot_file.malformed"
    status = MALFORMED
    dutch = "Regel {line} van het stembestand klopt niet: {problem_dutch}."
    english = "Line {line} of the ballot file is wrong: {problem_english}."


class BallotFileTooLarge(Refusal):
    code = "ballot_file.too_large"
    status = MALFORMED
    dutch = "Het stembestand is groter dan {limit} bytes."
    english = "The ballot file is larger than {limit} bytes."


class BallotFileNotFound(Refusal):
    code = "ballot_file.not_found"
    status = NOT_FOUND
    dutch = "Er is geen leesbaar stembestand op {path}."
    english = "There is no readable ballot file at {path}."


def read_pabulib(path: Path) -> PabulibFile:
    """Read a file. Raises `BallotFileNotFound`, `BallotFileTooLarge`, `BallotFileMalformed`."""
    if not path.is_file():
        raise BallotFileNotFound(path=str(path))
    if path.stat().st_size > MAX_BYTES:
        raise BallotFileTooLarge(limit=MAX_BYTES)
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return parse_pabulib(lines)
    except OSError as unreadable:
        raise BallotFileNotFound(path=str(path)) from unreadable


def parse_pabulib(lines: Iterable[str]) -> PabulibFile:
    """Read the text of a file, line by line. Raises `BallotFileMalformed`."""
    reading = _Reading(lines)
    sections: dict[str, Callable[[], None]] = {
        "meta": reading.meta_line,
        "projects": reading.project_line,
        "votes": reading.ballot_line,
    }
    waiting = list(sections)
    take_line: Callable[[], None] | None = None
    while reading.next_line():
        word = reading.row[0].strip(_AROUND_A_WORD).lower()
        if len(reading.row) == 1 and word in sections:
            if waiting[:1] != [word]:
                raise reading.problem(
                    f"hier hoort {' of '.join(waiting[:1]) or 'niets'} te staan, niet {word}",
                    f"this is the place of {' or '.join(waiting[:1]) or 'nothing'}, not {word}",
                )
            take_line = sections[waiting.pop(0)]
            reading.header_line()
        elif take_line is None:
            raise reading.problem("het bestand begint niet met META", "it must begin with META")
        else:
            take_line()
    if waiting:
        missing = waiting[0].upper()
        raise reading.problem(f"het deel {missing} ontbreekt", f"section {missing} is missing")
    return reading.file()


def exact_number(text: str) -> Amount | None:
    """A number with a decimal point or comma, exactly; `None` if it is not one, or is too long."""
    return exact(Fraction(text.replace(",", "."))) if _NUMBER.fullmatch(text) else None


_NUMBERS_IN_META = ("budget", "min_project_score_threshold")


class _Reading:
    """A file halfway: the line at hand and what was read before it."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._rows = csv.reader(lines, delimiter=";", strict=True)
        self._header: list[str] = []
        self._meta: dict[str, str] = {}
        self._projects: dict[str, PabulibProject] = {}
        self._ballots: list[PabulibBallot] = []
        self._choices_by_text: dict[str, tuple[str, ...]] = {"": ()}
        self.row: list[str] = []

    def next_line(self) -> bool:
        """Go to the next line that is not blank; false at the end."""
        try:
            for row in self._rows:
                if any(row) and not (len(row) == 1 and row[0].isspace()):
                    self.row = row
                    return True
        except csv.Error as error:
            raise self.problem(f"de aanhalingstekens: {error}", f"its quotes: {error}") from error
        except UnicodeDecodeError as error:
            raise self.problem("dit is geen UTF-8-tekst", "this is not UTF-8 text") from error
        return False

    def problem(self, dutch: str, english: str) -> BallotFileMalformed:
        """The refusal of the line at hand."""
        line = max(self._rows.line_num, 1)
        return BallotFileMalformed(line=line, problem_dutch=dutch, problem_english=english)

    def header_line(self) -> None:
        """The line with column names that follows the name of a section."""
        if not self.next_line():
            raise self.problem("de kolomnamen ontbreken", "the column names are missing")
        self._header = [name.strip().lower() for name in self.row]
        if len(set(self._header)) != len(self._header):
            raise self.problem("een kolom staat er twee keer", "a column is named twice")

    def meta_line(self) -> None:
        """One key and its value; a value may hold an unquoted `;`."""
        key, *value = self.row
        name = key.strip().lower()
        self._meta[name] = ";".join(value).strip()
        if name in _NUMBERS_IN_META and (self._stated(self._meta, name) or 0) < 0:
            raise self.problem(f"{name} is lager dan nul", f"{name} is below zero")

    def project_line(self) -> None:
        """One project, with a price above zero and an id of its own."""
        columns = self._columns()
        project_id = self._required(columns, "project_id")
        if project_id in self._projects:
            raise self.problem(f"project {project_id} staat er al", f"{project_id} is there twice")
        if len(self._projects) == MAX_PROJECTS:
            raise self.problem("er zijn te veel projecten", "there are too many projects")
        price = self._amount(self._required(columns, "cost"))
        if price <= 0:
            raise self.problem(
                f"de prijs {price} is niet hoger dan nul", f"the price {price} is not above zero"
            )
        selected = self._stated(columns, "selected")
        self._projects[project_id] = PabulibProject(
            project_id=project_id,
            price=price,
            name=columns.get("name"),
            votes=self._stated(columns, "votes"),
            score=self._stated(columns, "score"),
            selected=None if selected is None else int(selected),
            columns=columns,
        )

    def ballot_line(self) -> None:
        """One voter's ballot; nothing approved is a ballot too."""
        if len(self._ballots) == MAX_BALLOTS:
            raise self.problem("er zijn te veel stembiljetten", "there are too many ballots")
        columns = self._columns()
        choices = self._choices(columns.get("vote", ""))
        points = None
        if "points" in self._header:
            written = _split(columns.get("points", ""))
            points = tuple(self._amount(each) for each in written)
            if len(points) != len(choices):
                raise self.problem(
                    f"{len(points)} keer punten bij {len(choices)} projecten",
                    f"{len(points)} points for {len(choices)} projects",
                )
        self._ballots.append(PabulibBallot(self._required(columns, "voter_id"), choices, points))

    def file(self) -> PabulibFile:
        """Everything together, after the last line."""
        return PabulibFile(
            meta=self._meta,
            budget=self._amount(self._required(self._meta, "budget")),
            vote_type=self._required(self._meta, "vote_type").lower(),
            minimum_votes=self._stated(self._meta, "min_project_score_threshold") or 0,
            projects=tuple(self._projects.values()),
            ballots=tuple(self._ballots),
            remarks=tuple(_remarks(self._meta, self._projects, self._ballots)),
        )

    def _columns(self) -> dict[str, str]:
        values, missing = self.row, len(self._header) - len(self.row)
        if missing < 0 and any(values[len(self._header) :]):
            raise self.problem(
                f"{len(values)} velden bij {len(self._header)} kolommen",
                f"{len(values)} fields for {len(self._header)} columns",
            )
        return {name: value.strip() for name, value in zip(self._header, values, strict=False)}

    def _choices(self, text: str) -> tuple[str, ...]:
        """The ids of a ballot, checked once for each different text."""
        if text not in self._choices_by_text:
            choices = tuple(_split(text))
            if len(set(choices)) != len(choices):
                raise self.problem("een project staat er twee keer", "it names a project twice")
            unknown = [each for each in choices if each not in self._projects]
            if unknown:
                raise self.problem(
                    f"project {unknown[0]} bestaat niet", f"there is no project {unknown[0]}"
                )
            self._choices_by_text[text] = choices
        return self._choices_by_text[text]

    def _required(self, values: Mapping[str, str], name: str) -> str:
        value = values.get(name, "")
        if not value:
            raise self.problem(f"{name} ontbreekt", f"{name} is missing")
        return value

    def _stated(self, values: Mapping[str, str], name: str) -> Amount | None:
        value = values.get(name, "")
        return None if value.lower() in _WITHOUT_VALUE else self._amount(value)

    def _amount(self, text: str) -> Amount:
        """A number with a decimal point or comma, exactly."""
        amount = exact_number(text)
        if amount is None:
            raise self.problem(f"{text[:40]!r} is geen getal", f"{text[:40]!r} is not a number")
        return amount


def _split(text: str) -> list[str]:
    return [part for each in text.split(",") if (part := each.strip())]


def _remarks(
    meta: Mapping[str, str],
    projects: Mapping[str, PabulibProject],
    ballots: list[PabulibBallot],
) -> Iterator[Remark]:
    """What the file says about itself and is not so."""
    for name, found in (("num_projects", len(projects)), ("num_votes", len(ballots))):
        if meta.get(name, str(found)) != str(found):
            yield Remark(
                f"{name} is {meta[name]}, maar er zijn er {found}",
                f"{name} is {meta[name]}, but there are {found}",
            )
    voters = len({ballot.voter_id for ballot in ballots})
    if voters < len(ballots):
        yield Remark(
            f"{len(ballots)} stembiljetten van {voters} verschillende stemmers",
            f"{len(ballots)} ballots by {voters} different voters",
        )
    counted = Counter(choice for ballot in ballots for choice in ballot.choices)
    for project in projects.values():
        if project.votes not in (None, counted[project.project_id]):
            yield Remark(
                f"project {project.project_id}: {counted[project.project_id]} stemmen geteld, "
                f"{project.votes} vermeld",
                f"project {project.project_id}: {counted[project.project_id]} votes counted, "
                f"{project.votes} stated",
            )
