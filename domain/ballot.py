"""A ballot: what one voter chose, cast with a voting pass and never with a name."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class VotingPass(BaseModel):
    """The right to one ballot in one round. Who holds it is not written in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    pass_id: str = Field(pattern=r"^[0-9a-f]{32}$")
    signature: str = Field(pattern=r"^[0-9a-f]{128}$", repr=False)
