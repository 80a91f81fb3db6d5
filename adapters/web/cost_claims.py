"""Costs per day on the form of an account, where the regulation has a term for claiming them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from starlette.requests import Request

from adapters.web.forms import FieldUnreadable, Form
from adapters.web.reading import house_of, rules_under
from adapters.web.rendering import plain_amount
from domain.account_audit import asks_audit
from domain.calendar import dutch_day
from domain.cost_claim import COSTS_MAX, CostsOfDay, first_day_of_costs
from domain.errors import MALFORMED, Refusal
from projections.dossier import ProposalDossier

EMPTY_ROWS = 6


class CostsIncomplete(Refusal):
    code = "form.costs_incomplete"
    status = MALFORMED
    dutch = "Vul bij kosten {number} de dag in en het bedrag."
    english = "Fill in the day and the amount of costs {number}."


@dataclass(frozen=True, slots=True)
class ClaimForm:
    """The term by its article, the first day of which costs can be claimed today, and the rows:
    the day and amount of what was claimed, and some empty ones.
    """

    article: str
    weeks: int
    first_day: date
    rows: tuple[tuple[str, str], ...]


def account_fields(request: Request, dossier: ProposalDossier) -> dict[str, Any]:
    """What the form of an account asks beside the report: claims, and what an accountant states."""
    rules = rules_under(request, dossier.regulation_id)
    return {
        "claims": claims_of(request, dossier),
        "audited": asks_audit(rules, dossier.granted_cents),
    }


def claims_of(request: Request, dossier: ProposalDossier) -> ClaimForm | None:
    """What the applicant is told and asked; None where the regulation has no such term."""
    rule = rules_under(request, dossier.regulation_id).claims
    if rule is None:
        return None
    told = dossier.account.costs if dossier.account else ()
    known = [(each.made_on.isoformat(), plain_amount(each.amount_cents)) for each in told]
    rows = (*known, *[("", "")] * EMPTY_ROWS)[:COSTS_MAX]
    today = dutch_day(house_of(request).now())
    return ClaimForm(rule.article, rule.within_weeks, first_day_of_costs(rule, today), rows)


def costs_in(form: Form) -> tuple[CostsOfDay, ...]:
    """The rows that were filled in. Raises `CostsIncomplete`, `FieldUnreadable`."""
    return tuple(
        _costs(form, number)
        for number in range(1, COSTS_MAX + 1)
        if form.optional(f"made_on_{number}") or form.optional(f"spent_{number}")
    )


def _costs(form: Form, number: int) -> CostsOfDay:
    day, amount = form.optional(f"made_on_{number}"), form.optional(f"spent_{number}")
    if day is None or amount is None:
        raise CostsIncomplete(number=number)
    spent = form.money(f"spent_{number}")
    try:
        return CostsOfDay(made_on=date.fromisoformat(day), amount_cents=spent)
    except ValueError as problem:
        raise FieldUnreadable(field=f"made_on_{number}") from problem
