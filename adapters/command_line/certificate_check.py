"""Check who paid what in an outcome, from the ballots and the certificate alone, without counting.

This file stands alone: it needs Python and nothing else, and shares no code with the count.

    python certificate_check.py FILE.pb CERTIFICATE.json

It checks equal shares (mes) and Phragmén (phragmen). It shows that the certificate is about the
very ballots of the file; that each winner is paid to the last cent, only by voters who chose it,
evenly (in proportion to their points, where points count), and by nobody beyond what a voter was
given; that the budget suffices; and that nothing that lost could still be paid. It does not show
that the best offer was taken in each step, how equals were ordered, or that a completion went on
for as long as it could: for that, count again.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

Ballot = frozenset[tuple[str, int]]
Problem = tuple[str, str]

AMOUNT = re.compile(r"\d{1,4000}([./]\d{1,4000})?", re.ASCII)
PROBLEMS = {
    "malformed": ("dit is niet te lezen", "this cannot be read"),
    "rule": ("bij deze telregel is er niets na te gaan", "nothing to check under this rule"),
    "ballots": ("de groepen zijn niet de stembiljetten", "the groups are not the ballots"),
    "given": ("het deel past niet bij het budget", "the share does not go with the budget"),
    "project": ("bestaat niet, of is al gekozen", "does not exist, or was chosen before"),
    "price": ("de prijs is een andere dan in het bestand", "its price is not that of the file"),
    "supporter": ("een betaler koos dit niet", "someone who pays did not choose this"),
    "sum": ("de betalingen zijn samen niet de prijs", "the payments do not add up to the price"),
    "share": ("een stemmer betaalt meer dan het deel", "a voter pays more than the share"),
    "unequal": ("een voorstander betaalt te weinig", "a supporter pays too little"),
    "budget": ("het budget is niet genoeg", "the budget does not suffice"),
    "left": ("kon nog betaald worden", "could still be paid"),
}
"""What can be wrong, in Dutch and in English."""


def check(pb: str, certificate: Any) -> list[Problem]:
    """What is wrong: codes of `PROBLEMS`, each with the project it is about. Empty: all is well."""
    found: list[Problem] = []
    try:
        for problem in _Check(*read(pb), certificate).problems():
            found.append(problem)  # noqa: PERF402 - what was found stays when a later line fails
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, csv.Error):
        found.append(("malformed", ""))
    return found


def read(pb: str) -> tuple[Fraction, dict[str, Fraction], Counter[Ballot]]:
    """Budget, prices, and how often each ballot is in a file: points by project, else 1 each."""
    section, header, meta = "", [""], {"default_score": "0"}
    prices: dict[str, Fraction] = {}
    ballots: Counter[Ballot] = Counter()
    for row in csv.reader(io.StringIO(pb.removeprefix("\ufeff")), delimiter=";"):
        if len(row) == 1 and row[0].strip().upper() in ("META", "PROJECTS", "VOTES"):
            section, header = row[0].strip().upper(), []
        elif any(row) and not header:
            header = [name.strip().lower() for name in row]
        elif any(row) and section == "META":
            meta[row[0].strip().lower()] = row[1].strip()
        elif any(row) and section == "PROJECTS":
            line = dict(zip(header, row, strict=False))
            prices[line["project_id"].strip()] = amount(line["cost"])
        elif any(row):
            ballots[_ballot(dict(zip(header, row, strict=False)), meta, prices)] += 1
    return amount(meta["budget"]), prices, ballots


def _ballot(line: dict[str, str], meta: dict[str, str], prices: dict[str, Fraction]) -> Ballot:
    chosen = [each.strip() for each in line.get("vote", "").split(",") if each.strip()]
    if meta["vote_type"].lower() not in ("cumulative", "scoring", "ordinal"):
        return frozenset((project, 1) for project in chosen)
    points = list(range(len(chosen), 0, -1))
    if "points" in line:
        points = [int(each) for each in line["points"].split(",") if each.strip()]
    given = dict.fromkeys(prices, int(meta["default_score"] or 0))
    given |= dict(zip(chosen, points, strict=True))
    return frozenset((project, each) for project, each in given.items() if each)


def amount(text: object) -> Fraction:
    """A number, a decimal or a fraction, exactly; `ValueError` for anything else."""
    found = str(text).strip().replace(",", ".")
    if not AMOUNT.fullmatch(found):
        raise ValueError(found)
    return Fraction(found)


class _Check:
    """A certificate on its way through the checks: who bought what, and who spent how much."""

    def __init__(
        self,
        budget: Fraction,
        prices: dict[str, Fraction],
        ballots: Counter[Ballot],
        certificate: Any,
    ) -> None:
        self.budget, self.prices, self.ballots = budget, prices, ballots
        self.certificate, self.rule = certificate, certificate["rule"]
        self.share = amount(certificate["share"] or 0)
        self.voters = [int(each["voters"]) for each in certificate["groups"]]
        self.chosen = [_chosen(each) for each in certificate["groups"]]
        self.spent = [Fraction(0)] * len(self.chosen)
        self.bought: set[str] = set()

    def problems(self) -> Iterator[Problem]:
        """All of them, in the order of the certificate."""
        if self.rule not in ("mes", "phragmen"):
            yield "rule", ""
            return
        yield from self._ballots_and_share()
        for purchase in self.certificate["purchases"]:
            yield from self._bought(purchase["project"])
            yield from self._payments(purchase, self._supporters(purchase["project"]))
        for project in self.certificate["added"]:
            yield from self._bought(project)
        if sum(self.prices[project] for project in self.bought) > self.budget:
            yield "budget", ""
        for project in sorted(set(self.prices) - self.bought - set(self.certificate["barred"])):
            yield from self._left(project, self._supporters(project))

    def _ballots_and_share(self) -> Iterator[Problem]:
        claimed: Counter[Ballot] = Counter()
        for at, group in enumerate(self.chosen):
            claimed[frozenset(group.items())] += self.voters[at]
        if claimed != self.ballots or min(self.voters, default=1) < 1:
            yield "ballots", ""
        lowest, raised = self.budget / max(sum(self.voters), 1), self.certificate["raises"] > 0
        of_budget = self.share > lowest if raised else self.share == lowest
        if self.rule == "mes" and self.voters and not of_budget:
            yield "given", ""

    def _bought(self, project: str) -> Iterator[Problem]:
        if project not in self.prices or project in self.bought:
            yield "project", project
        self.bought.add(project)

    def _supporters(self, project: str) -> dict[int, int]:
        return {at: group[project] for at, group in enumerate(self.chosen) if project in group}

    def _payments(self, purchase: Any, supporters: dict[int, int]) -> Iterator[Problem]:
        project, given = purchase["project"], amount(purchase.get("share", self.share))
        paid = {each["group"]: amount(each["each"]) for each in purchase["payments"]}
        if amount(purchase["price"]) != self.prices[project]:
            yield "price", project
        if set(paid) - set(supporters) or len(paid) < len(purchase["payments"]):
            yield "supporter", project
        if sum(each * self.voters[at] for at, each in paid.items()) != self.prices[project]:
            yield "sum", project
        if given > self.share or (self.rule == "mes" and given != self.share):
            yield "given", project
        by_points = self.certificate["utility"] == "points"
        parts = supporters if by_points else dict.fromkeys(supporters, 1)
        full = max((paid.get(at, 0) / Fraction(part) for at, part in parts.items()), default=0)
        for at, part in parts.items():
            self.spent[at] += paid.get(at, 0)
            if self.spent[at] > given:
                yield "share", project
            all_is_asked = self.rule == "phragmen" or paid.get(at, 0) < full * part
            if all_is_asked and self.spent[at] < given:
                yield "unequal", project

    def _left(self, project: str, supporters: dict[int, int]) -> Iterator[Problem]:
        """What lost must not be affordable; under Phragmén it may just not fit any more."""
        votes = sum(self.voters[at] for at in supporters)
        points = sum(self.voters[at] * given for at, given in supporters.items())
        if votes < self.certificate["minimum_votes"] or points < self.certificate["minimum_points"]:
            return
        price = self.prices[project]
        behind = sum((self.share - self.spent[at]) * self.voters[at] for at in supporters)
        room = self.budget - sum(self.prices[each] for each in self.bought)
        waits = self.rule == "phragmen" and (price > self.budget or behind == price > room)
        if votes and behind >= price and not waits:
            yield "left", project


def _chosen(group: Any) -> dict[str, int]:
    points = group.get("points") or [1] * len(group["approved"])
    return dict(zip(group["approved"], points, strict=True))


def trusted(certificate: Any) -> dict[str, object]:
    """What no payment can show, and is taken from the certificate: hold it against the rules."""
    names = ("rule", "utility", "raises", "minimum_votes", "minimum_points", "added", "barred")
    return {name: certificate.get(name) for name in names}


def main(pb: str, certificate: str) -> int:
    """Say what is wrong; 0 when nothing is."""
    written = json.loads(Path(certificate).read_text("utf-8"))
    written = written.get("certificate", written)
    problems = check(Path(pb).read_text("utf-8"), written)
    for code, project in problems:
        dutch, english = PROBLEMS[code]
        sys.stdout.write(f"{code} {project}: {dutch} / {english}\n")
    sys.stdout.write(f"{'FOUT / WRONG' if problems else 'GOED / CORRECT'} {trusted(written)}\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
