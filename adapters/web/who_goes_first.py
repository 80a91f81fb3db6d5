"""What goes before a proposal, for its page, the work on it, and the API."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial

from starlette.requests import Request

from adapters.web.reading import every_proposal, rules_under
from domain.money import Money, total
from domain.precedence import has_priority, is_formal, ranks_support
from projections.dossier import ProposalDossier
from projections.who_goes_first import (
    RulesOf,
    going_before,
    may_wait_after_objection,
    may_wait_for_others,
)


@dataclass(frozen=True, slots=True)
class GoesBefore:
    """What goes before a proposal; nothing when nothing waits. By which of the two rules."""

    proposals: tuple[ProposalDossier, ...]
    by_residents: bool
    by_support: bool

    @property
    def asked(self) -> Money:
        """What they ask together."""
        return total(each.amount_cents for each in self.proposals)

    def titles(self) -> Iterator[str]:
        """The commitments to their titles."""
        return (each.title for each in self.proposals)


def goes_before(request: Request, dossier: ProposalDossier) -> GoesBefore | None:
    """What goes before it; None where nothing does by its rules, or it was decided on."""
    return _found(request, dossier, may_wait_for_others)


def goes_before_objection(request: Request, dossier: ProposalDossier) -> GoesBefore | None:
    """What goes before more after an objection; None where nothing does by its rules."""
    return _found(request, dossier, may_wait_after_objection)


def _found(
    request: Request,
    dossier: ProposalDossier,
    may_wait: Callable[[ProposalDossier, RulesOf], bool],
) -> GoesBefore | None:
    rules_of = cache(partial(rules_under, request))
    if not may_wait(dossier, rules_of):
        return None
    rules = rules_of(dossier.regulation_id)
    beside = every_proposal(request, dossier.year, dossier.wijk)
    return GoesBefore(
        tuple(going_before(dossier, beside, rules_of)),
        by_residents=has_priority(rules) and is_formal(dossier.applicant_kind),
        by_support=ranks_support(rules) and not dossier.supporters,
    )
