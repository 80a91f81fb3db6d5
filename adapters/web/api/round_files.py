"""A closed round as a file that anyone can count again."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path
from starlette.requests import Request
from starlette.responses import Response

from adapters.closed_round.files import RoundFiles
from adapters.web.access import Asks
from adapters.web.api.conditional import NOT_MODIFIED, IfNoneMatch, names
from adapters.web.pages.proposal import IdInPath
from application.authorisation import Question

router = APIRouter(tags=["things"], dependencies=[Depends(Asks(Question.PUBLIC_PAGES))])

MEDIA_TYPE = "text/plain; charset=utf-8"


@router.get(
    "/rounds/{roundId}/ballots.pb",
    response_class=Response,
    responses={
        200: {"content": {"text/plain": {}}, "description": "a Pabulib file, in UTF-8"},
        304: {"description": "it is the file that the sender has"},
        409: {"description": "the round is open, so its ballots are sealed"},
    },
)
def ballots(
    request: Request,
    round_id: Annotated[IdInPath, Path(alias="roundId")],
    known: IfNoneMatch = None,
) -> Response:
    """The ballots of a closed round in public order, and how to count them again."""
    files: RoundFiles = request.app.state.round_files
    file = files.of(round_id)
    tag = f'"{file.digest}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if known is not None and names(known, tag):
        return Response(status_code=NOT_MODIFIED, headers=headers)
    headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return Response(file.content, media_type=MEDIA_TYPE, headers=headers)
