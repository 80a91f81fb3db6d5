"""The page that says on how many elections our counts agree with others, rule by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from tests.real_files.oracle.by_definition import MAXIMIN_PROJECTS_MAX
from tests.real_files.oracle.cases import Case
from tests.real_files.oracle.counters import PABUTOOLS, TIMED_OUT, Result

OTHERS = ("plain", "definition", "pabutools")
NOT_YET, OURS_TIMED_OUT = "not yet", f"ours: {TIMED_OUT}"
NOT_APPLICABLE = "not applicable"
KINDS = ("agreed", "differing", TIMED_OUT, OURS_TIMED_OUT, NOT_YET, NOT_APPLICABLE)

HEAD = """# Agreement with other counters

Every rule, utility and completion, on real elections: the same winners in the same order? Generated
by `make agreement` on {day}; not written by hand.

* **Ours**: what `wijkkas tally` counts with, on the day this page was made.
* **Plain**: our own plain exact arithmetic, which needs nothing but fractions to be read
  (`count_plainly`). What is fast in ours, equal shares, has to give the same. The other rules have
  no fast way: there ours is the same code, and the two others are what tells.
* **By definition**: each rule as its authors define it, in plain fractions, every project looked at
  every time (`tests/real_files/oracle/by_definition.py`). It shares no counting code with ours.
  Maximin support for at most {subsets} projects, since it looks at every subset.
* **pabutools** {version} with exact fractions, in a process and environment of its own.

A case is agreed when the winners and their order are the same, differing when not. Nothing is left
out of the numbers: what no counter finished is not confirmed. A case that timed out did so after
the seconds of processor time that stand with it; the next run can give it more.

What the others answered is kept in `tests/real_files/oracle/kept`: per file, by the digest
of its bytes, winners in order, cost and seconds, without a ballot. `make test-real` counts every
case with ours and compares; `make agreement` asks the others only what is not kept.
"""

NOTES = """## Where the rules leave room

* Raising shares without end (`add1`) ends in ours once every project that has votes is bought;
  pabutools would go on. It is stopped there.
* `exhaustive` stops once no project *that has votes* could be added. This is pabutools'
  `voter_budget_increment`; its `exhaustion_by_budget_increase` also waits for projects without
  votes.
* Phragmén of pabutools also elects projects without any votes when all of them fit, and lists its
  winners by name. They are noted as they are elected, and those without votes left out.
* Under cost and cardinality utility, a project that a ballot names is approved, whatever points or
  rank it has there.
* Where ballots are an order without points, the last of a ballot gets one point and each before it
  one more. Pabutools' own Borda measure gives the last none; it is given the points instead.
* Ties go by project id as text in all of them.
"""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One case of one file, by us and by the others; `None` where one has not come to it."""

    file: str
    case: Case
    ours: Result
    plain: Result | None
    definition: Result | None
    pabutools: Result | None

    def verdict(self, other: Result | None) -> str:
        """`agreed`, `differing`, `timed out`, `not yet`, or the reason why there is no answer.

        `ours: ` stands before a reason of our own.
        """
        if other is None:
            return NOT_YET
        if self.ours.winners is None:
            return f"ours: {self.ours.why}"
        if other.winners is None:
            return other.why
        return "agreed" if self.ours.winners == other.winners else "differing"

    @property
    def confirmed(self) -> bool:
        """One that shares no counting code with ours finished, and none at all differs."""
        independent = {self.verdict(self.definition), self.verdict(self.pabutools)}
        return "agreed" in independent and not self.differing

    @property
    def differing(self) -> bool:
        """Some other counter elects others, or in another order."""
        others = (self.plain, self.definition, self.pabutools)
        return "differing" in {self.verdict(each) for each in others}


MEMORY = """\
Where more time was given and memory ran out, the seconds of the try before stand: on Budapest VIII
pabutools took 23 GB for `exhaustive` with cost utility, and as much as it was given with the other.
"""


def page(comparisons: Sequence[Comparison], day: date) -> str:
    """The whole page in Markdown."""
    files = len({each.file for each in comparisons})
    confirmed = sum(each.confirmed for each in comparisons)
    sections = [
        HEAD.format(day=day, version=PABUTOOLS.split(",")[0], subsets=MAXIMIN_PROJECTS_MAX),
        f"**{confirmed} of {len(comparisons)}** cases on {files} elections are confirmed by at "
        f"least one counter that shares no code with ours; "
        f"**{sum(each.differing for each in comparisons)}** differ.\n",
        "\n".join(_pairs(comparisons)),
        "\n".join(_table(comparisons)),
        NOTES,
        "\n".join(_differing(comparisons)),
        "\n".join(_reasons(comparisons)),
        "\n".join(_timed_out(comparisons)),
        "\n".join(_unconfirmed(comparisons)),
    ]
    return "\n".join(sections)


