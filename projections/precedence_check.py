"""Grants in the log held against what went before them: of residents, or with support.

What a command checked when it was given is checked here once more, from the proposals, the support
and the money of the log alone: the list of who waits, which the handlers keep, is not looked at. A
rule is held from the first time on that something was given precedence by it. What came in handling
before that went before nothing, and nothing is at fault for having passed it.
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
from domain.precedence import (
    OF_RESIDENTS,
    PrecedenceGiven,
    PrecedenceGround,
    has_priority,
    ranks_support,
)
from domain.proposal import Proposal, ProposalStatus, ProposalTakenInHandling
from domain.proposal_events import ProposalReturned
from domain.proposal_support import SupportGiven, SupportWithdrawn
from domain.regulation import RegulationAdopted
from domain.regulation_contents import NO_RULES, Regulation
from domain.round_money_events import RoundMoneyCounted
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
    _rules: dict[str, Regulation] = field(default_factory=dict)
    _proposals: dict[str, Proposal] = field(default_factory=dict)
    _decided: set[str] = field(default_factory=set)
    _won: set[str] = field(default_factory=set)
    _supporters: dict[str, set[str]] = field(default_factory=dict)
    _held_for: dict[PrecedenceGround, set[str]] = field(default_factory=dict)
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
        if isinstance(event, SupportGiven | SupportWithdrawn):
            self._keep_support(event)
        if isinstance(event, PrecedenceGiven | ProposalTakenInHandling | ProposalReturned):
            self._keep_held(event)
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

    def _keep_support(self, event: SupportGiven | SupportWithdrawn) -> None:
        known = self._supporters.setdefault(event.proposal_id, set())
        if isinstance(event, SupportGiven):
            known.add(event.by.id)
        else:
            known.discard(event.by.id)

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

    def _of_decision(self, position: int, event: DecisionTaken) -> Iterator[PrecedenceFaultFound]:
        asked = self._proposals[event.proposal_id]
        rules = self._rules_of(asked)
        is_grant = event.outcome is DecisionOutcome.GRANT
        if not is_grant or self._rank(asked, rules) == (0, 0) or asked.proposal_id in self._won:
            return
        self.grants += 1
        money = self._budgets[asked.year, asked.wijk]
        left = money.available + money.reserved.get(asked.proposal_id, ZERO) - event.amount_cents
        before = {
            each.proposal_id: ground
            for each in self._proposals.values()
            if self._waits_beside(each, asked, money)
            and (ground := self._ground_before(each, asked, rules))
        }
        if total(self._proposals[each].amount for each in before) > left:
            fault = (
                PrecedenceFault.SUPPORT_PASSED_OVER
                if PrecedenceGround.SUPPORT in before.values()
                else PrecedenceFault.RESIDENTS_PASSED_OVER
            )
            yield PrecedenceFaultFound(position, asked.proposal_id, fault, tuple(before))

    def _waits_beside(self, each: Proposal, asked: Proposal, money: Budget) -> bool:
        """Whether it is complete and undecided in the same place, with no money or list."""
        return (
            (each.year, each.wijk) == (asked.year, asked.wijk)
            and each.status is ProposalStatus.IN_HANDLING
            and each.round_id is None
            and each.proposal_id not in {*self._decided, *money.reserved}
        )

    def _ground_before(
        self, each: Proposal, asked: Proposal, rules: Regulation
    ) -> PrecedenceGround | None:
        """By which rule of both it goes before what is asked, if it does and the rule was held."""
        first, then = self._rank(each, rules), self._rank(asked, rules)
        if first >= then:
            return None
        by_residents = first[0] < then[0]
        ground = PrecedenceGround.RESIDENTS if by_residents else PrecedenceGround.SUPPORT
        own = self._rules_of(each)
        has_rule = has_priority(own) if by_residents else ranks_support(own)
        is_held = each.proposal_id in self._held_for.get(ground, ())
        return ground if has_rule and is_held else None

    def _rank(self, each: Proposal, rules: Regulation) -> tuple[int, int]:
        """What goes before is smaller: whose it is first, then whether it shows support."""
        is_formal = each.applicant_kind not in OF_RESIDENTS
        return (
            int(has_priority(rules) and is_formal),
            int(ranks_support(rules) and not self._supporters.get(each.proposal_id)),
        )

    def _rules_of(self, asked: Proposal) -> Regulation:
        version = asked.regulation
        return self._rules.get(version.regulation_id, NO_RULES) if version else NO_RULES
