"""Reading a Pabulib file line by line, so that whatever is wrong is refused with its line.

A file has three sections, META, PROJECTS and VOTES, each with a header line, all separated by `;`.
What cannot be read without guessing is refused with its line number; what is odd but readable
becomes a remark.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping

from adapters.pabulib.amounts import exact_number
from adapters.pabulib.file import WITH_POINTS, PabulibBallot, PabulibProject
from adapters.pabulib.limits import LIMITS, WITHOUT_VALUE
from adapters.pabulib.lines import BallotFileMalformed, TextLines
from domain.tally.ballot_groups import MAX_BALLOTS, MAX_POINTS
from domain.tally.election import MAX_PROJECTS, Amount
from domain.two_languages import InTwoLanguages

_AROUND_A_WORD = "\ufeff \t"
_NEVER_NEGATIVE = ("budget", "min_project_score_threshold")
_STATED_ONCE = ("vote_type", "scoring_fn", "default_score", *_NEVER_NEGATIVE, *LIMITS)
"""What is counted with: two values for one of these would be a guess."""

_COLUMNS_NEEDED = {
    "meta": ("key", "value"),
    "projects": ("project_id", "cost"),
    "votes": ("voter_id", "vote"),
}
_OF_THE_COUNT = ("voter_id", "vote", "points")


class CarefulReading:
    """A file halfway: the line at hand and what was read before it."""

    def __init__(self, lines: TextLines) -> None:
        self._lines = lines
        self._rows = csv.reader(lines, delimiter=";", strict=True)
        self._row: list[str] = []
        self._header: list[str] = []
        self._choices_by_text: dict[str, tuple[str, ...]] = {"": ()}
        self._points_by_text: dict[str, tuple[int, ...]] = {"": ()}
        self.meta: dict[str, str] = {}
        self.projects: dict[str, PabulibProject] = {}
        self.project_columns: tuple[str, ...] = ()
        self.ballots: list[PabulibBallot] = []
        self.line_of_ballot: list[int] = []
        self.remarks: list[InTwoLanguages] = []

    @property
    def ballot_columns(self) -> tuple[str, ...]:
        """The names of the columns of VOTES; there are some after `read_head`."""
        return tuple(self._header)

    def read_head(self) -> None:
        """Everything up to and with the column names of VOTES. Raises `BallotFileMalformed`."""
        if not self._next_line():
            raise self._missing("META")
        if self._section() != "meta":
            raise self._problem("het bestand begint niet met META", "it must begin with META")
        self._read_section("meta", "projects", self._meta_line)
        for name in ("budget", "vote_type"):
            self._required(self.meta, name)
        self._read_section("projects", "votes", self._project_line)
        self._header_line("votes")

    def read_ballots(self) -> None:
        """The lines of VOTES, to the end. Raises `BallotFileMalformed`."""
        others = [at for at, name in enumerate(self._header) if name not in _OF_THE_COUNT]
        while self._next_line():
            section = self._section()
            if section is not None:
                raise self._misplaced("niets", "nothing", section)
            self._ballot_line(others)

    @property
    def vote_type(self) -> str:
        """What kind of ballots these are, in lower case; known after `read_head`."""
        return self.meta["vote_type"].lower()

    @property
    def default_score(self) -> int:
        """The points for a project that a ballot with scores does not name."""
        return int(self.amount_in_meta("default_score")) if self.vote_type == "scoring" else 0

    def amount_in_meta(self, name: str) -> Amount:
        """A number that META states; 0 where it says nothing."""
        return self._stated(self.meta, name) or 0

    def _read_section(self, name: str, following: str, take_line: Callable[[], None]) -> None:
        """The lines of a section, up to the one that begins the following section."""
        self._header_line(name)
        if name == "projects":
            self.project_columns = tuple(self._header)
        while self._next_line():
            section = self._section()
            if section == following:
                return
            if section is not None:
                raise self._misplaced(following, following, section)
            take_line()
        raise self._missing(following.upper())

    def _next_line(self) -> bool:
        """Go to the next line that is not blank; false at the end."""
        try:
            for row in self._rows:
                if any(row) and not (len(row) == 1 and row[0].isspace()):
                    self._row = row
                    return True
        except csv.Error as error:
            raise self._problem(
                f"de velden of aanhalingstekens: {error}", f"its fields or quotes: {error}"
            ) from error
        return False

    def _section(self) -> str | None:
        """The section that the line at hand begins, or none."""
        if len(self._row) != 1:
            return None
        word = self._row[0].strip(_AROUND_A_WORD).lower()
        return word if word in _COLUMNS_NEEDED else None

    def _header_line(self, section: str) -> None:
        """The line with column names that follows the name of a section."""
        if not self._next_line():
            raise self._problem("de kolomnamen ontbreken", "the column names are missing")
        self._header = [name.strip().lower() for name in self._row]
        if len(set(self._header)) != len(self._header):
            raise self._problem("een kolom staat er twee keer", "a column is named twice")
        points = section == "votes" and self.vote_type in WITH_POINTS
        for name in (*_COLUMNS_NEEDED[section], *(("points",) if points else ())):
            if name not in self._header and section != "meta":
                raise self._problem(f"{name} ontbreekt", f"{name} is missing")

    def _meta_line(self) -> None:
        """One key and its value; a value may hold an unquoted `;`."""
        key, *values = self._row
        name, value = key.strip().lower(), ";".join(values).strip()
        if self.meta.get(name, value) != value:
            if name in _STATED_ONCE:
                raise self._problem(f"{name} staat er al", f"{name} is there twice")
            self.remarks.append(
                InTwoLanguages(
                    f"{name} staat er meer dan eens; de laatste blijft staan",
                    f"{name} is there more than once; the last one is kept",
                )
            )
        self.meta[name] = value
        if name in _NEVER_NEGATIVE and (self._stated(self.meta, name) or 0) < 0:
            raise self._problem(f"{name} is lager dan nul", f"{name} is below zero")
        if name == "default_score" and value.lower() not in WITHOUT_VALUE:
            self._whole_points(value)

    def _project_line(self) -> None:
        """One project, with a price above zero and an id of its own."""
        columns = dict(zip(self._header, self._fields(), strict=True))
        project_id = self._required(columns, "project_id")
        if project_id in self.projects:
            raise self._problem(f"project {project_id} staat er al", f"{project_id} is there twice")
        if len(self.projects) == MAX_PROJECTS:
            raise self._problem("er zijn te veel projecten", "there are too many projects")
        price = self._amount(self._required(columns, "cost"))
        if price <= 0:
            raise self._problem(
                f"de prijs {price} is niet hoger dan nul", f"the price {price} is not above zero"
            )
        selected = self._stated(columns, "selected")
        self.projects[project_id] = PabulibProject(
            project_id=project_id,
            price=price,
            name=columns.get("name") or None,
            votes=self._stated(columns, "votes"),
            score=self._stated(columns, "score"),
            selected=None if selected is None else int(selected),
            columns=columns,
        )

    def _ballot_line(self, others: list[int]) -> None:
        """One voter's ballot; nothing approved is a ballot too."""
        if len(self.ballots) == MAX_BALLOTS:
            raise self._problem("er zijn te veel stembiljetten", "there are too many ballots")
        fields, header = self._fields(), self._header
        choices = self._choices(fields[header.index("vote")])
        points = None
        if "points" in header:
            points = self._points(fields[header.index("points")])
            if len(points) != len(choices):
                raise self._problem(
                    f"{len(points)} keer punten bij {len(choices)} projecten",
                    f"{len(points)} points for {len(choices)} projects",
                )
        voter_id = fields[header.index("voter_id")]
        if not voter_id:
            raise self._problem("voter_id ontbreekt", "voter_id is missing")
        rest = tuple([fields[at] for at in others])
        self.ballots.append(PabulibBallot(voter_id, choices, points, rest))
        self.line_of_ballot.append(self._lines.number)

    def _fields(self) -> list[str]:
        """The values of the line at hand, one for each column."""
        values, missing = self._row, len(self._header) - len(self._row)
        if missing < 0 and any(values[len(self._header) :]):
            raise self._problem(
                f"{len(values)} velden bij {len(self._header)} kolommen",
                f"{len(values)} fields for {len(self._header)} columns",
            )
        return [value.strip() for value in values[: len(self._header)]] + [""] * missing

    def _choices(self, text: str) -> tuple[str, ...]:
        """The ids of a ballot, checked once for each different text."""
        if text not in self._choices_by_text:
            choices = tuple(_split(text))
            if len(set(choices)) != len(choices):
                raise self._problem("een project staat er twee keer", "it names a project twice")
            for each in choices:
                if each not in self.projects:
                    raise self._problem(
                        f"project {each} bestaat niet", f"there is no project {each}"
                    )
            self._choices_by_text[text] = choices
        return self._choices_by_text[text]

    def _points(self, text: str) -> tuple[int, ...]:
        """The points of a ballot, checked once for each different text."""
        if text not in self._points_by_text:
            self._points_by_text[text] = tuple(map(self._whole_points, _split(text)))
        return self._points_by_text[text]

    def _whole_points(self, text: str) -> int:
        points = self._amount(text)
        if not isinstance(points, int) or not 0 <= points <= MAX_POINTS:
            raise self._problem(
                f"{text[:40]!r} is geen heel aantal punten van 0 tot {MAX_POINTS}",
                f"{text[:40]!r} is not a whole number of points from 0 to {MAX_POINTS}",
            )
        return points

    def _required(self, values: Mapping[str, str], name: str) -> str:
        value = values.get(name, "")
        if not value:
            raise self._problem(f"{name} ontbreekt", f"{name} is missing")
        return value

    def _stated(self, values: Mapping[str, str], name: str) -> Amount | None:
        value = values.get(name, "")
        return None if value.lower() in WITHOUT_VALUE else self._amount(value)

    def _amount(self, text: str) -> Amount:
        """A number with a decimal point or comma, exactly."""
        amount = exact_number(text)
        if amount is None:
            raise self._problem(f"{text[:40]!r} is geen getal", f"{text[:40]!r} is not a number")
        return amount

    def _problem(self, dutch: str, english: str) -> BallotFileMalformed:
        return self._lines.problem(dutch, english)

    def _misplaced(self, dutch: str, english: str, section: str) -> BallotFileMalformed:
        return self._problem(
            f"hier hoort {dutch} te staan, niet {section}",
            f"this is the place of {english}, not {section}",
        )

    def _missing(self, section: str) -> BallotFileMalformed:
        return self._problem(f"het deel {section} ontbreekt", f"section {section} is missing")


def _split(text: str) -> list[str]:
    return [part for each in text.split(",") if (part := each.strip())]
