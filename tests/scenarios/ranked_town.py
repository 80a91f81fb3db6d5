"""A town whose regulation ranks by points, and has no board to advise on them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from msgspec.structs import replace

from application.command_desk import Receipt
from application.streams import Reading
from domain.board_events import CriterionPoints
from domain.command import Actor, Role
from domain.proposal import TakeInHandling
from domain.ranking import GivePoints
from domain.ranking_weighing import RankingWeighed
from domain.regulation_contents import Regulation
from domain.round_events import LeftOffActivity
from projections.entry import Entry
from tests.scenarios.boardroom import RULES
from tests.scenarios.people import PEOPLE, sealed
from tests.scenarios.quarter import Quarter

RANKING: dict[str, Any] = RULES["ranking"]
PER_ACTIVITY: dict[str, Any] = RANKING | {"per_activity": True}
REASON = sealed("the others can wait a month")


def without_reasons(entries: Iterable[Entry]) -> list[Entry]:
    """The log as it would be, had no draft said why it departs from the ranking."""
    return [
        replace(each, event=each.event.model_copy(update={"departure": None}))
        if isinstance(each.event, RankingWeighed)
        else each
        for each in entries
    ]


def leaving_off(proposal_id: str, *names: str) -> dict[str, Any]:
    """What says that these activities do not go on the list of a round."""
    off = tuple(LeftOffActivity(proposal_id=proposal_id, activity_id=name) for name in names)
    return {"left_off": off, "left_off_reason": sealed("the ground is not ours")}


def points(goals: int, reach: int = 5) -> tuple[CriterionPoints, ...]:
    """Points for both criteria; the first counts twice."""
    return (
        CriterionPoints(criterion="goals-of-the-wijk", points=goals),
        CriterionPoints(criterion="reach", points=reach),
    )


class RankedTown(Quarter):
    """€ 100,000, and proposals that a case officer gives points."""

    @classmethod
    def ranking(cls, **changed: Any) -> Self:
        """With criteria and no board, unless told otherwise."""
        town = cls.furnished()
        town.adopt(**({"ranking": RANKING} | changed))
        return town

    def adopt(self, **rules: Any) -> Receipt:
        """A regulation of these rules; one that is None is left out."""
        held = {name: rule for name, rule in rules.items() if rule is not None}
        return self.adopt_regulation(Regulation.model_validate(held))

    @property
    def is_per_activity(self) -> bool:
        """Whether the regulation ranks activities one by one."""
        found = Reading(self.streams).regulations().state
        assert found is not None
        ranking = found.by_id["rules-1"].rules.ranking
        return ranking is not None and ranking.per_activity

    def is_decided(self, proposal_id: str) -> bool:
        """Whether a decision on it was taken."""
        found = Reading(self.streams).decision(proposal_id).state
        return found is not None and found.taken

    def gives(
        self, proposal_id: str, goals: int, by: Role | Actor = Role.CASE_OFFICER, **changed: Any
    ) -> Receipt:
        """Points with a reason."""
        fields: dict[str, Any] = {"points": points(goals), "reason": sealed("it reaches many")}
        return self.do(GivePoints, by, proposal_id=proposal_id, **(fields | changed))

    def ranked(self, proposal_id: str, amount: int, goals: int, **changed: Any) -> None:
        """A proposal in handling, with points."""
        self.admit(proposal_id, amount, **changed)
        self.gives(proposal_id, goals)

    def with_activities(self, proposal_id: str, **costs: int) -> None:
        """A proposal of activities, in handling."""
        self.submit(proposal_id, sum(costs.values()))
        for name, cost in costs.items():
            self.sets(PEOPLE[Role.RESIDENT], proposal_id, name, cost)
        self.do(TakeInHandling, Role.CASE_OFFICER, proposal_id=proposal_id)

    def grants(self, proposal_id: str, amount: int, **changed: Any) -> None:
        """Reserved, drafted and decided."""
        self.reserve(proposal_id, amount)
        self.prepare(proposal_id, amount, **changed)
        self.take(proposal_id)
