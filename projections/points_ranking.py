"""The order of what has points, where no board advised: what pages and API show of it.

Points count on the version that they were given on, and activities that are gone have none. Where a
board's advice stands on that version, no other points count. Equals
share a place: nothing decides between them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from domain.money import Money
from domain.ranking import Standing, ranks_by_points, standing_of
from domain.regulation_contents import Regulation
from projections.dossier import ProposalDossier
from projections.dossier_advice import PointsInDossier

RulesOf = Callable[[str | None], Regulation]
"""The rules by the id of the regulation that a proposal was submitted under."""


@dataclass(frozen=True, slots=True)
class RankedPoints:
    """What has points, what it asks, and its place, counted from 1."""

    dossier: ProposalDossier
    given: PointsInDossier
    asked: Money
    place: int


def lines_to_rank(dossier: ProposalDossier, rules: Regulation) -> list[tuple[str | None, Money]]:
    """What of a proposal gets points, and what it asks: each activity, or the whole as None."""
    if rules.ranking and rules.ranking.per_activity and dossier.activities:
        return [(each.activity_id, each.asked_cents) for each in dossier.activities]
    return [(None, dossier.amount_cents)]


def is_advised_now(dossier: ProposalDossier) -> bool:
    """Whether a board's advice stands on it, or on an activity of it, as it reads now."""
    names = {each.activity_id for each in dossier.activities}
    standing = [each for each in dossier.advice if each.lapsed is None]
    lines = [each for each in standing if each.activity_id in names] or [
        each for each in standing if each.activity_id is None
    ]
    return any(each.proposal_version == dossier.version for each in lines)


def ranked_by_points(dossiers: Iterable[ProposalDossier], rules_of: RulesOf) -> list[RankedPoints]:
    """Everything with points that are of what is asked now, the first in order first."""
    lines = [line for dossier in dossiers for line in _lines(dossier, rules_of)]
    lines.sort(key=lambda line: line[0])
    found: list[RankedPoints] = []
    for _, equals in groupby(lines, key=lambda line: line[0]):
        place = len(found) + 1
        found += [RankedPoints(dossier, given, asked, place) for _, dossier, given, asked in equals]
    return found


def _lines(
    dossier: ProposalDossier, rules_of: RulesOf
) -> Iterator[tuple[Standing, ProposalDossier, PointsInDossier, Money]]:
    rules = rules_of(dossier.regulation_id)
    if not ranks_by_points(rules) or is_advised_now(dossier):
        return
    asked = dict(lines_to_rank(dossier, rules))
    for given in dossier.points:
        if given.activity_id in asked and given.proposal_version == dossier.version:
            points = Fraction(given.weighted_points, given.weighted_points_max)
            standing = standing_of(
                rules, dossier.applicant_kind, points, has_support=dossier.supporters > 0
            )
            yield standing, dossier, given, asked[given.activity_id]