def _pairs(comparisons: Sequence[Comparison]) -> Iterator[str]:
    """How many pairs of ours and another there are, and what came of them."""
    columns = ("agreed", "differing", TIMED_OUT, NOT_YET, NOT_APPLICABLE)
    yield f"| ours and | {' | '.join(columns)} |"
    yield "|---|--:|--:|--:|--:|--:|"
    for name in OTHERS:
        counted = Counter(
            _kind(each.verdict(attrgetter(name)(each))).removeprefix("ours: ")
            for each in comparisons
        )
        yield f"| {name} | {' | '.join(str(counted[each]) for each in columns)} |"
    yield ""


def _table(comparisons: Sequence[Comparison]) -> Iterator[str]:
    yield "| rule, utility, completion | files | confirmed | plain | by definition | pabutools |"
    yield "|---|--:|--:|---|---|---|"
    for name in dict.fromkeys(each.case.name for each in comparisons):
        some = [each for each in comparisons if each.case.name == name]
        confirmed = sum(each.confirmed for each in some)
        others = (
            _numbers(each.verdict(other(each)) for each in some)
            for other in map(attrgetter, OTHERS)
        )
        yield f"| {name} | {len(some)} | {confirmed} | {' | '.join(others)} |"
    yield ""


def _numbers(verdicts: Iterable[str]) -> str:
    counted = Counter(map(_kind, verdicts))
    return ", ".join(f"{counted[each]} {each}" for each in KINDS if counted[each])


def _kind(verdict: str) -> str:
    """A verdict, with every reason why there is no answer taken together."""
    return verdict if verdict in KINDS else NOT_APPLICABLE


def _differing(comparisons: Iterable[Comparison]) -> Iterator[str]:
    yield "## Differing\n"
    differences = [each for each in comparisons if each.differing]
    if not differences:
        yield "None.\n"
    for each in differences:
        yield f"* `{each.file}`, {each.case.name}"
        for name in ("ours", *OTHERS):
            result = attrgetter(name)(each)
            if result is not None and result.winners is not None:
                yield f"  * {name}: {', '.join(result.winners)}"


def _reasons(comparisons: Iterable[Comparison]) -> Iterator[str]:
    yield "## Not applicable, and why\n"
    yield "| counter | why | cases |"
    yield "|---|---|--:|"
    reasons: Counter[tuple[str, str]] = Counter()
    for each in comparisons:
        for name in ("ours", *OTHERS):
            result = attrgetter(name)(each)
            if result is not None and result.winners is None and result.why != TIMED_OUT:
                reasons[name, result.why] += 1
    for (name, why), number in sorted(reasons.items()):
        yield f"| {name} | {why} | {number} |"
    yield ""


def _timed_out(comparisons: Iterable[Comparison]) -> Iterator[str]:
    """By counter and the seconds it was given."""
    yield "## Timed out, and after how many seconds\n"
    yield MEMORY
    found: dict[tuple[str, float], dict[str, list[str]]] = {}
    for each in comparisons:
        for name in ("ours", *OTHERS):
            result: Result | None = attrgetter(name)(each)
            if result is not None and result.why == TIMED_OUT:
                files = found.setdefault((name, result.seconds), {})
                files.setdefault(each.file, []).append(each.case.name)
    if not found:
        yield "None.\n"
    for (name, seconds), files in sorted(found.items()):
        yield f"{name}, {seconds:.0f} s: {sum(map(len, files.values()))}\n"
        for file, cases in sorted(files.items()):
            yield f"* `{file}`: {', '.join(cases)}"
        yield ""


def _unconfirmed(comparisons: Iterable[Comparison]) -> Iterator[str]:
    """The cases that no counter without our code has finished."""
    yield "## Not confirmed by a counter that shares no code with ours\n"
    cases: dict[str, list[str]] = {}
    for each in comparisons:
        if not each.confirmed:
            cases.setdefault(each.case.name, []).append(f"`{each.file}`")
    if not cases:
        yield "None."
    for case, files in cases.items():
        yield f"* {case}: {', '.join(files)}"
    yield ""
