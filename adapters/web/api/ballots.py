"""A ballot from a program. No session is read and nothing about it is logged."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request

from adapters.web.access import CastsBallot
from adapters.web.api.guarding import guarded
from adapters.web.pages.ballot import cast_with
from domain.ballot import VotingPass
from domain.event import Identifier
from domain.voting_rules import MAX_CANDIDATES

router = APIRouter(tags=["ballots"])


class Ballot(BaseModel):
    """What one pass chooses; `replaces` names the version of this pass that it replaces."""

    model_config = ConfigDict(extra="forbid")

    command_id: UUID
    round_id: Identifier
    voting_pass: VotingPass
    choices: tuple[Identifier, ...] = Field(max_length=MAX_CANDIDATES)
    replaces: int | None = Field(default=None, ge=0, le=10_000)


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
        replaces=body.replaces,
    )
    return BallotReceived(version=version)
