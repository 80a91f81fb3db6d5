"""What the rules of a regulation are made of: articles, days, bands of amounts, and kinds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import IntEnum, StrEnum
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

from domain.event import Identifier
from domain.money import ZERO, Money, MoneyOrNothing

MAX_LINES = 40
"""The most lines that one rule can have: bands, criteria, moments, themes."""

Article = Annotated[Identifier, Field(description="article of the regulation, as 4.2")]
Percent = Annotated[int, Field(strict=True, ge=0, le=100, description="whole percents")]
Weeks = Annotated[int, Field(strict=True, ge=1, le=520, description="weeks")]
Count = Annotated[int, Field(strict=True, ge=0, le=10_000_000, description="how many")]


class ApplicantKind(StrEnum):
    """Who asks."""

    RESIDENT = "resident"
    RESIDENTS_GROUP = "residents_group"
    VOLUNTEERS = "volunteers"
    ASSOCIATION = "association"
    FOUNDATION = "foundation"
    PROFESSIONAL = "professional"
    COMPANY = "company"


class SupportLayer(StrEnum):
    """A layer of the pyramid of support, from the base up."""

    OWN_STRENGTH = "own_strength"
    INFORMAL = "informal"
    GENERAL_PROVISION = "general_provision"
    INDIVIDUAL_PROVISION = "individual_provision"
    SPECIALISED_CARE = "specialised_care"


class AccountForm(IntEnum):
    """How a grant is accounted for, from light to heavy.

    `NONE`: it is determined when it is granted, and no account is asked.
    """

    NONE = 0
    STATEMENT = 1
    REPORT = 2
    AUDITED_REPORT = 3


class RoundMeaning(StrEnum):
    """What the outcome of a round is: how the ceiling is distributed (Awb 4:26), or advice."""

    DISTRIBUTION = "distribution"
    ADVICE = "advice"


class SeatKind(StrEnum):
    """On whose behalf someone sits in a neighbourhood board."""

    RESIDENT = "resident"
    PROFESSIONAL = "professional"


class RulePart(BaseModel):
    """A part of a rule. Copied and changed, it is checked again."""

    model_config = ConfigDict(frozen=True, extra="forbid", revalidate_instances="always")


class Rule(RulePart):
    """A rule of a regulation, and the article it stands in."""

    article: Article


class DayOfYear(RulePart):
    """A day that comes back every year."""

    month: int = Field(strict=True, ge=1, le=12, description="month of the year")
    day: int = Field(strict=True, ge=1, le=31, description="day of the month")

    @model_validator(mode="after")
    def _exists_every_year(self) -> DayOfYear:
        date(2001, self.month, self.day)
        return self

    def in_year(self, year: int) -> date:
        """The day in one year."""
        return date(year, self.month, self.day)


class Band(RulePart):
    """What holds from an amount on, up to where the next band begins."""

    from_cents: MoneyOrNothing = ZERO


B = TypeVar("B", bound=Band)


def band_of(bands: Sequence[B], amount: Money) -> B | None:
    """The band that an amount falls in; None below the first."""
    reached = [band for band in bands if band.from_cents <= amount]
    return max(reached, key=lambda band: band.from_cents, default=None)
