"""A ballot: what one voter chose, cast with a voting pass and never with a name."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from domain.errors import FORBIDDEN, Refusal


class VotingPassAlreadyIssued(Refusal):
    code = "voting_pass.already_issued"
    dutch = "U heeft voor deze stemronde al een stempas gekregen."
    english = "You have already received a voting pass for this round."


class VotingPassInvalid(Refusal):
    code = "voting_pass.invalid"
    status = FORBIDDEN
    dutch = "Deze stempas is niet geldig voor deze stemronde."
    english = "This voting pass is not valid for this round."


class VotingPass(BaseModel):
    """The right to one ballot in one round. Who holds it is not written in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    pass_id: str = Field(pattern=r"^[0-9a-f]{32}$")
    signature: str = Field(pattern=r"^[0-9a-f]{128}$", repr=False)
