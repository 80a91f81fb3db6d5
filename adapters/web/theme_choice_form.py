"""A round within the amounts of themes, as a form says it: which division, and a theme for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request

from adapters.web.forms import Form
from adapters.web.reading import house_of
from domain.voting_rules import Category
from projections.rounds import RoundDocument

THEME = "theme."
"""Names of fields; followed by the id of a proposal."""


def divisions_of(request: Request, year: int, wijk: str) -> list[RoundDocument]:
    """The rounds that divided money over themes in a wijk and year, the last one first."""
    rounds = house_of(request).views.rounds(year, wijk)
    divided = [each for each in rounds if each.shares]
    return sorted(divided, key=lambda each: each.position, reverse=True)


def per_theme(form: Form, divisions: Sequence[RoundDocument]) -> Mapping[str, Any]:
    """The categories of the rules: each theme with a proposal, at what the theme got."""
    chosen = form.text("theme_round_id")
    amounts = {
        share.theme: share.amount_cents
        for each in divisions
        if each.round_id == chosen
        for share in each.shares
        if share.amount_cents
    }
    found: dict[str, list[str]] = {}
    for proposal_id in form.all("proposal_ids"):
        theme = form.text(THEME + proposal_id)
        if theme in amounts:
            found.setdefault(theme, []).append(proposal_id)
    categories = tuple(
        Category(name=theme, proposal_ids=tuple(ids), max_cents=amounts[theme])
        for theme, ids in sorted(found.items())
    )
    return {"categories": categories} if chosen else {}
