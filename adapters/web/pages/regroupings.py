"""A merger or split: what it would become, whose consent is there, and the two answers to it."""

from __future__ import annotations

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import Asks, actor_of
from adapters.web.actions import Action, add_actions
from adapters.web.forms import EMPTY, Form
from adapters.web.pages.proposal import IdInPath
from adapters.web.reading import house_of, texts_of
from adapters.web.rendering import render
from application.authorisation import Question
from domain.regrouping import GiveConsent, RegroupingStatus, RegroupingUnknown, RejectRegrouping

router = APIRouter(prefix="/samen")
HERE = "/samen/{regrouping_id}"


@router.get("/{regrouping_id}", dependencies=[Depends(Asks(Question.PUBLIC_PAGES))])
def regrouping_page(request: Request, regrouping_id: IdInPath) -> Response:
    """A merger or split."""
    return _show(request, EMPTY, regrouping_id)


def _show(request: Request, form: Form, regrouping_id: str = "") -> Response:
    asked = regrouping_id or str(request.path_params["regrouping_id"])
    views = house_of(request).views
    found = views.regrouping(asked)
    if found is None:
        raise RegroupingUnknown(regrouping=asked)
    proposals = [each for name in found.proposal_ids if (each := views.proposal(name))]
    wanted = [found.title, found.description, *(each.title for each in proposals)]
    actor = actor_of(request)
    waiting = found.status is RegroupingStatus.PREPARED
    return render(
        request,
        "proposal/regrouping.html",
        regrouping=found,
        proposals=proposals,
        texts=texts_of(request, wanted),
        form=form,
        is_asked=waiting and actor.id in found.asked_of,
        may_agree=waiting and actor.id in found.asked_of and actor.id not in found.agreed,
    )


add_actions(
    router,
    (
        Action("/{regrouping_id}/toestemmen", GiveConsent, HERE),
        Action("/{regrouping_id}/afwijzen", RejectRegrouping, HERE),
    ),
    _show,
)
