"""What the board advised on a proposal, or which points it has, and how a decision stands to it."""

from __future__ import annotations

from collections.abc import Iterable

from domain.advice_weighing import AdviceWeighed
from domain.board_events import AdviceGiven, CriterionPoints, InterestDeclared
from domain.command import ActorId
from domain.event import Commitment
from domain.money import Money
from domain.ranking import PointsGiven
from projections.document import Changes, Deed, Part, altered, as_told, deed
from projections.entry import Entry


class AdviceInDossier(Part):
    """The last advice on one activity, or on the whole proposal where `activity_id` is None.

    `weighted_points_max` is the most there could have been. `lapsed` tells that somebody who gave
    it declared an interest afterwards.
    """

    activity_id: str | None
    priority_id: str | None
    proposal_version: int
    favourable: bool
    advised_cents: Money
    points: tuple[CriterionPoints, ...]
    weighted_points: int
    weighted_points_max: int
    meeting_id: str
    adviser_ids: tuple[ActorId, ...]
    recused_ids: tuple[ActorId, ...]
    reason: Commitment
    given: Deed
    lapsed: Deed | None = None


class AdviceFollowed(Part):
    """What was advised when a decision was drafted, whether it follows, and if not why."""

    advised_cents: Money
    follows: bool
    departure: Commitment | None


class PointsInDossier(Part):
    """The last points of one activity, or of the whole proposal where `activity_id` is None.

    `weighted_points_max` is the most there could have been. They count on `proposal_version`.
    """

    activity_id: str | None
    proposal_version: int
    points: tuple[CriterionPoints, ...]
    weighted_points: int
    weighted_points_max: int
    reason: Commitment
    given: Deed


class RankingFollowed(Part):
    """How a draft stood to the ranking by points: what it paid without any, which applications it
    passed over, and if it departs why.
    """

    without_points: bool
    passed_over: tuple[str, ...]
    departure: Commitment | None

    @property
    def follows(self) -> bool:
        """Whether it kept to the order."""
        return not (self.without_points or self.passed_over)


class OutcomeFollowed(Part):
    """What the proposal won in a round whose outcome is advice when a decision was drafted, whether
    that follows it, and if not why.
    """

    round_id: str
    won_cents: Money
    follows: bool
    departure: Commitment | None


def pointed(entry: Entry, event: PointsGiven, earlier: Iterable[PointsInDossier]) -> Changes:
    """Points take the place of those before them for the same activity."""
    others = [each for each in earlier if each.activity_id != event.activity_id]
    given = as_told(PointsInDossier, event, given=deed(entry, event))
    return {"points": (*others, given)}


def advised(entry: Entry, event: AdviceGiven, earlier: Iterable[AdviceInDossier]) -> Changes:
    """An advice takes the place of the one before it on the same activity."""
    others = [each for each in earlier if each.activity_id != event.activity_id]
    given = as_told(AdviceInDossier, event, given=deed(entry, event))
    return {"advice": (*others, given)}


def interest_declared(
    entry: Entry, event: InterestDeclared, earlier: Iterable[AdviceInDossier]
) -> Changes:
    """What somebody with an interest advised does not stand any more."""
    lapsed = {"lapsed": deed(entry, event)}
    return {
        "advice": tuple(
            altered(each, lapsed)
            if each.lapsed is None and event.by.id in each.adviser_ids
            else each
            for each in earlier
        )
    }


def followed(event: AdviceWeighed) -> AdviceFollowed:
    """How the draft stands to the advice."""
    return as_told(AdviceFollowed, event)
