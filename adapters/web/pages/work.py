"""The way to one's own work list."""

from __future__ import annotations

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from adapters.web.access import Asks, actor_of
from adapters.web.submitting import SEE_OTHER
from application.authorisation import Question
from domain.command import Role

router = APIRouter(dependencies=[Depends(Asks(Question.PUBLIC_PAGES))])

WORK = {
    Role.COORDINATOR: "/werk/wijkplannen",
    Role.BOARD_MEMBER: "/werk/besturen",
    Role.CASE_OFFICER: "/werk/voorstellen",
    Role.MANDATE_HOLDER: "/werk/voorstellen",
    Role.COLLEGE: "/werk/mandaten",
    Role.GRIFFIER: "/werk/voorstellen",
    Role.FINANCE: "/werk/betalingen",
    Role.AUDITOR: "/logboek",
}


@router.get("/werk")
def work(request: Request) -> Response:
    """On to the list of one's own role."""
    return RedirectResponse(WORK.get(actor_of(request).role, "/aanmelden"), SEE_OTHER)
