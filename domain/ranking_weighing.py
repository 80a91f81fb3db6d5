"""How a decision stands to the ranking by points: it follows, or says why not.

A grant follows when everything that it pays has points on what is asked now, nothing of the same
application that ranks higher is left out, and what is then left pays for everything of others that
ranks higher and waits. How the ceiling is distributed is the regulation's (Awb 4:26); a decision
that departs gives the reason for it (Awb 3:46). Equals pass nobody over. What is set apart already,
or stands on the list of a round, takes nothing of what is left. A refusal passes nobody over.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from pydantic import Field

from domain.activity import GrantedActivity
from domain.advice_weighing import NothingToDepartFrom
from domain.command import ActorCommand
from domain.errors import Refusal
from domain.event import Commitment, Event, Identifier, PublicEvent
from domain.granted_activities import is_per_activity
from domain.money import Money, total
from domain.precedence import NAMED_MAX, WAITING_MAX
from domain.proposal import Proposal
from domain.ranking import LinePoints, Standing
from domain.regulation_contents import Regulation

PASSED_OVER_MAX = WAITING_MAX + 1
"""All that wait, and the application itself."""


class RankedHigherPassedOver(Refusal):
    code = "decision.ranking_departed"
    dutch = (
        "In de rangschikking gaat voor: {first}. Besluit daar eerst over, of zeg waarom dit "
        "besluit daarvan afwijkt."
    )
    english = (
        "Ranked before this: {first}. Decide on that first, or say why this decision departs from "
        "the ranking."
    )


class WithoutPoints(Refusal):
    code = "decision.without_points"
    dutch = (
        "Niet alles wat dit besluit betaalt, heeft punten in de rangschikking. Geef die eerst, of "
        "zeg waarom dit besluit daarvan afwijkt."
    )
    english = (
        "Not everything that this decision pays has points in the ranking. Give those first, or "
        "say why this decision departs from it."
    )


class RankingChangedAfterDraft(Refusal):
    code = "decision.ranking_changed"
    dutch = (
        "De rangschikking is veranderd nadat dit besluit is voorbereid. Bereid het opnieuw voor."
    )
    english = "The ranking changed after this decision was prepared. Prepare it anew."


class RankingWeighed(PublicEvent):
    """How the draft before it stands to the ranking by points."""

    TOPIC: ClassVar[str] = "decision.ranking_weighed.v1"

    proposal_id: Identifier
    without_points: bool = Field(description="whether it pays something that has no points now")
    passed_over: tuple[Identifier, ...] = Field(
        max_length=PASSED_OVER_MAX,
        description="applications of which something that ranks higher is not paid for: the first "
        "in the order first; the application itself where it is its own",
    )
    departure: Commitment | None = Field(description="why it departs; null where it follows")

    @property
    def follows(self) -> bool:
        """Whether the draft keeps to the order."""
        return not (self.without_points or self.passed_over)


@dataclass(frozen=True, slots=True)
class RankedLine:
    """Something that has points, what it asks, and its place among others."""

    proposal_id: str
    asked: Money
    standing: Standing


@dataclass(frozen=True, slots=True)
class Departure:
    """In what a decision departs from the order; nothing where it follows."""

    without_points: bool = False
    passed_over: tuple[str, ...] = ()

    @property
    def is_none(self) -> bool:
        """Whether it follows."""
        return not (self.without_points or self.passed_over)

    def goes_beyond(self, weighed: RankingWeighed) -> bool:
        """Whether it departs in more than what the draft gave its reason for."""
        more = set(self.passed_over) - set(weighed.passed_over)
        return bool(more) or (self.without_points and not weighed.without_points)


FOLLOWS = Departure()


def points_now(
    proposal: Proposal, rules: Regulation, points: Mapping[str | None, LinePoints]
) -> dict[str | None, LinePoints]:
    """The points that are of the proposal as it reads now, by activity."""
    lines = set(proposal.activities) if is_per_activity(rules, proposal) else {None}
    return {
        name: each
        for name, each in points.items()
        if name in lines and each.proposal_version == proposal.version
    }


def paid_lines(
    proposal: Proposal, rules: Regulation, amount: Money, named: Iterable[GrantedActivity]
) -> frozenset[str | None]:
    """What a grant pays: activities where the regulation ranks them, else the whole proposal."""
    if is_per_activity(rules, proposal):
        return frozenset(each.activity_id for each in named if each.amount_cents)
    return frozenset({None} if amount else ())


def departure_of(
    proposal_id: str,
    paid: Collection[str | None],
    own: Mapping[str | None, RankedLine],
    others: Iterable[RankedLine],
    left: Money,
) -> Departure:
    """In what paying these lines of a proposal departs from the order.

    `own` are its lines with points, `others` those of others that wait without money of their own,
    `left` what is free after the decision.
    """
    without_points = any(name not in own for name in paid)
    last = max((own[name].standing for name in paid if name in own), default=None)
    higher = [
        each for each in others if without_points or (last is not None and each.standing < last)
    ]
    passed = sorted(higher, key=lambda each: each.standing)
    if total(each.asked for each in higher) <= left:
        passed = []
    left_out = [
        each
        for name, each in own.items()
        if name not in paid and last is not None and each.standing < last
    ]
    names = [proposal_id] * bool(left_out) + [each.proposal_id for each in passed]
    return Departure(without_points, tuple(dict.fromkeys(names)))


def weigh_ranking(
    command: ActorCommand, proposal: Proposal, found: Departure, departure: str | None
) -> list[Event]:
    """How the draft stands to the order, with a reason where it departs and none where not."""
    if found.is_none and departure is not None:
        raise NothingToDepartFrom()
    if not found.is_none and departure is None:
        raise _unexplained(found)
    return [
        RankingWeighed.following(
            command,
            proposal_id=proposal.proposal_id,
            without_points=found.without_points,
            passed_over=found.passed_over,
            departure=departure,
        )
    ]


def _unexplained(found: Departure) -> Refusal:
    if found.without_points:
        return WithoutPoints()
    names = ", ".join(found.passed_over[:NAMED_MAX])
    more = len(found.passed_over) - NAMED_MAX
    return RankedHigherPassedOver(first=names + (f" (+{more})" if more > 0 else ""))


def guard_ranking_unchanged(weighed: RankingWeighed | None, found: Departure) -> None:
    """A decision is taken on the order that the draft was held against."""
    if not found.is_none and (weighed is None or found.goes_beyond(weighed)):
        raise RankingChangedAfterDraft()
