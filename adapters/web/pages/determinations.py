"""Settling a grant: the applicant's account, and its determination by a mandate holder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import Gives
from adapters.web.actions import Action
from adapters.web.cost_claims import costs_in
from adapters.web.forms import Form, Typed
from adapters.web.pages.proposal import IdInPath, show
from adapters.web.submitting import answer
from domain.determination import DetermineGrant, RenderAccount

router = APIRouter()

HERE = "/werk/voorstellen/{proposal_id}"


@router.post(
    "/voorstellen/{proposal_id}/verantwoorden", dependencies=[Depends(Gives(RenderAccount))]
)
def account(request: Request, proposal_id: IdInPath, form: Typed) -> Response:
    """Account for one's own grant."""
    return answer(
        request,
        form,
        RenderAccount,
        again=lambda refused: show(request, proposal_id, refused),
        to=f"/voorstellen/{proposal_id}",
        fields=lambda: {
            "proposal_id": proposal_id,
            "costs_cents": form.money("costs"),
            "costs": costs_in(form),
        },
        texts=("report",),
        optional_texts=("audit",),
    )


def _determined(request: Request, form: Form) -> Mapping[str, Any]:
    return {
        **request.path_params,
        "mandate_id": form.optional("mandate_id"),
        "amount_cents": form.money("amount"),
        "ground": form.filled("ground"),
        "pay_back_by": form.optional("pay_back_by"),
    }


DETERMINATION_ACTIONS = (
    Action("/{proposal_id}/vaststellen", DetermineGrant, HERE, _determined, ("reason",)),
)
