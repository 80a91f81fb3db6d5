"""The walk through decisions and grants: commands of people, and what is checked after each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from application.streams import Reading
from domain.errors import Refusal
from domain.objection_events import ObjectionDecided
from domain.payout import PayoutPaid
from domain.suspension import PaymentsSuspended, SuspensionLifted
from projections.budget_state import BudgetState, evolve
from projections.ledger import booked
from projections.mandate_check import MandateCheck
from tests.properties.grant_life.books import Books, GrantBook
from tests.scenarios.town import LIENDERT, Town
from tests.unit.projections.entries import entry_of

LUCK = st.integers(0, 2**32 - 1).map(Random)
MONEY = 1_000_00


class GrantWalk(RuleBasedStateMachine):
    """A town, and books of its grants beside it."""

    accepted: ClassVar[Counter[str]] = Counter()
    refused: ClassVar[Counter[str]] = Counter()
    moved: ClassVar[Counter[str]] = Counter()
    """Over all walks: how often each command was carried out, each code was the answer, and money
    moved in each way.
    """

    def __init__(self) -> None:
        super().__init__()
        self.town = Town().with_money(MONEY)
        self.town.adopt_plan()
        self.town.give_mandate(MONEY * 9)
        self.books = Books(MONEY)
        self.state: BudgetState | None = None
        self.read_until = 0
        self.check = MandateCheck()
        self.suspended: dict[str, Any] = {}

    def one(self, luck: Random) -> tuple[str, GrantBook]:
        """One of the proposals."""
        return luck.choice(list(self.books.grants.items()))

    def tries(self, step: Callable[..., object], *asked: Any, **fields: Any) -> bool:
        """Give a command; whether it was carried out. Who is refused leaves no event."""
        before = self.town.log.next_position()
        try:
            step(*asked, **fields)
        except Refusal as refusal:
            assert self.town.log.next_position() == before
            self.refused[refusal.code] += 1
            return False
        self.accepted[self.town.log.read(before, limit=1)[0].name.rpartition(".v")[0]] += 1
        return True

    def holds(self) -> None:
        """The ledger adds up at every step, and is to the cent what the books say."""
        for recorded in self.town.log.read(self.read_until, limit=1_000):
            entry = entry_of(recorded)
            self.read_until = entry.position + 1
            assert list(self.check.faults_in([entry])) == [], "as the mandate register bears out"
            self._promises(entry.event, entry.event.__class__)
            line = booked(entry)
            if line is not None:
                self.moved[line.event.rpartition(".v")[0]] += 1
                self.state = evolve(self.state, line)
                assert self.state.adds_up, "every cent is somewhere, after every movement"
                assert min(self.state.available_cents, self.state.excess_cents) >= 0
        self._figures()
        for proposal_id, grant in self.books.grants.items():
            self._of_one(proposal_id, grant)

    def _promises(self, event: Any, kind: type) -> None:
        """Nothing is paid from the day after a notice until the suspension ends; nobody decides on
        their own decision.
        """
        if kind is PaymentsSuspended:
            self.suspended[event.proposal_id] = event.notified_on, event.suspended_until
        if kind is SuspensionLifted:
            self.suspended.pop(event.proposal_id)
        if kind is PayoutPaid:
            since, until = self.suspended.get(event.proposal_id, (date.max, date.max))
            assert event.paid_on <= since or event.paid_on > until
        if kind is ObjectionDecided and event.former_mandate_id:
            assert event.by.id != event.former_taken_by

    def _figures(self) -> None:
        grants = self.books.grants.values()
        assert self.state is not None
        assert (
            self.state.available_cents,
            self.state.reserved_cents,
            self.state.granted_cents,
            self.state.determined_cents,
            self.state.excess_cents,
            self.state.paid_cents - self.state.recovered_cents,
        ) == (
            self.books.available,
            sum(each.reserved for each in grants),
            sum(each.bound for each in grants),
            sum(each.determined or 0 for each in grants),
            self.books.excess,
            sum(each.net for each in grants),
        )
        budget = self.town.budget(LIENDERT)
        assert budget.available.cents == self.books.available

    def _of_one(self, proposal_id: str, grant: GrantBook) -> None:
        """What is to be paid back is what was paid above what it comes to."""
        settled = Reading(self.town.streams).determination(proposal_id).state
        to_recover = settled.to_recover.cents if settled else 0
        assert to_recover == max(0, grant.net - grant.comes_to)
        under_way = sum(grant.payouts.values())
        assert under_way <= max(0, grant.comes_to - grant.net), "no more is under way than is due"
