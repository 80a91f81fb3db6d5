"""Which residents' initiatives go before a formal one now, as pages and API tell it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from domain.precedence import OF_RESIDENTS, has_priority
from domain.proposal import ProposalStatus
from domain.regulation_contents import Regulation
from projections.dossier import ProposalDossier

RulesOf = Callable[[str | None], Regulation]


def is_formal_and_waits(dossier: ProposalDossier, rules_of: RulesOf) -> bool:
    """Whether it still has to be decided on, under a regulation that lets residents go first."""
    is_formal = dossier.applicant_kind not in OF_RESIDENTS
    return is_formal and _waits(dossier) and has_priority(rules_of(dossier.regulation_id))


def going_first(dossiers: Iterable[ProposalDossier], rules_of: RulesOf) -> list[ProposalDossier]:
    """Of the dossiers of one wijk and year, the initiatives that what is left must pay for."""
    return [
        each
        for each in dossiers
        if each.applicant_kind in OF_RESIDENTS
        and _waits(each)
        and each.round is None
        and not each.reserved_cents
        and has_priority(rules_of(each.regulation_id))
    ]


def _waits(dossier: ProposalDossier) -> bool:
    return dossier.status is ProposalStatus.IN_HANDLING and dossier.decision is None
