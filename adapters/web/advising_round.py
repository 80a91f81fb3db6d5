"""Whether the outcome of the round that a proposal stood in advises on the decision about it."""

from __future__ import annotations

from starlette.requests import Request

from adapters.web.reading import house_of, rules_under
from domain.regulation_guards import outcome_is_advice
from domain.voting_round import RoundStatus
from projections.dossier import ProposalDossier


def is_advised_by_round(request: Request, dossier: ProposalDossier) -> bool:
    """Whether people voted on it, there is an outcome, and a decision may depart from that."""
    place = dossier.round
    found = house_of(request).views.round(place.round_id) if place else None
    if found is None or found.status is not RoundStatus.TALLIED or found.has_no_outcome:
        return False
    began_under = found.regulation.regulation_id if found.regulation else None
    return found.misses_quorum or outcome_is_advice(rules_under(request, began_under))
