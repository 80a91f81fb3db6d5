"""A ballot from a program. No session is read and nothing about it is logged.

The body is read into the model at once, nothing waits in a thread, and the ballot log gathers what
comes together. In a server `ballot_door.py` answers before this route is looked for; what both
declare, check and answer is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Depends
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import CastsBallot
from adapters.web.api.guarding import JSON, guarded
from adapters.web.reading import house_of
from domain.ballot import CastBallot, Choices, GivenPoints, Replaced, VotingPass
from domain.event import Identifier


class Ballot(BaseModel):
    """What one pass chooses; `replaces` names the version of this pass that it replaces.

    `choices` are in order of preference where the round's form is `ordinal`. `points` stand beside
    them where the form is `cumulative` or `scoring`, and are left out elsewhere.
    """

    model_config = ConfigDict(extra="forbid")

    command_id: UUID
    round_id: Identifier
    voting_pass: VotingPass
    choices: Choices
    points: GivenPoints | None = None
    replaces: Replaced | None = None


class BallotReceived(BaseModel):
    """The ballot is in the box; what was chosen is not repeated."""

    version: int


async def take(request: Request) -> Response:
    """Check what the route declares, and put the ballot in the box."""
    await guarded(request)
    version = await cast_from(request, await request.body())
    return Response(b'{"version":%d}' % version, media_type=JSON)


async def cast_from(request: Request, body: bytes) -> int:
    """Put the ballot of a body in the box, and return its version.

    Raises what the ballot box refuses, and `RequestValidationError` for what is not a ballot.
    """
    command = _command(body, request)
    box, gathered = house_of(request).ballot_box, getattr(request.app.state, "ballots", None)
    if gathered is None:  # no server around the application, so no loop that stays
        receipt = await run_in_threadpool(box.cast, command)
    else:
        receipt = await box.cast_soon(command, gathered.append)
    return receipt.version


ERRORS_TOLD_MAX = 20
"""What is wrong in more places is said once: to spell out 100,000 would keep everybody waiting."""


def _command(body: bytes, request: Request) -> CastBallot:
    """The command in a body. Raises `RequestValidationError`, which says where it does not fit."""
    try:
        ballot = Ballot.model_validate_json(body)
    except ValidationError as wrong:
        if wrong.error_count() > ERRORS_TOLD_MAX:
            flood = {"type": "value_error", "loc": ("body",), "msg": "too many errors"}
            raise RequestValidationError([flood]) from None
        errors = wrong.errors(include_url=False, include_context=False, include_input=False)
        raise RequestValidationError(
            [{**error, "loc": ("body", *error["loc"])} for error in errors]
        ) from wrong
    # Each field was held to its type just now, and a test compares the types of both models.
    return CastBallot.model_construct(**ballot.__dict__, at=house_of(request).now())


class BallotRoute(APIRoute):
    """Declared as any route, and carried out by `take`."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """What answers a request."""
        return take


router = APIRouter(tags=["ballots"], route_class=BallotRoute)


@router.post("/ballots", dependencies=[Depends(guarded), Depends(CastsBallot())])
def cast(body: Ballot) -> BallotReceived:
    """Cast a ballot with a voting pass."""
    raise NotImplementedError(f"`take` answers in its place, also for {body.round_id}")
