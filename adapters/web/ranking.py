"""The ranking by points, for its page, the work on a dossier, and the API."""

from __future__ import annotations

from functools import cache, partial
from typing import Any

from starlette.requests import Request

from adapters.web.forms import Form
from adapters.web.reading import every_proposal, rules_under
from domain.proposal import ProposalStatus
from domain.ranking import ranks_by_points
from projections.dossier import ProposalDossier
from projections.points_ranking import RankedPoints, is_advised_now, lines_to_rank, ranked_by_points

POINTS = "points_"
"""Before the name of a criterion: the field with its points."""


def points_in(form: Form) -> tuple[dict[str, Any], ...]:
    """The points that were typed, by criterion."""
    names = [name.removeprefix(POINTS) for name in form.values if name.startswith(POINTS)]
    return tuple(
        {"criterion": name, "points": form.number(f"{POINTS}{name}")} for name in sorted(names)
    )


def ranking_of(request: Request, year: int, wijk: str) -> list[RankedPoints]:
    """What has points in a wijk and year, in order."""
    rules_of = cache(partial(rules_under, request))
    with_points = (each for each in every_proposal(request, year, wijk) if each.points)
    return ranked_by_points(with_points, rules_of)


def ranking_fields(request: Request, dossier: ProposalDossier) -> dict[str, Any]:
    """What the work on a dossier needs: whether points order its decision, and what gets them."""
    rules = rules_under(request, dossier.regulation_id)
    is_ranked = ranks_by_points(rules) and not is_advised_now(dossier)
    is_open = dossier.status is ProposalStatus.IN_HANDLING and dossier.decision is None
    titles = {each.activity_id: each.title for each in dossier.activities}
    gets_points = is_ranked and is_open
    lines = lines_to_rank(dossier, rules) if gets_points else []
    return {
        "is_ranked": is_ranked,
        "lines_to_rank": [(name or "", titles.get(name or "", dossier.title)) for name, _ in lines],
        "ranking_criteria": rules.ranking.criteria if rules.ranking else (),
    }
