"""Formal grants in the log held against the residents' initiatives that went before them.

What a command checked when it was given is checked here once more, from the proposals and the money
of the log alone: the list of who waits, which the handlers keep, is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from domain import budget, proposal
from domain.budget import Budget
from domain.budget_events import BudgetEvent
from domain.decision import DecisionTaken
from domain.decision_ground import DecisionOutcome
from domain.money import ZERO, total
from domain.precedence import OF_RESIDENTS, has_priority
from domain.proposal import Proposal, ProposalStatus
from domain.regulation import RegulationAdopted
from domain.regulation_contents import NO_RULES, Regulation
from domain.round_money_events import RoundMoneyCounted
from projections.entry import Entry


class PrecedenceFault(StrEnum):
    """What is wrong with a grant to a formal applicant."""

    RESIDENTS_PASSED_OVER = "residents_passed_over"


@dataclass(frozen=True, slots=True)
class PrecedenceFaultFound:
    """A grant by its place in the log, and the initiatives that it passed over."""

    position: int
    proposal_id: str
    fault: PrecedenceFault
    waiting: tuple[str, ...]


@dataclass(slots=True)
class PrecedenceCheck:
    """Reads entries in order; `grants` is how many grants to formal applicants were looked at."""

    grants: int = 0
    _rules: dict[str, Regulation] = field(default_factory=dict)
    _proposals: dict[str, Proposal] = field(default_factory=dict)
    _decided: set[str] = field(default_factory=set)
    _won: set[str] = field(default_factory=set)
    _budgets: dict[tuple[int, str], Budget] = field(default_factory=dict)

    def faults_in(self, entries: Iterable[Entry]) -> Iterator[PrecedenceFaultFound]:
        """What is wrong in these entries, which follow those that were read before."""
        for entry in entries:
            if isinstance(entry.event, DecisionTaken):
                yield from self._of_decision(entry.position, entry.event)
                self._decided.add(entry.event.proposal_id)
            self._keep(entry)

    def _keep(self, entry: Entry) -> None:
        event = entry.event
        if isinstance(event, RegulationAdopted):
            self._rules[event.regulation_id] = event.rules
        if isinstance(event, RoundMoneyCounted):
            self._won.update(each.proposal_id for each in event.won)
        if isinstance(event, BudgetEvent):
            place = event.year, event.wijk
            after = budget.evolve(self._budgets.get(place), event)
            if after is not None:
                self._budgets[place] = after
        proposal_id = getattr(event, "proposal_id", None)
        if proposal_id is not None:
            found = proposal.evolve(self._proposals.get(proposal_id), event)
            if found is not None:
                self._proposals[proposal_id] = found

    def _of_decision(self, position: int, event: DecisionTaken) -> Iterator[PrecedenceFaultFound]:
        asked = self._proposals[event.proposal_id]
        is_formal = asked.applicant_kind not in OF_RESIDENTS and self._has_priority(asked)
        if (
            event.outcome is not DecisionOutcome.GRANT
            or not is_formal
            or asked.proposal_id in self._won
        ):
            return
        self.grants += 1
        money = self._budgets[asked.year, asked.wijk]
        left = money.available + money.reserved.get(asked.proposal_id, ZERO) - event.amount_cents
        waiting = [
            each for each in self._proposals.values() if self._waits_beside(each, asked, money)
        ]
        if total(each.amount for each in waiting) > left:
            passed_over = tuple(each.proposal_id for each in waiting)
            fault = PrecedenceFault.RESIDENTS_PASSED_OVER
            yield PrecedenceFaultFound(position, asked.proposal_id, fault, passed_over)

    def _waits_beside(self, each: Proposal, asked: Proposal, money: Budget) -> bool:
        """Whether it is residents' own, complete and undecided, with no money or list."""
        return (
            (each.year, each.wijk) == (asked.year, asked.wijk)
            and each.applicant_kind in OF_RESIDENTS
            and self._has_priority(each)
            and each.status is ProposalStatus.IN_HANDLING
            and each.round_id is None
            and each.proposal_id not in {*self._decided, *money.reserved}
        )

    def _has_priority(self, asked: Proposal) -> bool:
        version = asked.regulation
        return has_priority(
            self._rules.get(version.regulation_id, NO_RULES) if version else NO_RULES
        )
