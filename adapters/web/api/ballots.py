"""A ballot from a program. No session is read and nothing about it is logged."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict
from starlette.requests import Request

from adapters.web.access import CastsBallot
from adapters.web.api.guarding import guarded
from adapters.web.pages.ballot import cast_with
from domain.ballot import Choices, GivenPoints, Replaced, VotingPass
from domain.event import Identifier

router = APIRouter(tags=["ballots"])


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


@router.post("/ballots", dependencies=[Depends(guarded), Depends(CastsBallot())])
def cast(request: Request, body: Ballot) -> BallotReceived:
    """Cast a ballot with a voting pass."""
    version = cast_with(
        request,
        body.round_id,
        command_id=body.command_id,
        voting_pass=body.voting_pass,
        choices=body.choices,
        points=body.points,
        replaces=body.replaces,
    )
    return BallotReceived(version=version)
