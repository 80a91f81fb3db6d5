"""The order of what a board advised on: by weighted points, in the way that the regulation has.

Where the regulation lets residents' initiatives go before formal ones, or demonstrated support
first, points only order what is alike in that. Equals share a place: nothing decides between them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from domain.ranking import Standing, standing_of
from domain.regulation_contents import Regulation
from projections.dossier import ProposalDossier
from projections.dossier_advice import AdviceInDossier


@dataclass(frozen=True, slots=True)
class RankedAdvice:
    """An advice and its place, counted from 1; None for what the board advises against."""

    dossier: ProposalDossier
    advice: AdviceInDossier
    place: int | None


def ranked(
    dossiers: Iterable[ProposalDossier], rules_of: Callable[[str | None], Regulation]
) -> list[RankedAdvice]:
    """Every advice that stands, in order; what is advised against stands last, without a place.

    `rules_of` gives the rules by the id of the regulation that a proposal was submitted under.
    """
    lines = [
        (_standing(dossier, advice, rules_of(dossier.regulation_id)), dossier, advice)
        for dossier in dossiers
        for advice in dossier.advice
        if advice.lapsed is None
    ]
    favoured = sorted((line for line in lines if line[2].favourable), key=lambda line: line[0])
    found: list[RankedAdvice] = []
    for _, equals in groupby(favoured, key=lambda line: line[0]):
        place = len(found) + 1
        found += [RankedAdvice(dossier, advice, place) for _, dossier, advice in equals]
    against = sorted((line for line in lines if not line[2].favourable), key=lambda line: line[0])
    return found + [RankedAdvice(dossier, advice, None) for _, dossier, advice in against]


def _standing(dossier: ProposalDossier, advice: AdviceInDossier, rules: Regulation) -> Standing:
    points = Fraction(advice.weighted_points, advice.weighted_points_max or 1)
    kind, has_support = dossier.applicant_kind, dossier.supporters > 0
    return standing_of(rules, kind, points, has_support=has_support)
