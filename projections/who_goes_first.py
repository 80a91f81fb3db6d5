"""Which proposals go before another one now, as pages and API tell it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from domain.objection_events import DecisionKind
from domain.objection_state import ObjectionStatus
from domain.precedence import PrecedenceOf, ground_before, grounds_of, is_formal, may_go_after
from domain.proposal import ProposalStatus
from domain.regulation_contents import Regulation
from projections.dossier import ProposalDossier

RulesOf = Callable[[str | None], Regulation]


def may_wait_for_others(dossier: ProposalDossier, rules_of: RulesOf) -> bool:
    """Whether it still has to be decided on, under a regulation that lets others go before it."""
    return _waits(dossier) and may_go_after(rules_of(dossier.regulation_id), _standing(dossier))


def may_wait_after_objection(dossier: ProposalDossier, rules_of: RulesOf) -> bool:
    """Whether an objection to what was decided may give more, which others could go before."""
    is_open = any(
        each.against is DecisionKind.DECISION and each.status is ObjectionStatus.REGISTERED
        for each in dossier.objections
    )
    settled = dossier.determination
    is_settled = settled is not None and not settled.with_grant
    may_go_last = may_go_after(rules_of(dossier.regulation_id), _standing(dossier))
    return is_open and not is_settled and may_go_last


def going_before(
    asked: ProposalDossier, dossiers: Iterable[ProposalDossier], rules_of: RulesOf
) -> list[ProposalDossier]:
    """Of the dossiers of one wijk and year, those that what is left must pay for before it."""
    rules = rules_of(asked.regulation_id)
    return [
        each
        for each in dossiers
        if _waits(each)
        and each.round is None
        and not each.reserved_cents
        and ground_before(
            rules,
            _standing(asked),
            _standing(each),
            grounds_of(each.applicant_kind, rules_of(each.regulation_id)),
        )
    ]


def _standing(dossier: ProposalDossier) -> PrecedenceOf:
    return PrecedenceOf(is_formal(dossier.applicant_kind), dossier.supporters > 0)


def _waits(dossier: ProposalDossier) -> bool:
    return dossier.status is ProposalStatus.IN_HANDLING and dossier.decision is None
