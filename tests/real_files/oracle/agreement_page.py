"""The page that says on how many elections our counts agree with others, rule by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from tests.real_files.oracle.cases import Case
from tests.real_files.oracle.counters import TIMED_OUT, Result

OTHERS = ("plain", "definition", "pabutools")

HEAD = """# Agreement with other counters

Every rule, utility and completion, on real elections: the same winners in the same order? Generated
by `make agreement` on {day}; not written by hand.

* **Ours**: what `wijkkas tally` counts with. Up to {ours:.0f} s per case.
* **Plain**: our own plain exact arithmetic, which needs nothing but fractions to be read. What is
  fast in ours has to give the same. Up to {plain:.0f} s per case.
* **By definition**: each rule as its authors define it, in plain fractions, every project looked at
  every time (`tests/real_files/oracle/by_definition.py`). It shares no counting code with ours. Up
  to {definition:.0f} s per case; maximin support for at most 16 projects, since it looks at every
  subset.
* **pabutools** {version} with exact fractions, in a process and environment of its own. Up to
  {pabutools:.0f} s per case.

A case is agreed when the winners and their order are the same, differing when not. Nothing is left
out of the numbers: what no counter finished is not confirmed.
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
    """One case of one file; `None` where a counter has not come to it."""

    file: str
    case: Case
    ours: Result | None
    plain: Result | None
    definition: Result | None
    pabutools: Result | None

    def verdict(self, other: Result | None) -> str:
        """`agreed`, `differing`, `timed out`, `not yet`, or the reason why there is no answer.

        `ours: ` stands before a reason of our own.
        """
        if self.ours is None or other is None:
            return "not yet"
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


def page(comparisons: Sequence[Comparison], limits: dict[str, float], day: date) -> str:
    """The whole page in Markdown."""
    files = len({each.file for each in comparisons})
    confirmed = sum(each.confirmed for each in comparisons)
    head = HEAD.format(day=day, version="1.2.3", **limits)
    sections = [
        head,
        f"**{confirmed} of {len(comparisons)}** cases on {files} elections are confirmed by at "
        f"least one counter that shares no code with ours; "
        f"**{sum(each.differing for each in comparisons)}** differ.\n",
        _still_to_come(comparisons),
        "\n".join(_table(comparisons)),
        NOTES,
        "\n".join(_differing(comparisons)),
        "\n".join(_reasons(comparisons)),
        "\n".join(_timed_out(comparisons)),
    ]
    return "\n".join(sections)


def _still_to_come(comparisons: Iterable[Comparison]) -> str:
    waiting = sum(
        each.ours is None or each.definition is None or each.pabutools is None
        for each in comparisons
    )
    return f"The comparison goes on: {waiting} cases wait for a counter.\n" if waiting else ""


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
    known = ("agreed", "differing", TIMED_OUT, f"ours: {TIMED_OUT}", "not yet")
    counted = Counter(each if each in known else "not applicable" for each in verdicts)
    order = (*known, "not applicable")
    return ", ".join(f"{counted[each]} {each}" for each in order if counted[each])


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
    """The cases that are not confirmed since the others took too long."""
    yield "## Not confirmed, since the others took too long or have not come to it\n"
    unconfirmed: dict[str, list[str]] = {}
    cases: Counter[str] = Counter()
    for each in comparisons:
        cases[each.file] += 1
        verdicts = (each.verdict(each.definition), each.verdict(each.pabutools))
        waiting = {TIMED_OUT, f"ours: {TIMED_OUT}", "not yet"}
        if not each.confirmed and waiting & set(verdicts):
            unconfirmed.setdefault(each.file, []).append(each.case.name)
    if not unconfirmed:
        yield "None."
    for file, names in sorted(unconfirmed.items()):
        yield f"* `{file}`: {'all' if len(names) == cases[file] else ', '.join(names)}"
    yield ""
