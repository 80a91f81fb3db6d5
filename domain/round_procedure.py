"""How a round is run: its quiet period, its quorum, how far it can be extended, where people vote.

Frozen with the rules when the round is laid down, and within the regulation in force then.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field, model_validator

from domain.command import ActorId
from domain.event import Identifier

DAYS_MAX = 366
VOTERS_MAX = 10_000_000
POLLING_POINTS_MAX = 100


class QuorumMissed(StrEnum):
    """What the outcome is when too few voted: advice to the college, or there is none."""

    ADVICE = "advice"
    NO_OUTCOME = "no_outcome"


class Quorum(BaseModel):
    """How many ballots make an outcome: a number, a part of those who may vote, or both.

    With `extended_days` a round that misses it goes on once for so many days; `when_missed` holds
    when it is missed at the end.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", revalidate_instances="always")

    least_ballots: int = Field(
        default=0, strict=True, ge=0, le=VOTERS_MAX, description="the fewest ballots for an outcome"
    )
    least_percent: int = Field(
        default=0, strict=True, ge=0, le=100, description="of those who may vote, whole percents"
    )
    voters: int = Field(
        default=0, strict=True, ge=0, le=VOTERS_MAX, description="how many may vote; 0: not counted"
    )
    when_missed: QuorumMissed = QuorumMissed.ADVICE
    extended_days: int = Field(
        default=0,
        strict=True,
        ge=0,
        le=DAYS_MAX,
        description="for how long a round that misses it goes on, once",
    )

    @model_validator(mode="after")
    def _asks_something(self) -> Quorum:
        if self.least_percent and not self.voters:
            raise ValueError("a part of those who may vote needs their number")
        if not self.ballots_needed:
            raise ValueError("a quorum asks at least one ballot")
        return self

    @property
    def ballots_needed(self) -> int:
        """The fewest ballots that make an outcome; a part of a voter counts as a whole one."""
        return max(self.least_ballots, -(-self.voters * self.least_percent // 100))


class PollingPoint(BaseModel):
    """Where people vote on paper, and which officers may take their ballots there."""

    model_config = ConfigDict(frozen=True, extra="forbid", revalidate_instances="always")

    point_id: Identifier
    officers: tuple[ActorId, ...] = Field(min_length=1, max_length=POLLING_POINTS_MAX)


class RoundProcedure(BaseModel):
    """How a round is run, besides how it is counted.

    From `quiet_days` before voting begins nothing changes any more of the list and of what stands
    on it. Voting can be extended by `extension_days_max` in all, counted from the first closing.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", revalidate_instances="always")

    quiet_days: int = Field(
        default=0,
        strict=True,
        ge=0,
        le=DAYS_MAX,
        description="how long the list stands before voting begins",
    )
    quorum: Quorum | None = None
    extension_days_max: int = Field(
        default=0,
        strict=True,
        ge=0,
        le=DAYS_MAX,
        description="by how many days voting can be extended in all",
    )
    polling_points: tuple[PollingPoint, ...] = Field(default=(), max_length=POLLING_POINTS_MAX)

    def lacks_quorum(self, ballots: int | None) -> bool:
        """Whether so many ballots are fewer than the quorum; None: that is not known yet."""
        return bool(self.quorum and ballots is not None and ballots < self.quorum.ballots_needed)

    def ballots_for_outcome(self, minimum_ballots: int) -> int:
        """With fewer ballots there is no outcome: the proposals are for the college. Under
        `minimum_ballots` it would tell who chose what; 0: any number will do.
        """
        quorum = self.quorum
        if quorum is None or quorum.when_missed is not QuorumMissed.NO_OUTCOME:
            return minimum_ballots
        return max(minimum_ballots, quorum.ballots_needed)

    def leaves_no_outcome(self, ballots: int | None, minimum_ballots: int) -> bool:
        """Whether so many ballots are too few for an outcome; None: that is not known yet."""
        return ballots is not None and ballots < self.ballots_for_outcome(minimum_ballots)

    def latest_end(self, announced: datetime | None) -> datetime | None:
        """Until when voting can go on at the most, with all extensions; None without an end."""
        return announced and announced + timedelta(days=self.extension_days_max)

    @model_validator(mode="after")
    def _names_points_once(self) -> RoundProcedure:
        names = [point.point_id for point in self.polling_points]
        if len(set(names)) != len(names):
            raise ValueError("a polling point is named once")
        if self.quorum and self.quorum.extended_days > self.extension_days_max:
            raise ValueError("the days for a quorum are within the bound of an extension")
        return self


PLAIN = RoundProcedure()
"""Without a quiet period or quorum, never extended, and nowhere on paper."""
