"""The order of applications where no board advised: a case officer gives them points.

A regulation can have criteria with weights by which applications are ranked, and no board to rank
them, or one that did not advise on what is asked now. Then a case officer gives points, per
activity where the regulation ranks per activity, each with a reason. Points are of a version: what
is changed afterwards gets them anew. An application that has them waits for a decision, until it is
decided on or goes no further. That order is how the ceiling is distributed (Awb 4:26);
`ranking_weighing` holds decisions to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import ClassVar

from pydantic import Field

from domain.board_advice import guard_criteria
from domain.board_events import POINTS_MAX, CriterionPoints
from domain.command import ActorCommand
from domain.errors import Refusal
from domain.event import Commitment, Event, Identifier, PublicEvent, WijkCode, Year
from domain.granted_activities import is_per_activity
from domain.precedence import WAITING_MAX, has_priority, is_formal, ranks_support
from domain.proposal import Proposal
from domain.regulation_contents import Regulation
from domain.regulation_parts import MAX_LINES, ApplicantKind
from domain.regulation_procedure import RankingRule

Standing = tuple[int, int, Fraction]
"""What comes first is smallest: residents before formal ones, who shows support before who does
not, each where the regulation has that, and more points before fewer.
"""


class NotRankedByPoints(Refusal):
    code = "ranking.not_in_regulation"
    dutch = "De regels van dit voorstel hebben geen criteria om op te rangschikken."
    english = "The rules of this proposal have no criteria to rank by."


class BoardRanks(Refusal):
    code = "ranking.board_advises"
    dutch = "Het wijkbestuur heeft hierover geadviseerd. Zijn punten tellen, en geen andere."
    english = "The neighbourhood board advised on this. Its points count, and no others."


class ActivityToRank(Refusal):
    code = "ranking.activity_to_rank"
    dutch = "Geef punten aan een activiteit van dit voorstel: {activities}."
    english = "Give points to an activity of this proposal: {activities}."


class RankedAsAWhole(Refusal):
    code = "ranking.ranked_as_a_whole"
    dutch = "Dit voorstel krijgt punten in zijn geheel, niet per activiteit."
    english = "This proposal gets points as a whole, and not per activity."


class TooManyRanked(Refusal):
    code = "ranking.too_many_wait"
    dutch = "In wijk {wijk} wachten al {maximum} voorstellen met punten. Besluit daar eerst op."
    english = "In wijk {wijk}, {maximum} proposals with points wait already. Decide on those first."


class GivePoints(ActorCommand):
    """Give an activity, or a whole proposal, points per criterion, with the reason.

    Scoring again replaces what was given before.
    """

    proposal_id: Identifier
    activity_id: Identifier | None = None
    points: tuple[CriterionPoints, ...] = Field(max_length=MAX_LINES)
    reason: Commitment


class PointsGiven(PublicEvent):
    """The points of an activity, or of a whole proposal where `activity_id` is null."""

    TOPIC: ClassVar[str] = "ranking.points_given.v1"

    year: Year
    wijk: WijkCode
    proposal_id: Identifier
    proposal_version: int = Field(ge=1, description="the version that they are for")
    activity_id: Identifier | None
    points: tuple[CriterionPoints, ...] = Field(max_length=MAX_LINES)
    weighted_points: int = Field(ge=0, description="sum of points times weight")
    weighted_points_max: int = Field(ge=1, description="the most that the weights allow")
    reason: Commitment


class RankingEnded(PublicEvent):
    """An application with points waits no longer: it was decided on, or ended otherwise."""

    TOPIC: ClassVar[str] = "ranking.ended.v1"

    year: Year
    wijk: WijkCode
    proposal_id: Identifier


@dataclass(frozen=True, slots=True)
class LinePoints:
    """The part that a line has of all the points that it could have, on a version."""

    proposal_version: int
    points: Fraction


@dataclass(frozen=True, slots=True)
class Ranking:
    """What has points in a wijk and year and waits, by proposal and activity.

    The activity of points for a whole proposal is None.
    """

    waiting: Mapping[str, Mapping[str | None, LinePoints]] = field(default_factory=dict)


def stream_of(year: int, wijk: str) -> str:
    """The stream of the ranking of a wijk and year."""
    return f"ranking:{year}:{wijk}"


def evolve(ranking: Ranking | None, event: Event) -> Ranking | None:
    """The ranking after one more event."""
    waiting = ranking.waiting if ranking else {}
    match event:
        case PointsGiven():
            points = Fraction(event.weighted_points, event.weighted_points_max)
            given = LinePoints(event.proposal_version, points)
            lines = {**waiting.get(event.proposal_id, {}), event.activity_id: given}
            return Ranking({**waiting, event.proposal_id: lines})
        case RankingEnded():
            left = {name: each for name, each in waiting.items() if name != event.proposal_id}
            return Ranking(left)
        case _:
            return ranking


def ranks_by_points(rules: Regulation) -> bool:
    """Whether it has criteria, by which a case officer ranks what no board advised on."""
    return rules.ranking is not None


def give_points(
    command: GivePoints,
    ranking: Ranking | None,
    proposal: Proposal,
    rules: Regulation,
    *,
    is_advised: bool = False,
) -> list[Event]:
    """Points for exactly the criteria of the regulation, on a line of the proposal as it is now;
    not where a board's advice on that stands (`is_advised`).
    """
    rule = guard_ranks_by_points(rules, is_advised=is_advised)
    waiting = ranking.waiting if ranking else {}
    if proposal.proposal_id not in waiting and len(waiting) >= WAITING_MAX:
        raise TooManyRanked(wijk=proposal.wijk, maximum=WAITING_MAX)
    guard_line_to_rank(command.activity_id, proposal, rules)
    weights = guard_criteria(command.points, rule)
    return [
        PointsGiven.following(
            command,
            year=proposal.year,
            wijk=proposal.wijk,
            proposal_version=proposal.version,
            weighted_points=sum(each.points * weights[each.criterion] for each in command.points),
            weighted_points_max=POINTS_MAX * sum(weights.values()),
        )
    ]


def guard_ranks_by_points(rules: Regulation, *, is_advised: bool) -> RankingRule:
    """The criteria, where no board ranked by them."""
    if rules.ranking is None:
        raise NotRankedByPoints()
    if is_advised:
        raise BoardRanks()
    return rules.ranking


def guard_line_to_rank(activity_id: str | None, proposal: Proposal, rules: Regulation) -> None:
    """Activities get points one by one where the regulation ranks them so."""
    if not is_per_activity(rules, proposal):
        if activity_id is not None:
            raise RankedAsAWhole()
    elif activity_id not in proposal.activities:
        raise ActivityToRank(activities=", ".join(proposal.activities))


def end_ranking(
    command: ActorCommand, ranking: Ranking | None, ended: Iterable[Proposal]
) -> list[Event]:
    """These wait no longer; nothing for those without points."""
    waiting = ranking.waiting if ranking else {}
    return [
        RankingEnded.following(
            command, year=each.year, wijk=each.wijk, proposal_id=each.proposal_id
        )
        for each in ended
        if each.proposal_id in waiting
    ]


def standing_of(
    rules: Regulation, kind: ApplicantKind, points: Fraction, *, has_support: bool
) -> Standing:
    """The place of a line among others by its regulation: points order what is alike in the rest.

    `kind` is of who leads the application, `points` a part of the most there can be.
    """
    return (
        int(has_priority(rules) and is_formal(kind)),
        int(ranks_support(rules) and not has_support),
        -points,
    )
