"""The mandate register: given and withdrawn by the college, accepted by its holder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import Asks, actor_of
from adapters.web.actions import Action, add_actions
from adapters.web.forms import EMPTY, Form
from adapters.web.reading import After, house_of, page_of
from adapters.web.rendering import render
from application.authorisation import Question
from domain.mandate import AcceptMandate, GiveMandate, MandateMatter, WithdrawMandate

router = APIRouter(prefix="/werk/mandaten")

PAGE_LINES = 100


@router.get("", dependencies=[Depends(Asks(Question.CASE_FILES))])
def mandates_page(request: Request, na: After = "") -> Response:
    """The register; for the college a form to give a mandate, for a holder one to accept it."""
    return _show(request, EMPTY, na)


def _show(request: Request, form: Form, after: str = "") -> Response:
    views = house_of(request).views
    return render(
        request,
        "framework/mandates.html",
        mandates=page_of(lambda limit: views.mandates(after=after, limit=limit), PAGE_LINES),
        after=after,
        form=form,
        me=actor_of(request).id,
        matters=MandateMatter,
    )


def _mandate(_: Request, form: Form) -> Mapping[str, Any]:
    names = ("mandate_id", "holder_id", "valid_from", "valid_until", "article", "matter")
    return form.all_filled(*names) | {
        "ceiling_cents": form.money("ceiling"),
        "outside_college": bool(form.text("outside_college")),
    }


HERE = "/werk/mandaten"
add_actions(
    router,
    (
        Action("", GiveMandate, HERE, _mandate),
        Action("/{mandate_id}/aanvaarden", AcceptMandate, HERE),
        Action("/{mandate_id}/intrekken", WithdrawMandate, HERE),
    ),
    _show,
)
