"""Objecting, as whoever has an interest does it; and reacting to what the body intends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import Asks, actor_of
from adapters.web.actions import Action, add_actions
from adapters.web.forms import EMPTY, Form
from adapters.web.pages.proposal import IdInPath, commitments_of, dossier_of, show
from adapters.web.reading import house_of, texts_of
from adapters.web.rendering import render
from application.authorisation import Question
from domain.calendar import dutch_day
from domain.objection import (
    LodgeObjection,
    WithdrawObjection,
)
from domain.objection_events import DecisionKind
from domain.withdrawal import GiveViews
from projections.dossier import ProposalDossier

router = APIRouter(prefix="/voorstellen/{proposal_id}")

HERE = "/voorstellen/{proposal_id}"
OBJECTING = f"{HERE}/bezwaar"


@router.get("/bezwaar", dependencies=[Depends(Asks(Question.PUBLIC_PAGES))])
def objection_page(request: Request, proposal_id: IdInPath) -> Response:
    """To what one can object and until when, the form for it, and the objections there are."""
    return _objecting(request, EMPTY, proposal_id)


def _objecting(request: Request, form: Form, proposal_id: str = "") -> Response:
    dossier = dossier_of(request, proposal_id or str(request.path_params["proposal_id"]))
    actor = actor_of(request)
    return render(
        request,
        "objection/object.html",
        dossier=dossier,
        terms=terms_of(dossier),
        today=dutch_day(house_of(request).now()),
        is_applicant=actor.id in dossier.applicants,
        own=[each for each in dossier.objections if each.objector_id == actor.id],
        texts=texts_of(request, commitments_of(dossier)),
        form=form,
    )


def _reacting(request: Request, form: Form) -> Response:
    """The dossier, where the form for a reaction stands."""
    return show(request, str(request.path_params["proposal_id"]), form)


def terms_of(dossier: ProposalDossier) -> list[tuple[DecisionKind, Any]]:
    """Every decision that can be objected to, the last one first, with the last day for it."""
    found: list[tuple[DecisionKind, Any]] = []
    if dossier.withdrawal is not None and dossier.withdrawal.objection_until is not None:
        found.append((DecisionKind.WITHDRAWAL, dossier.withdrawal.objection_until))
    if dossier.determination is not None and not dossier.determination.with_grant:
        found.append((DecisionKind.DETERMINATION, dossier.determination.objection_until))
    if dossier.decision is not None:
        found.append((DecisionKind.DECISION, dossier.decision.objection_until))
    if dossier.left_out is not None:
        found.append((DecisionKind.HANDLING, dossier.left_out.objection_until))
    return found


def new_id(form: Form) -> str:
    """The id follows from the command's, so that sending it twice is one objection."""
    return f"o-{form.command_id.hex[:16]}"


def lodged(request: Request, form: Form) -> Mapping[str, Any]:
    return {
        **request.path_params,
        "objection_id": new_id(form),
        "against": form.filled("against"),
        "asks_court": form.text("asks_court") == "yes",
    }


add_actions(
    router,
    (
        Action(
            "/bezwaar",
            LodgeObjection,
            OBJECTING,
            lodged,
            ("reason",),
            optional_texts=("interest", "excuse"),
        ),
        Action("/bezwaar/{objection_id}/intrekken", WithdrawObjection, OBJECTING),
    ),
    _objecting,
)
add_actions(router, (Action("/zienswijze", GiveViews, HERE, texts=("note",)),), _reacting)
