"""Running voting rounds: which there are, closing, counting. Opening is in `round_opening`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import Gives
from adapters.web.actions import Action, add_actions
from adapters.web.forms import EMPTY, Form
from adapters.web.pages.round_opening import ready_for_round
from adapters.web.reading import chosen_year, house_of, opened_years
from adapters.web.rendering import render
from domain.voting_round import CloseVotingRound, OpenVotingRound, TallyVotingRound

router = APIRouter(prefix="/werk/stemrondes")


@router.get("", dependencies=[Depends(Gives(OpenVotingRound))])
def rounds_page(request: Request) -> Response:
    """The rounds of a year, and the wijken where one can be opened."""
    return _show(request, EMPTY)


def _show(request: Request, form: Form) -> Response:
    years = opened_years(request)
    year = chosen_year(request, years)
    ready = Counter(each.wijk for each in ready_for_round(request, year.year)) if year else {}
    return render(
        request,
        "casework/rounds.html",
        years=years,
        year=year,
        rounds=house_of(request).views.rounds(year.year) if year else [],
        ready=sorted(
            ((year.name_of(code) if year else None) or code, code, number)
            for code, number in ready.items()
        ),
        asks_reason=_seed_is_missing(form),
        closing=request.path_params.get("round_id"),
        form=form,
    )


def _seed_is_missing(form: Form) -> bool:
    """Whether a round could not be closed because the seed of its draw is lost."""
    return form.refusal is not None and form.refusal.code in SEED_LOST


SEED_LOST = ("draw_seed.missing", "draw_seed.unfit")


def _round(request: Request, _: Form) -> Mapping[str, Any]:
    return {"round_id": request.path_params["round_id"]}


ACTIONS = (
    Action(
        "/{round_id}/sluiten",
        CloseVotingRound,
        "/werk/stemrondes",
        _round,
        optional_texts=("reason",),
    ),
    Action("/{round_id}/tellen", TallyVotingRound, "/stemrondes/{round_id}"),
)
add_actions(router, ACTIONS, _show)
