"""The mandate register: giving and withdrawing, by the college."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import Gives
from adapters.web.actions import Action, add_actions
from adapters.web.forms import EMPTY, Form
from adapters.web.problems import status_of
from adapters.web.reading import After, house_of, page_of
from adapters.web.rendering import render
from domain.mandate import GiveMandate, WithdrawMandate

router = APIRouter(prefix="/werk/mandaten")

PAGE_LINES = 100


@router.get("", dependencies=[Depends(Gives(GiveMandate))])
def mandates_page(request: Request, na: After = "") -> Response:
    """The register, and a form to give a mandate."""
    return _show(request, EMPTY, na)


def _show(request: Request, form: Form, after: str = "") -> Response:
    views = house_of(request).views
    return render(
        request,
        "framework/mandates.html",
        status=status_of(form.refusal) if form.refusal else 200,
        mandates=page_of(lambda limit: views.mandates(after=after, limit=limit), PAGE_LINES),
        after=after,
        form=form,
    )


def _mandate(_: Request, form: Form) -> Mapping[str, Any]:
    names = ("mandate_id", "holder_id", "valid_from", "valid_until", "article")
    return {name: form.filled(name) for name in names} | {"ceiling_cents": form.money("ceiling")}


HERE = "/werk/mandaten"
add_actions(
    router,
    (
        Action("", GiveMandate, HERE, _mandate),
        Action("/{mandate_id}/intrekken", WithdrawMandate, HERE),
    ),
    _show,
)
