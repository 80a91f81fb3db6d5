"""Rules of a regulation about who asks, for what, how much, and how it is accounted for.

Each rule names the article it stands in. Cities differ here, so these are data: a rule that is
absent asks nothing. What the law asks of every city is code, in the rooms of its subjects.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from domain.event import Identifier
from domain.money import MoneyOrNothing, PositiveMoney
from domain.regulation_parts import (
    MAX_LINES,
    AccountForm,
    ApplicantKind,
    Band,
    Count,
    DayOfYear,
    Percent,
    Rule,
    RulePart,
    SupportLayer,
    Weeks,
)

MoneyOrNone = PositiveMoney | None


class ApplicantRule(Rule):
    """Who may apply."""

    kinds: tuple[ApplicantKind, ...] = Field(min_length=1, max_length=len(ApplicantKind))
    residents_first: bool = Field(
        default=False, description="whether residents' initiatives rank before formal ones"
    )


class LayerRule(Rule):
    """Which layers of support can be funded."""

    layers: tuple[SupportLayer, ...] = Field(min_length=1, max_length=len(SupportLayer))


class CategoryCeiling(RulePart):
    """The most that one proposal gets for one category: a kind of costs, or one that applicants
    choose for a proposal or activity; zero excludes the category.
    """

    category: Identifier
    most_cents: MoneyOrNothing


class CeilingRule(Rule):
    """The most that one proposal gets: in all, by category, by address that takes part."""

    per_proposal_cents: MoneyOrNone = Field(
        default=None, description="the most for one proposal, in euro cents"
    )
    per_address_cents: MoneyOrNone = Field(
        default=None, description="how much each address that takes part counts for, in euro cents"
    )
    categories: tuple[CategoryCeiling, ...] = Field(default=(), max_length=MAX_LINES)


class CoFundingBand(Band):
    """Which part of its costs a proposal brings itself."""

    least_percent: Percent


class CoFundingRule(Rule):
    """What applicants bring themselves."""

    bands: tuple[CoFundingBand, ...] = Field(min_length=1, max_length=MAX_LINES)
    own_work_counts: bool = Field(default=False, description="whether own work in kind counts")


class SupportBand(Band):
    """How many residents say that they support a proposal."""

    least_supporters: Count


class SupportRule(Rule):
    """Support that is demonstrated."""

    bands: tuple[SupportBand, ...] = Field(min_length=1, max_length=MAX_LINES)
    ranks_first: bool = Field(
        default=False, description="whether who shows support ranks before who does not"
    )


class AdvanceBand(Band):
    """Which part of a grant is paid before it is determined."""

    most_percent: Percent


class AdvanceRule(Rule):
    """Advances by the amount that was granted."""

    bands: tuple[AdvanceBand, ...] = Field(min_length=1, max_length=MAX_LINES)


class AccountBand(Band):
    """How a grant is accounted for, and how long after its year, or after a later grant."""

    form: AccountForm = Field(
        description="0 none, 1 a statement, 2 a report, 3 a report that was audited"
    )
    within_weeks: Weeks = 13


class AccountRule(Rule):
    """Accounts by the amount that was granted."""

    bands: tuple[AccountBand, ...] = Field(min_length=1, max_length=MAX_LINES)


class ClaimRule(Rule):
    """Costs are claimed within a term after they were made."""

    within_weeks: Weeks


class PartRule(Rule):
    """Whether a remainder that does not cover the whole may be granted in part."""

    allowed: bool = Field(description="whether a proposal may be granted in part")


class FeasibilityRule(Rule):
    """The published grounds on which a proposal can be found not feasible."""

    grounds: tuple[Identifier, ...] = Field(min_length=1, max_length=MAX_LINES)


class CarryOverRule(Rule):
    """What happens to what is left."""

    allowed: bool = Field(description="whether money may go to the next year")
    pooling_day: DayOfYear | None = Field(
        default=None,
        description="from this day on, what wijken have left is for the whole city",
    )
    saving_years: Annotated[int, Field(strict=True, ge=0, le=10)] = Field(
        default=0, description="how many years a wijk may save up"
    )


class CouncilRule(Rule):
    """Up to which amount a grant needs no decision of the council."""

    without_council_up_to_cents: PositiveMoney
