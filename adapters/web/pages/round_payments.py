"""Who paid what in a result, and the program that checks it, for whoever wants to."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from adapters.command_line import certificate_check
from adapters.web.access import Asks
from adapters.web.pages.proposal import IdInPath
from adapters.web.pages.voting import round_of
from application.authorisation import Question
from domain.errors import NOT_FOUND, Refusal
from domain.voting_round import RoundStatus

router = APIRouter(dependencies=[Depends(Asks(Question.PUBLIC_PAGES))])


class NoPaymentsToCheck(Refusal):
    code = "voting_round.no_payments_to_check"
    status = NOT_FOUND
    dutch = "Van ronde {round} zijn er geen betalingen om na te gaan."
    english = "There are no payments to check of round {round}."


@router.get("/stemrondes/{round_id}/betalingen.json")
def payments(request: Request, round_id: IdInPath) -> Response:
    """The certificate of a tallied round, in euros. Raises `NoPaymentsToCheck`."""
    found = round_of(request, round_id)
    written = None
    if found.status is RoundStatus.TALLIED:
        written = request.app.state.results.account(found).certificate_json()
    if written is None:
        raise NoPaymentsToCheck(round=round_id)
    name = f'attachment; filename="{round_id}-betalingen.json"'
    return Response(written, 200, {"Content-Disposition": name}, "application/json")


@router.get("/narekenen/certificate_check.py")
def checker() -> Response:
    """The checker, which needs Python and nothing else."""
    source = Path(certificate_check.__file__).read_bytes()
    name = 'attachment; filename="certificate_check.py"'
    return Response(source, 200, {"Content-Disposition": name}, "text/x-python; charset=utf-8")
