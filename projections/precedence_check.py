"""Grants in the log held against what went before them: of residents, or with support.

What a command checked when it was given is checked here once more, from the log alone
(`city_in_log`). A rule is held from the first time on that something was given precedence by it.
What came in handling before that went before nothing, and nothing is at fault for having passed it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from domain.decision import DecisionTaken
from domain.decision_ground import DecisionOutcome
from domain.event import Event
from domain.money import ZERO, Money, total
from domain.objection_events import DecisionKind, ObjectionDecided
from domain.precedence import (
    OF_RESIDENTS,
    PrecedenceGiven,
    PrecedenceGround,
    has_priority,
    ranks_support,
)
from domain.proposal import Proposal, ProposalTakenInHandling
from domain.proposal_events import ProposalReturned
from domain.regulation_contents import Regulation
from domain.round_money_events import RoundMoneyCounted
from projections.city_in_log import CityInLog
from projections.entry import Entry


class PrecedenceFault(StrEnum):
    """What is wrong with a grant: it passed over residents, or also who shows support."""

    RESIDENTS_PASSED_OVER = "residents_passed_over"
    SUPPORT_PASSED_OVER = "support_passed_over"


@dataclass(frozen=True, slots=True)
class PrecedenceFaultFound:
    """A grant by its place in the log, and the proposals that it passed over."""

    position: int
    proposal_id: str
    fault: PrecedenceFault
    waiting: tuple[str, ...]


@dataclass(slots=True)
class PrecedenceCheck:
    """Reads entries in order; `grants` is how many grants something could go before."""

    grants: int = 0
    _city: CityInLog = field(default_factory=CityInLog)
    _won: set[str] = field(default_factory=set)
    _held_for: dict[PrecedenceGround, set[str]] = field(default_factory=dict)

    def faults_in(self, entries: Iterable[Entry]) -> Iterator[PrecedenceFaultFound]:
        """What is wrong in these entries, which follow those that were read before."""
        for entry in entries:
            if (granted := self._granted(entry.event)) is not None:
                yield from self._of_grant(entry.position, *granted)
            self._keep(entry)

    def _keep(self, entry: Entry) -> None:
        self._city.keep(entry)
        event = entry.event
        if isinstance(event, RoundMoneyCounted):
            self._won.update(each.proposal_id for each in event.won)
        if isinstance(event, PrecedenceGiven | ProposalTakenInHandling | ProposalReturned):
            self._keep_held(event)

    def _keep_held(
        self, event: PrecedenceGiven | ProposalTakenInHandling | ProposalReturned
    ) -> None:
        """For what comes in handling from the first precedence on, the rule is held."""
        if isinstance(event, PrecedenceGiven):
            for ground in event.grounds:
                self._held_for.setdefault(ground, set()).add(event.proposal_id)
            return
        for known in self._held_for.values():
            known.add(event.proposal_id)

    def _granted(self, event: Event) -> tuple[Proposal, Money] | None:
        """What is asked and what is free in its place after a grant, or after an objection gave
        more of what was left; None where an event does neither.
        """
        match event:
            case DecisionTaken(outcome=DecisionOutcome.GRANT):
                asked = self._city.proposals[event.proposal_id]
                return asked, self._city.left_after(asked, event.amount_cents)
            case ObjectionDecided(against=DecisionKind.DECISION):
                asked = self._city.proposals[event.proposal_id]
                takes = self._city.taken_of_remainder(asked, event.amount_cents)
                is_more = event.amount_cents > event.former_cents and takes > ZERO
                return (asked, self._city.available_to(asked) - takes) if is_more else None
            case _:
                return None

    def _of_grant(
        self, position: int, asked: Proposal, left: Money
    ) -> Iterator[PrecedenceFaultFound]:
        rules = self._city.rules_of(asked)
        if self._rank(asked, rules) == (0, 0) or asked.proposal_id in self._won:
            return
        self.grants += 1
        before = [
            (each, ground)
            for each in self._city.waiting_beside(asked)
            if (ground := self._ground_before(each, asked, rules))
        ]
        if total(each.amount for each, _ in before) > left:
            fault = (
                PrecedenceFault.SUPPORT_PASSED_OVER
                if PrecedenceGround.SUPPORT in {ground for _, ground in before}
                else PrecedenceFault.RESIDENTS_PASSED_OVER
            )
            waiting = tuple(each.proposal_id for each, _ in before)
            yield PrecedenceFaultFound(position, asked.proposal_id, fault, waiting)

    def _ground_before(
        self, each: Proposal, asked: Proposal, rules: Regulation
    ) -> PrecedenceGround | None:
        """By which rule of both it goes before what is asked, if it does and the rule was held."""
        first, then = self._rank(each, rules), self._rank(asked, rules)
        if first >= then:
            return None
        by_residents = first[0] < then[0]
        ground = PrecedenceGround.RESIDENTS if by_residents else PrecedenceGround.SUPPORT
        own = self._city.rules_of(each)
        has_rule = has_priority(own) if by_residents else ranks_support(own)
        is_held = each.proposal_id in self._held_for.get(ground, ())
        return ground if has_rule and is_held else None

    def _rank(self, each: Proposal, rules: Regulation) -> tuple[int, int]:
        """What goes before is smaller: whose it is first, then whether it shows support."""
        is_formal = each.applicant_kind not in OF_RESIDENTS
        return (
            int(has_priority(rules) and is_formal),
            int(ranks_support(rules) and not self._city.shows_support(each.proposal_id)),
        )
