"""Payouts: requested by one person, approved or rejected by a second, recorded when paid."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import Asks
from adapters.web.actions import Action, add_actions
from adapters.web.forms import EMPTY, Form
from adapters.web.pages.proposal import IdInPath, dossier_of
from adapters.web.problems import status_of
from adapters.web.reading import house_of, texts_of
from adapters.web.rendering import render
from application.authorisation import Question
from domain.payout import (
    ApprovePayout,
    PayoutStatus,
    RecordPayment,
    RejectPayout,
    RequestPayout,
)

router = APIRouter(prefix="/werk/betalingen")


@router.get("", dependencies=[Depends(Asks(Question.PAYOUT_WORK_LIST))])
def payouts_page(request: Request) -> Response:
    """What waits for a second person, what waits for the bank, and what is done."""
    return _show(request, EMPTY)


@router.get("/{proposal_id}", dependencies=[Depends(Asks(Question.PAYOUT_WORK_LIST))])
def request_page(request: Request, proposal_id: IdInPath) -> Response:
    """A form to request a payout on a grant."""
    return _show_request(request, EMPTY, proposal_id)


def _show(request: Request, form: Form) -> Response:
    views = house_of(request).views
    lists = [(status, views.payouts(status)) for status in PayoutStatus]
    return render(
        request,
        "payouts/list.html",
        status=status_of(form.refusal) if form.refusal else 200,
        lists=lists,
        texts=texts_of(request, (each.title for _, found in lists for each in found)),
        form=form,
    )


def _show_request(request: Request, form: Form, proposal_id: str = "") -> Response:
    dossier = dossier_of(request, proposal_id or str(request.path_params["proposal_id"]))
    return render(
        request,
        "payouts/request.html",
        status=status_of(form.refusal) if form.refusal else 200,
        dossier=dossier,
        left=dossier.granted_cents - dossier.asked_cents,
        texts=texts_of(request, [dossier.title]),
        form=form,
    )


def _requested(request: Request, form: Form) -> Mapping[str, Any]:
    """The payout's id follows from the command's, so that sending it twice is one payout."""
    return {
        **request.path_params,
        "payout_id": f"p-{form.command_id.hex[:16]}",
        "amount_cents": form.money("amount"),
    }


def _paid(request: Request, form: Form) -> Mapping[str, Any]:
    return {**request.path_params, "reference": form.filled("reference")}


HERE = "/werk/betalingen"
add_actions(
    router, (Action("/{proposal_id}/aanvragen", RequestPayout, HERE, _requested),), _show_request
)
add_actions(
    router,
    (
        Action("/{proposal_id}/{payout_id}/goedkeuren", ApprovePayout, HERE),
        Action("/{proposal_id}/{payout_id}/afkeuren", RejectPayout, HERE, texts=("reason",)),
        Action("/{proposal_id}/{payout_id}/betaald", RecordPayment, HERE, _paid),
    ),
    _show,
)
