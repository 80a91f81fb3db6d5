"""Running voting rounds: opening with frozen rules, closing, counting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import Gives
from adapters.web.actions import Action, add_actions
from adapters.web.forms import EMPTY, FieldUnreadable, Form
from adapters.web.problems import status_of
from adapters.web.reading import chosen_year, every_proposal, house_of, opened_years, texts_of
from adapters.web.rendering import render
from domain.tally.rules import VotingRule
from domain.voting_round import CloseVotingRound, OpenVotingRound, TallyVotingRound
from domain.voting_rules import RoundRules
from projections.dossier import NextStep

router = APIRouter(prefix="/werk/stemrondes")
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@router.get("", dependencies=[Depends(Gives(OpenVotingRound))])
def rounds_page(request: Request) -> Response:
    """The rounds of a year, and a form to open one."""
    return _show(request, EMPTY)


def _show(request: Request, form: Form) -> Response:
    years = opened_years(request)
    year = chosen_year(request, years)
    views = house_of(request).views
    ready = [
        dossier
        for dossier in (every_proposal(request, year.year) if year else [])
        if dossier.next_step is NextStep.AWAITS_ROUND
    ]
    names = {wijk.code: wijk.name for wijk in year.wijken} if year else {}
    wijken = sorted({dossier.wijk for dossier in ready}, key=lambda code: names.get(code, code))
    return render(
        request,
        "casework/rounds.html",
        opens_at=form.text("opens_at") or house_of(request).now().isoformat(),
        status=status_of(form.refusal) if form.refusal else 200,
        years=years,
        year=year,
        rounds=views.rounds(year.year) if year else [],
        by_wijk=[(wijk, [each for each in ready if each.wijk == wijk]) for wijk in wijken],
        states={wijk: views.state(year.year, wijk) for wijk in wijken} if year else {},
        texts=texts_of(request, (each.title for each in ready)),
        form=form,
        rules=list(VotingRule),
    )


def _opening(_: Request, form: Form) -> Mapping[str, Any]:
    """The command's fields. The moment of opening is the form's: sent twice, it is the same."""
    round_id, maximum = form.filled("round_id"), form.text("max_choices")
    return {
        "round_id": round_id,
        "wijk": form.filled("wijk"),
        "year": form.number("year"),
        "budget_cents": form.money("budget"),
        "rules": RoundRules(
            rule=VotingRule(form.filled("rule")),
            **({"max_choices": form.number("max_choices")} if maximum else {}),
        ),
        "proposal_ids": form.all("proposal_ids"),
        "opens_at": form.filled("opens_at"),
        "closes_at": _end_of(form.text("closes_on")),
    }


def _end_of(day: str) -> datetime | None:
    """The last moment of a day in Amsterdam."""
    if not day:
        return None
    try:
        return datetime.combine(date.fromisoformat(day), time(23, 59, 59), AMSTERDAM)
    except ValueError as problem:
        raise FieldUnreadable(field="closes_on") from problem


ACTIONS = (
    Action("", OpenVotingRound, "/werk/stemrondes", _opening),
    Action("/{round_id}/sluiten", CloseVotingRound, "/werk/stemrondes"),
    Action("/{round_id}/tellen", TallyVotingRound, "/stemrondes/{round_id}"),
)
add_actions(router, ACTIONS, _show)
