"""What happens to a round that divides money over themes, besides what happens to every round."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field

from domain.event import Identifier, Moment, PublicEvent, Sha256, WijkCode, Year
from domain.money import MoneyOrNothing, PositiveMoney
from domain.regulation_contents import RegulationVersion
from domain.round_procedure import RoundProcedure
from domain.theme_division import ThemeDivision


class ThemeRoundOpened(PublicEvent):
    """Everything that decides how money is divided over themes, and its hash."""

    TOPIC: ClassVar[str] = "theme_round.opened.v2"

    round_id: Identifier
    wijk: WijkCode
    year: Year
    budget_cents: PositiveMoney
    division: ThemeDivision
    opens_at: Moment
    closes_at: Moment | None
    procedure: RoundProcedure
    minimum_ballots: int = Field(
        strict=True,
        ge=0,
        description="with fewer ballots there is no outcome: it would tell a vote",
    )
    pass_key: str = Field(description="public key (Ed25519, hex) that voting passes are signed for")
    regulation: RegulationVersion | None = Field(
        description="the regulation in force at the opening; null where there was none"
    )
    rules_hash: Sha256 = Field(
        description="SHA-256 of this event without by, at and rules_hash, as it was written"
    )


class ThemeShare(BaseModel):
    """What a theme gets."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    theme: Identifier
    amount_cents: MoneyOrNothing


class ThemeRoundTallied(PublicEvent):
    """What each theme gets, in the order of the list; the amounts add up to the budget.

    Without any shares nothing was divided: nobody voted, or too few for an outcome.
    """

    TOPIC: ClassVar[str] = "theme_round.tallied.v1"

    round_id: Identifier
    ballots: int = Field(description="number of ballots that count")
    shares: tuple[ThemeShare, ...]
