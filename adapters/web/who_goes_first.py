"""What goes before a proposal, for its page, the work on it, and the API."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial

from starlette.requests import Request

from adapters.web.reading import every_proposal, rules_under
from domain.money import Money, total
from projections.dossier import ProposalDossier
from projections.who_goes_first import going_first, is_formal_and_waits


@dataclass(frozen=True, slots=True)
class GoesBefore:
    """The residents' initiatives that go before a formal proposal; none when none waits."""

    initiatives: tuple[ProposalDossier, ...]

    @property
    def asked(self) -> Money:
        """What they ask together."""
        return total(each.amount_cents for each in self.initiatives)

    def titles(self) -> Iterator[str]:
        """The commitments to their titles."""
        return (each.title for each in self.initiatives)


def goes_before(request: Request, dossier: ProposalDossier) -> GoesBefore | None:
    """What goes before it; None where nothing does by its rules, or it was decided on."""
    rules_of = cache(partial(rules_under, request))
    if not is_formal_and_waits(dossier, rules_of):
        return None
    beside = every_proposal(request, dossier.year, dossier.wijk)
    return GoesBefore(tuple(going_first(beside, rules_of)))
