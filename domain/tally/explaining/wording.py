"""How the tally speaks of projects, voters and money, in Dutch and in English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from domain.tally.election import Amount
from domain.two_languages import InTwoLanguages


@dataclass(frozen=True, slots=True)
class Denomination:
    """How an election's amounts are said: `sign` before them, `subunits` of them to one.

    Rounds of ours count cents of a euro: `Denomination("€", 100)`.
    """

    sign: str = ""
    subunits: int = 1

    def down(self, amount: Amount) -> InTwoLanguages:
        """The amount in words, rounded down to hundredths."""
        return self._said(floor(Fraction(amount, self.subunits) * 100))

    def up(self, amount: Amount) -> InTwoLanguages:
        """The amount in words, rounded up to hundredths."""
        return self._said(ceil(Fraction(amount, self.subunits) * 100))

    def _said(self, hundredths: int) -> InTwoLanguages:
        whole, rest = divmod(hundredths, 100)
        number = f"{whole:,}.{rest:02d}" if rest else f"{whole:,}"
        english = f"{self.sign} {number}".strip()
        return InTwoLanguages(english.translate(str.maketrans(",.", ".,")), english)


PLAIN = Denomination()
PROJECT = InTwoLanguages("project", "project")


@dataclass(frozen=True, slots=True)
class Wording:
    """What the sentences call things.

    `noun` is what a project is called, after "dit" and "this". `points` has the points by project
    where these were counted, and `minimum` what a project needed of them, or of votes.
    """

    denomination: Denomination = PLAIN
    noun: InTwoLanguages = PROJECT
    points: Mapping[str, int] | None = None
    minimum: int = 0

    def voters(self, project_id: str, votes: int) -> InTwoLanguages:
        """Who chose the project: "3 stemmers kozen dit project", or what points they gave it."""
        one = votes == 1
        dutch, english = self.noun.dutch, self.noun.english
        if self.points is None:
            return InTwoLanguages(
                f"1 stemmer koos dit {dutch}" if one else f"{votes} stemmers kozen dit {dutch}",
                f"1 voter chose this {english}" if one else f"{votes} voters chose this {english}",
            )
        given = self.points[project_id]
        points = InTwoLanguages(
            "1 punt" if given == 1 else f"{given} punten",
            "1 point" if given == 1 else f"{given} points",
        )
        return InTwoLanguages(
            f"1 stemmer gaf dit {dutch} {points.dutch}"
            if one
            else f"{votes} stemmers gaven dit {dutch} samen {points.dutch}",
            f"1 voter gave this {english} {points.english}"
            if one
            else f"{votes} voters gave this {english} {points.english} together",
        )


PROJECTS = Wording()
