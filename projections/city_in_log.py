"""What a log says of a city, as far as it was read, for checks that hold grants to each other.

From the rules, the proposals, their support, the decisions and the money of the log alone. The
lists of who waits, which the handlers keep, are not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from domain import budget, proposal
from domain.budget import Budget
from domain.budget_events import BudgetEvent
from domain.decision import DecisionTaken
from domain.determination_events import GrantDetermined
from domain.money import ZERO, Money
from domain.proposal import Proposal, ProposalStatus
from domain.proposal_support import SupportGiven, SupportWithdrawn
from domain.regulation import RegulationAdopted
from domain.regulation_contents import NO_RULES, Regulation
from projections.entry import Entry


@dataclass(slots=True)
class CityInLog:
    """Grows with each entry that is kept."""

    rules: dict[str, Regulation] = field(default_factory=dict)
    proposals: dict[str, Proposal] = field(default_factory=dict)
    _supporters: dict[str, set[str]] = field(default_factory=dict)
    _decided: set[str] = field(default_factory=set)
    _determined: set[str] = field(default_factory=set)
    _budgets: dict[tuple[int, str], Budget] = field(default_factory=dict)

    def keep(self, entry: Entry) -> None:
        """What is known after one more entry."""
        match entry.event:
            case RegulationAdopted() as event:
                self.rules[event.regulation_id] = event.rules
            case BudgetEvent() as event:
                place = event.year, event.wijk
                after = budget.evolve(self._budgets.get(place), event)
                if after is not None:
                    self._budgets[place] = after
            case SupportGiven() as event:
                self._supporters.setdefault(event.proposal_id, set()).add(event.by.id)
            case SupportWithdrawn() as event:
                self._supporters.setdefault(event.proposal_id, set()).discard(event.by.id)
            case DecisionTaken() as event:
                self._decided.add(event.proposal_id)
            case GrantDetermined() as event:
                self._determined.add(event.proposal_id)
            case event:
                kind, _, name = entry.stream.partition(":")
                known = self.proposals.get(name) if kind == "proposal" else None
                asked = proposal.evolve(known, event)
                if asked is not None:
                    self.proposals[name] = asked

    def rules_of(self, asked: Proposal) -> Regulation:
        """The rules under which something is asked."""
        version = asked.regulation
        return self.rules.get(version.regulation_id, NO_RULES) if version else NO_RULES

    def shows_support(self, proposal_id: str) -> bool:
        """Whether anybody supports it."""
        return bool(self._supporters.get(proposal_id))

    def left_after(self, asked: Proposal, granted: Money) -> Money:
        """What is free in its place once a grant is taken from what was set apart for it."""
        own = self._money_of(asked).reserved.get(asked.proposal_id, ZERO)
        return self.available_to(asked) + own - granted

    def available_to(self, asked: Proposal) -> Money:
        """What is free in its place."""
        return self._money_of(asked).available

    def taken_of_remainder(self, asked: Proposal, amount: Money) -> Money:
        """What a grant takes of that when it comes to more than it was: what is above is excess,
        and once it was determined it takes nothing.
        """
        if asked.proposal_id in self._determined:
            return ZERO
        more = amount - self._money_of(asked).granted.get(asked.proposal_id, ZERO)
        return max(ZERO, min(more, self.available_to(asked)))

    def _money_of(self, asked: Proposal) -> Budget:
        return self._budgets[asked.year, asked.wijk]

    def waiting_beside(self, asked: Proposal) -> Iterator[Proposal]:
        """What else is complete and undecided in the same place, with no money or list."""
        place = asked.year, asked.wijk
        done = self._decided | self._budgets[place].reserved.keys()
        for each in self.proposals.values():
            if (
                (each.year, each.wijk) == place
                and each.proposal_id != asked.proposal_id
                and each.status is ProposalStatus.IN_HANDLING
                and each.round_id is None
                and each.proposal_id not in done
            ):
                yield each
