"""Extending a round that people vote in: until when, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import Gives
from adapters.web.actions import Action, add_actions
from adapters.web.fields import at_fields
from adapters.web.forms import EMPTY, FieldEmpty, Form
from adapters.web.pages.proposal import IdInPath
from adapters.web.pages.voting import round_of
from adapters.web.reading import house_of
from adapters.web.rendering import render
from adapters.web.round_procedure_form import end_of
from domain.round_extension import ExtendVotingRound

HERE = "/werk/stemrondes/{round_id}/verlengen"
router = APIRouter()
FIELD_OF_REFUSAL = {
    "voting_round.extension_not_later": "closes_on",
    "voting_round.extension_too_far": "closes_on",
}


@router.get(HERE, dependencies=[Depends(Gives(ExtendVotingRound))])
def extending_page(request: Request, round_id: IdInPath) -> Response:
    """The form, with the last day to which the round can be extended."""
    del round_id
    return _show(request, EMPTY)


def _show(request: Request, form: Form) -> Response:
    found = round_of(request, request.path_params["round_id"])
    year = house_of(request).views.year(found.year)
    first = found.extensions[0].formerly if found.extensions else found.closes_at
    return render(
        request,
        "casework/extend_round.html",
        round=found,
        wijk_name=(year.name_of(found.wijk) if year else None) or found.wijk,
        until=found.procedure.latest_end(first),
        form=at_fields(form, FIELD_OF_REFUSAL),
    )


def _extension(request: Request, form: Form) -> Mapping[str, Any]:
    closes_at = end_of(form.text("closes_on").strip())
    if closes_at is None:
        raise FieldEmpty(field="closes_on")
    return {"round_id": request.path_params["round_id"], "closes_at": closes_at}


add_actions(
    router,
    (Action(HERE, ExtendVotingRound, "/stemrondes/{round_id}", _extension, texts=("reason",)),),
    _show,
)
