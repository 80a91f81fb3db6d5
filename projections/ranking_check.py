"""Grants in the log held against the ranking by points, where no board advised.

Where the regulation has a board, nothing is said of grants of before points without its advice were
first looked at. What a command checked when it was given is checked here once more, from the log
alone (`city_in_log`), and by an order worked out here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from domain import board_state
from domain.advice_weighing import is_advised_now
from domain.board_events import BoardEvent
from domain.board_state import Board
from domain.decision import DecisionPrepared, DecisionTaken
from domain.decision_ground import DecisionOutcome
from domain.granted_activities import is_per_activity
from domain.money import Money, total
from domain.precedence import OF_RESIDENTS
from domain.proposal import Proposal
from domain.ranking import PointsGiven
from domain.ranking_weighing import RankingWeighed
from projections.city_in_log import CityInLog
from projections.entry import Entry


class RankingFault(StrEnum):
    """What is wrong with a grant where points order decisions."""

    NOT_WEIGHED = "not_weighed"
    DEPARTURE_UNEXPLAINED = "departure_unexplained"


@dataclass(frozen=True, slots=True)
class RankingFaultFound:
    """A grant by its place in the log, and what it passed over; nothing where it has no points."""

    position: int
    proposal_id: str
    fault: RankingFault
    passed_over: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """Something with points on what is asked now."""

    proposal_id: str
    activity_id: str | None
    asked: Money
    is_formal: bool
    is_alone: bool
    points: int
    most: int

    def goes_before(self, other: _Line) -> bool:
        """Whether it ranks higher: equals do not."""
        if self.is_formal != other.is_formal:
            return other.is_formal
        if self.is_alone != other.is_alone:
            return other.is_alone
        return self.points * other.most > other.points * self.most


@dataclass(slots=True)
class RankingCheck:
    """Reads entries in order; `grants` is how many grants that points order were looked at."""

    grants: int = 0
    _city: CityInLog = field(default_factory=CityInLog)
    _points: dict[str, dict[str | None, PointsGiven]] = field(default_factory=dict)
    _boards: dict[str, Board] = field(default_factory=dict)
    _held_with_board: bool = False
    _weighed: dict[str, RankingWeighed] = field(default_factory=dict)

    def faults_in(self, entries: Iterable[Entry]) -> Iterator[RankingFaultFound]:
        """What is wrong in these entries, which follow those that were read before."""
        for entry in entries:
            if isinstance(entry.event, DecisionTaken):
                yield from self._of_decision(entry.position, entry.event)
            self._keep(entry)

    def _keep(self, entry: Entry) -> None:
        self._city.keep(entry)
        match entry.event:
            case PointsGiven() as event:
                self._points.setdefault(event.proposal_id, {})[event.activity_id] = event
            case DecisionPrepared() as event:
                self._weighed.pop(event.proposal_id, None)
            case RankingWeighed() as event:
                self._weighed[event.proposal_id] = event
                rules = self._city.rules_of(self._city.proposals[event.proposal_id])
                self._held_with_board = self._held_with_board or rules.board is not None
            case BoardEvent() as event:
                board = board_state.evolve(self._boards.get(event.wijk), event)
                self._boards[event.wijk] = board or Board()
            case _:
                return

    def _of_decision(self, position: int, event: DecisionTaken) -> Iterator[RankingFaultFound]:
        asked = self._city.proposals[event.proposal_id]
        weighed = self._weighed.get(event.proposal_id)
        is_grant = event.outcome is DecisionOutcome.GRANT and bool(event.amount_cents)
        if not is_grant or self._is_advised_now(asked) or not self._is_ordered(asked):
            return
        self.grants += 1
        paid: set[str | None] = {each.activity_id for each in event.activities if each.amount_cents}
        paid = paid or {None}
        own = {line.activity_id: line for line in self._lines(asked)}
        passed_over = tuple(dict.fromkeys(self._passed_over(event, asked, paid, own)))
        if not passed_over and paid <= own.keys():
            return
        if weighed is None:
            if self._city.rules_of(asked).board is not None and not self._held_with_board:
                return
            yield RankingFaultFound(
                position, asked.proposal_id, RankingFault.NOT_WEIGHED, passed_over
            )
        elif weighed.departure is None:
            fault = RankingFault.DEPARTURE_UNEXPLAINED
            yield RankingFaultFound(position, asked.proposal_id, fault, passed_over)

    def _passed_over(
        self,
        event: DecisionTaken,
        asked: Proposal,
        paid: set[str | None],
        own: dict[str | None, _Line],
    ) -> Iterator[str]:
        lines = [own[name] for name in paid if name in own]
        for name, line in own.items():
            if name not in paid and any(line.goes_before(each) for each in lines):
                yield asked.proposal_id
        waiting = [
            line
            for other in self._city.waiting_beside(asked)
            if not self._is_advised_now(other)
            for line in self._lines(other)
            if len(lines) < len(paid) or any(line.goes_before(each) for each in lines)
        ]
        if total(line.asked for line in waiting) > self._city.left_after(asked, event.amount_cents):
            yield from (line.proposal_id for line in waiting)

    def _lines(self, asked: Proposal) -> Iterator[_Line]:
        """What of it has points that are of the proposal as it reads now."""
        rules = self._city.rules_of(asked)
        support_first = rules.support is not None and rules.support.ranks_first
        residents_first = rules.applicants is not None and rules.applicants.residents_first
        for name, given in self._points.get(asked.proposal_id, {}).items():
            is_asked = name in asked.activities if is_per_activity(rules, asked) else name is None
            if not is_asked or given.proposal_version != asked.version:
                continue
            yield _Line(
                asked.proposal_id,
                name,
                asked.activities[name].asked if name else asked.amount,
                is_formal=residents_first and asked.applicant_kind not in OF_RESIDENTS,
                is_alone=support_first and not self._city.shows_support(asked.proposal_id),
                points=given.weighted_points,
                most=given.weighted_points_max,
            )

    def _is_advised_now(self, asked: Proposal) -> bool:
        """Whether a board's advice stands on it as it reads now: no other points count then."""
        return is_advised_now(asked, self._boards.get(asked.wijk))

    def _is_ordered(self, asked: Proposal) -> bool:
        """Whether points order it: criteria, and no outcome of a round that binds."""
        rules = self._city.rules_of(asked)
        if rules.ranking is None:
            return False
        voted = self._city.round_of(asked)
        return voted is None or not self._city.binds(voted)
