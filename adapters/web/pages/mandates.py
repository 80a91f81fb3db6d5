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
from adapters.web.reading import house_of
from adapters.web.rendering import render
from domain.mandate import GiveMandate, WithdrawMandate

router = APIRouter(prefix="/werk/mandaten")


@router.get("", dependencies=[Depends(Gives(GiveMandate))])
def mandates_page(request: Request) -> Response:
    """The register, and a form to give a mandate."""
    return _show(request, EMPTY)


def _show(request: Request, form: Form) -> Response:
    return render(
        request,
        "framework/mandates.html",
        status=status_of(form.refusal) if form.refusal else 200,
        mandates=house_of(request).views.mandates(),
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
