"""What a log says of a city, as far as it was read, for checks that hold grants to each other.

From the rules, the proposals, their support, the decisions and the money of the log alone. The
lists of who waits, which the handlers keep, are not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from domain import budget, proposal, voting_round
from domain.budget import Budget
from domain.budget_events import BudgetEvent
from domain.decision import DecisionTaken
from domain.determination_events import GrantDetermined
from domain.event import Event
from domain.excess import room_then
from domain.grant import outcome_binds
from domain.money import ZERO, Money
from domain.proposal import Proposal, ProposalStatus
from domain.proposal_support import SupportGiven, SupportWithdrawn
from domain.regulation import RegulationAdopted
from domain.regulation_contents import NO_RULES, Regulation
from domain.voting_round import VotingRound
from projections.entry import Entry


@dataclass(slots=True)
class CityInLog:
    """Grows with each entry that is kept."""

    rules: dict[str, Regulation] = field(default_factory=dict)
    proposals: dict[str, Proposal] = field(default_factory=dict)
    _rounds: dict[str, VotingRound] = field(default_factory=dict)
    _supporters: dict[str, set[str]] = field(default_factory=dict)
    _decided: set[str] = field(default_factory=set)
    _first_decided_on: dict[str, Budget] = field(default_factory=dict)
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
                self._keep_ceiling(event.proposal_id)
            case GrantDetermined(with_grant=False) as event:
                self._determined.add(event.proposal_id)
            case event:
                kind, _, name = entry.stream.partition(":")
                if kind == "voting_round":
                    self._keep_round(name, event)
                known = self.proposals.get(name) if kind == "proposal" else None
                asked = proposal.evolve(known, event)
                if asked is not None:
                    self.proposals[name] = asked

    def rules_of(self, asked: Proposal) -> Regulation:
        """The rules under which something is asked."""
        version = asked.regulation
        return self.rules.get(version.regulation_id, NO_RULES) if version else NO_RULES

    def _keep_ceiling(self, proposal_id: str) -> None:
        asked = self.proposals.get(proposal_id)
        money = self._budgets.get((asked.year, asked.wijk)) if asked else None
        if money is not None:
            self._first_decided_on.setdefault(proposal_id, money)

    def _keep_round(self, name: str, event: Event) -> None:
        found = voting_round.evolve(self._rounds.get(name), event)
        if found is not None:
            self._rounds[name] = found

    def round_of(self, asked: Proposal) -> VotingRound | None:
        """The round that it stands in, with what is known of its outcome."""
        return self._rounds.get(asked.round_id or "")

    def binds(self, found: VotingRound) -> bool:
        """Whether nobody may depart from its outcome, as its regulation and turnout have it."""
        version = found.regulation
        rules = self.rules.get(version.regulation_id, NO_RULES) if version else NO_RULES
        return outcome_binds(found, rules)

    def room_for(self, asked: Proposal) -> Money:
        """What could be granted to it now: what is free, and what is set apart for it."""
        money = self._budgets.get((asked.year, asked.wijk))
        if money is None:
            return ZERO
        name = asked.proposal_id
        return money.available + money.reserved.get(name, ZERO) + money.won.get(name, ZERO)

    def room_then(self, asked: Proposal) -> Money:
        """What could be granted to it when it was first decided on (Awb 4:25, third paragraph)."""
        return room_then(
            self._first_decided_on.get(asked.proposal_id), self._money_of(asked), asked.proposal_id
        )

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
        and once it was determined by a decision of its own it takes nothing.
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
