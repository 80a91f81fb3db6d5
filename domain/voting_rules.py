"""The rules of a round: how a ballot is filled in, how ballots are counted, how ties go."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from domain.event import Identifier
from domain.money import Money, PositiveMoney
from domain.tally.equal_shares import Utility
from domain.tally.parameters import Completion, VotingRule

MAX_CANDIDATES = 400
MAX_POINTS = 1_000_000
"""The most points that a limit can be set at."""
MAX_EXCLUSIONS = 100
MAX_CATEGORIES = 40
LINE_NAME_MAX = 64
"""Characters in the name of a line on a list, which is an identifier as any other."""


class BallotForm(StrEnum):
    """How a ballot is filled in.

    `approval`: choose proposals; `choose-1`: choose one; `knapsack`: choose proposals that together
    fit the round's budget; `cumulative`: divide points over proposals; `scoring`: give each
    proposal that you choose points; `ordinal`: put proposals in order of preference.
    """

    APPROVAL = "approval"
    CHOOSE_ONE = "choose-1"
    KNAPSACK = "knapsack"
    CUMULATIVE = "cumulative"
    SCORING = "scoring"
    ORDINAL = "ordinal"

    @property
    def has_points(self) -> bool:
        """Whether a voter writes points."""
        return self in (BallotForm.CUMULATIVE, BallotForm.SCORING)

    @property
    def has_order(self) -> bool:
        """Whether the order of the choices says something."""
        return self is BallotForm.ORDINAL

    @property
    def is_approval(self) -> bool:
        """Whether a ballot says yes to proposals, and nothing more."""
        return not (self.has_points or self.has_order)


class TieBreak(StrEnum):
    """Who of equals goes first: by proposal id, ascending as text, or by a draw (see `draw`)."""

    PROPOSAL_ID_ASCENDING = "proposal_id_ascending"
    DRAW = "draw"


Points = Annotated[int, Field(strict=True, ge=1, le=MAX_POINTS)]
PointsOrNone = Points | None
MoneyOrNone = PositiveMoney | None
ProposalIds = Annotated[tuple[Identifier, ...], Field(max_length=MAX_CANDIDATES)]


def _most_choices(given: dict[str, Any]) -> int:
    return 1 if given.get("ballot_form") is BallotForm.CHOOSE_ONE else MAX_CANDIDATES


class Category(BaseModel):
    """Lines of the list that together get at least, or at most, so much of the budget."""

    model_config = ConfigDict(frozen=True, extra="forbid", revalidate_instances="always")

    name: Identifier
    proposal_ids: ProposalIds = Field(min_length=1)
    min_cents: MoneyOrNone = None
    max_cents: MoneyOrNone = None


class RoundRules(BaseModel):
    """How ballots are filled in and counted.

    Where proposals are named, lines of the list are: a proposal by its id, an activity of one as
    `proposal.activity`.
    `utility` None is the ballots' own: a winner's price where ballots approve, the points it was
    given where they give points. `completion` None is the rule's own. `add1_step_cents` is the step
    by which the add1 completion raises the budget per voter: one euro unless the regulation says
    otherwise. Which limits belong to which form is in `round_limits`; None is no limit.
    """

    # Checked again in commands and events: what was copied and changed must fit too, or nobody
    # could read the entry back.
    model_config = ConfigDict(frozen=True, extra="forbid", revalidate_instances="always")

    rule: VotingRule
    utility: Utility | None = None
    completion: Completion | None = None
    add1_step_cents: PositiveMoney = Money(100)
    stop_at_exhaustive: bool = Field(
        default=False,
        description="whether add1 stops at the first outcome that nothing can be added to",
    )
    skip_unaffordable: bool = Field(
        default=True,
        description="whether a greedy count goes on after a proposal that does not fit",
    )
    minimum_votes: int = Field(
        default=0, ge=0, le=10_000_000, description="with fewer votes a proposal cannot win"
    )
    minimum_points: int = Field(
        default=0, ge=0, le=10**13, description="with fewer points a proposal cannot win"
    )
    exclusions: tuple[ProposalIds, ...] = Field(
        default=(), max_length=MAX_EXCLUSIONS, description="of each set one proposal wins at most"
    )
    categories: tuple[Category, ...] = Field(default=(), max_length=MAX_CATEGORIES)
    ballot_form: BallotForm = BallotForm.APPROVAL
    min_choices: int = Field(
        default=1, ge=0, le=MAX_CANDIDATES, description="fewest choices on a ballot"
    )
    max_choices: int = Field(
        default_factory=_most_choices,
        ge=1,
        le=MAX_CANDIDATES,
        description="most choices on a ballot",
    )
    min_total_cents: MoneyOrNone = Field(
        default=None, description="the least that a ballot's choices cost together"
    )
    max_total_cents: MoneyOrNone = Field(
        default=None, description="the most that a ballot's choices cost together"
    )
    min_points: PointsOrNone = Field(default=None, description="fewest points on a ballot in all")
    max_points: PointsOrNone = Field(default=None, description="most points on a ballot in all")
    max_points_per_proposal: PointsOrNone = Field(
        default=None, description="most points on a ballot for one proposal"
    )
    place_points: Annotated[tuple[Points, ...], Field(max_length=MAX_CANDIDATES)] | None = Field(
        default=None, description="points for the first place, the second, and so on"
    )
    tie_break: TieBreak = TieBreak.PROPOSAL_ID_ASCENDING


class Candidate(BaseModel):
    """A line of the frozen list: a proposal, or one of its activities. With a smallest part it may
    be funded in part, from there on.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    proposal_id: Identifier
    activity_id: Identifier | None = Field(
        default=None, description="the activity that is voted on; null for the whole proposal"
    )
    price_cents: PositiveMoney
    smallest_part_cents: MoneyOrNone = None

    @property
    def line_id(self) -> str:
        """How the line is called on ballots, in rules and in results."""
        return line_named(self.proposal_id, self.activity_id)


def line_named(proposal_id: str, activity_id: str | None) -> str:
    """How a proposal on a list is called, or one of its activities."""
    return proposal_id if activity_id is None else f"{proposal_id}.{activity_id}"


def points_of(
    rules: RoundRules, choices: tuple[str, ...], points: tuple[int, ...] | None
) -> dict[str, int] | None:
    """The points that a ballot gives by proposal; None where ballots only approve."""
    if rules.ballot_form.has_points:
        return dict(zip(choices, points or (), strict=True))
    if rules.ballot_form.has_order:
        return dict(zip(choices, rules.place_points or (), strict=False))
    return None
