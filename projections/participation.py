"""Who applies for the first time, and how much goes to the largest recipients: figures of a year.

"Us knows us" is seen in figures, never in people. Nothing is told of fewer than ten people, nor of
a group whose remainder would be fewer than ten: whoever knows one of them could tell the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from domain.money import Money
from domain.proposal import ProposalStatus
from projections.dossier import ProposalDossier

FEWEST = 10
"""The fewest people that a figure is about."""
LARGEST = 10
"""Of how many largest recipients together the share is told: of fewer it would tell too much."""


@dataclass(frozen=True, slots=True)
class LargestRecipients:
    """What so many recipients with the most money got together."""

    number: int
    amount: Money


@dataclass(frozen=True, slots=True)
class Participation:
    """Figures of a year; None where they would tell of too few people."""

    year: int
    applicants: int | None
    first_time: int | None
    recipients: int | None
    granted: Money | None
    largest: tuple[LargestRecipients, ...]


def told(number: int) -> int | None:
    """A number of people, unless it is of too few; nobody is told as nobody."""
    return number if number == 0 or number >= FEWEST else None


def participation(
    year: int, dossiers: Iterable[ProposalDossier], known: frozenset[str]
) -> tuple[Participation, frozenset[str]]:
    """The figures of a year, and everyone who applied up to and including it. `known` are those who
    applied for an earlier year. What nobody said is theirs does not count.
    """
    applicants: set[str] = set()
    granted: Counter[str] = Counter()
    for dossier in dossiers:
        if dossier.status is ProposalStatus.UNCONFIRMED:
            continue
        applicants.update(dossier.applicants)
        if dossier.granted_cents:
            granted[dossier.applicant_id] += dossier.granted_cents.cents
    amounts = sorted(granted.values(), reverse=True)
    are_many = told(len(amounts)) is not None
    return Participation(
        year=year,
        applicants=told(len(applicants)),
        first_time=first_time_told(len(applicants - known), len(applicants)),
        recipients=told(len(amounts)),
        granted=Money(sum(amounts)) if are_many else None,
        largest=largest_told(amounts),
    ), known | applicants


def first_time_told(first_time: int, applicants: int) -> int | None:
    """How many applied for the first time, unless they or the others are too few."""
    others = told(applicants - first_time)
    return None if others is None else told(first_time)


def largest_told(amounts: list[int]) -> tuple[LargestRecipients, ...]:
    """The largest recipients together, where at least ten others are left."""
    if len(amounts) - LARGEST < FEWEST:
        return ()
    return (LargestRecipients(LARGEST, Money(sum(amounts[:LARGEST]))),)
