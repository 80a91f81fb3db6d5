"""A round within the amounts of themes, as a form says it: which division, and a theme for each
proposal. Where activities stand on the list, those of a proposal are of its theme.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request

from adapters.web.forms import Form
from adapters.web.reading import house_of, rules_under
from domain.voting_rules import Category, line_named
from projections.dossier import ProposalDossier
from projections.rounds import RoundDocument

THEME = "theme."
"""Names of fields; followed by the id of a proposal."""


def divisions_of(request: Request, year: int, wijk: str) -> list[RoundDocument]:
    """The rounds that divided money over themes in a wijk and year, the last one first."""
    rounds = house_of(request).views.rounds(year, wijk)
    divided = [each for each in rounds if each.shares]
    return sorted(divided, key=lambda each: each.position, reverse=True)


def is_per_activity(request: Request, dossier: ProposalDossier) -> bool:
    """Whether a proposal is granted activity by activity, and so can be voted on like that."""
    ranking = rules_under(request, dossier.regulation_id).ranking
    return bool(ranking and ranking.per_activity and dossier.activities)


def lines_named(request: Request, form: Form, per_activity: bool) -> Mapping[str, Sequence[str]]:
    """The names of the lines of each proposal that a form puts on a list."""
    views, found = house_of(request).views, {}
    for proposal_id in form.all("proposal_ids"):
        dossier = views.proposal(proposal_id) if per_activity else None
        activities = dossier.activities if dossier else ()
        names = [line_named(proposal_id, each.activity_id) for each in activities]
        names = [name for name in names if name not in form.all("left_off")]
        found[proposal_id] = names or [proposal_id]
    return found


def left_off_in(request: Request, form: Form) -> tuple[Mapping[str, str], ...]:
    """The activities that a form leaves off the list, by the names that their lines would have."""
    named = form.all("left_off")
    found = {name: house_of(request).views.proposal(name) for name in form.all("proposal_ids")}
    return tuple(
        {"proposal_id": name, "activity_id": each.activity_id}
        for name, dossier in found.items()
        for each in (dossier.activities if dossier else ())
        if line_named(name, each.activity_id) in named
    )


def per_theme(
    form: Form, divisions: Sequence[RoundDocument], lines: Mapping[str, Sequence[str]]
) -> Mapping[str, Any]:
    """The categories of the rules: each theme with a line, at what the theme got."""
    chosen = form.text("theme_round_id")
    amounts = {
        share.theme: share.amount_cents
        for each in divisions
        if each.round_id == chosen
        for share in each.shares
        if share.amount_cents
    }
    found: dict[str, list[str]] = {}
    for proposal_id, names in lines.items():
        theme = form.text(THEME + proposal_id)
        if theme in amounts:
            found.setdefault(theme, []).extend(names)
    categories = tuple(
        Category(name=theme, proposal_ids=tuple(ids), max_cents=amounts[theme])
        for theme, ids in sorted(found.items())
    )
    return {"categories": categories} if chosen else {}
