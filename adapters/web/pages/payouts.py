"""Payouts: requested by one person, approved or rejected by a second, recorded when paid."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import Asks
from adapters.web.actions import Action, add_actions
from adapters.web.forms import EMPTY, Form
from adapters.web.pages.proposal import IdInPath, dossier_of
from adapters.web.reading import After, Page, house_of, names_of_wijken, page_of, texts_of
from adapters.web.rendering import render
from application.authorisation import Question
from domain.money import Money
from domain.payout import (
    UNDER_WAY,
    ApprovePayout,
    PayoutStatus,
    RecordPayment,
    RejectPayout,
    RequestPayout,
)
from domain.recovery import RecordRecovery
from projections.dossier import ProposalDossier
from projections.payouts import PayoutDocument

router = APIRouter(prefix="/werk/betalingen")

PAGE_LINES = 50
DONE = (PayoutStatus.REJECTED, PayoutStatus.PAID)
Standing = Annotated[PayoutStatus | None, Query()]


@router.get("", dependencies=[Depends(Asks(Question.PAYOUT_WORK_LIST))])
def payouts_page(request: Request, stand: Standing = None, na: After = "") -> Response:
    """What waits for a second person, what waits for the bank, and what is done.

    With `stand` only what stands so: a later page of one of those lists.
    """
    return _show(request, EMPTY, stand, na)


@router.get("/{proposal_id}", dependencies=[Depends(Asks(Question.PAYOUT_WORK_LIST))])
def request_page(request: Request, proposal_id: IdInPath) -> Response:
    """A form to request a payout on a grant."""
    return _show_request(request, EMPTY, proposal_id)


def _show(
    request: Request, form: Form, chosen: PayoutStatus | None = None, after: str = ""
) -> Response:
    statuses = (*UNDER_WAY, *DONE) if chosen is None else (chosen,)
    lists = [(status, _page(request, status, after)) for status in statuses]
    return render(
        request,
        "payouts/list.html",
        lists=lists,
        chosen=chosen,
        after=after,
        names_of=names_of_wijken(request),
        texts=texts_of(request, (each.title for _, page in lists for each in page.lines)),
        form=form,
    )


def _page(request: Request, status: PayoutStatus, after: str) -> Page[PayoutDocument]:
    views = house_of(request).views
    return page_of(lambda limit: views.payouts(status, after=after, limit=limit), PAGE_LINES)


def _show_request(request: Request, form: Form, proposal_id: str = "") -> Response:
    dossier = dossier_of(request, proposal_id or str(request.path_params["proposal_id"]))
    return render(
        request,
        "payouts/request.html",
        dossier=dossier,
        left=_left(dossier),
        names_of=names_of_wijken(request),
        texts=texts_of(request, [dossier.title]),
        form=form,
    )


def _left(dossier: ProposalDossier) -> Money:
    """What can still be asked: of the grant, or of what it was determined at."""
    settled = dossier.determination
    most = settled.amount_cents if settled else dossier.granted_cents
    return most - min(most, dossier.bound_by_payouts)


def _received(request: Request, form: Form) -> Mapping[str, Any]:
    """The recovery's id follows from the command's, so that sending it twice is one recovery."""
    return {
        **request.path_params,
        "recovery_id": f"r-{form.command_id.hex[:16]}",
        "amount_cents": form.money("amount"),
        "reference": form.filled("reference"),
    }


def _requested(request: Request, form: Form) -> Mapping[str, Any]:
    """The payout's id follows from the command's, so that sending it twice is one payout."""
    return {
        **request.path_params,
        "payout_id": f"p-{form.command_id.hex[:16]}",
        "amount_cents": form.money("amount"),
    }


def _paid(request: Request, form: Form) -> Mapping[str, Any]:
    return {
        **request.path_params,
        "reference": form.filled("reference"),
        "paid_on": form.optional("paid_on"),
    }


HERE = "/werk/betalingen"
DOSSIER = "/voorstellen/{proposal_id}"
"""What is paid leaves the top of the work list; the dossier shows that it was."""
add_actions(
    router,
    (
        Action("/{proposal_id}/aanvragen", RequestPayout, HERE, _requested),
        Action("/{proposal_id}/terugontvangen", RecordRecovery, DOSSIER, _received),
    ),
    _show_request,
)
add_actions(
    router,
    (
        Action("/{proposal_id}/{payout_id}/goedkeuren", ApprovePayout, HERE),
        Action("/{proposal_id}/{payout_id}/afkeuren", RejectPayout, HERE, texts=("reason",)),
        Action("/{proposal_id}/{payout_id}/betaald", RecordPayment, DOSSIER, _paid),
    ),
    _show,
)
