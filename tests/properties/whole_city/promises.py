"""What holds after every command: read from the logs, and held against the model."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from random import Random
from typing import Any

from application.log import Recorded
from application.streams import Evolve
from domain import (
    budget,
    budget_year,
    decision,
    determination,
    grant,
    mandate,
    mandate_holder,
    network,
    payout,
    proposal,
    quickscan,
    regulation,
    voting_round,
    wijk_division,
    wijkplan,
)
from domain.budget import Budget
from domain.command import Role
from domain.decision import DecisionTaken
from domain.event_catalogue import event_from
from projections.budget_state import BudgetState, states_after
from projections.budget_state import evolve as next_state
from projections.entry import Entry
from projections.ledger import LedgerLine, booked
from tests.properties.whole_city.city import City
from tests.properties.whole_city.model import CityModel

EVOLVES: dict[str, Evolve[Any]] = {
    "division": wijk_division.evolve,
    "budget_year": budget_year.evolve,
    "budget": budget.evolve,
    "quickscan": quickscan.evolve,
    "network": network.evolve,
    "wijkplan": wijkplan.evolve,
    "mandate": mandate.evolve,
    "mandate_holder": mandate_holder.evolve,
    "regulation": regulation.evolve,
    "proposal": proposal.evolve,
    "voting_round": voting_round.evolve,
    "decision": decision.evolve,
    "grant": grant.evolve,
    "payouts": payout.evolve,
    "determination": determination.evolve,
}
BALLOT_FIELDS = {"round_id", "rules_hash", "pass_id", "choices", "points", "replaces"}

Piles = tuple[int, ...]
Money = dict[tuple[int, str], Piles]


def evolve_of(stream: str) -> Evolve[Any]:
    """The fold of a stream's kind."""
    return EVOLVES[stream.split(":", 1)[0]]


def folded(entries: Sequence[Recorded]) -> Any:
    """The state of one stream, from its first entry on."""
    state = None
    for entry in entries:
        state = evolve_of(entry.stream)(state, event_from(entry.name, entry.payload))
    return state


def piles_of(money: Budget) -> Piles:
    """A budget as the model writes it, without what was paid: nothing is decided on that, and the
    ledger has it.
    """
    return (
        money.allocated.cents,
        money.carried_in.cents,
        money.carried_out.cents,
        money.released.cents,
        money.available.cents,
        money.voted_on.cents,
        sum(amount.cents for amount in money.reserved.values()),
        sum(amount.cents for amount in money.granted.values()),
    )


def assert_conserved(piles: Piles) -> None:
    """Every cent is somewhere, no pile is negative, and no more is paid than was granted."""
    allocated, carried_in, carried_out, released, available, voted_on, *bound, paid = piles
    held = available + voted_on + sum(bound)
    assert allocated + carried_in == held + carried_out + released
    assert min(piles) >= 0
    assert paid <= bound[-1]


class Promises:
    """Reads what each command added to the logs, and checks it."""

    def __init__(self, city: City, model: CityModel) -> None:
        self._city = city
        self._model = model
        self._versions: Counter[str] = Counter()
        self._lines: list[LedgerLine] = []
        self._states: dict[tuple[int, str], BudgetState] = {}
        self._money_at: list[tuple[int, Money]] = [(0, {})]
        self._remembered: list[tuple[str, int, object]] = []
        self._folds: dict[str, tuple[Sequence[Recorded], Any]] = {}
        self._ballots_read = 0
        self._passes: set[str] = set()

    def hold(self) -> None:
        """Check all that the last command added."""
        entries = self._city.log.read(self._money_at[-1][0], limit=1_000)
        for place, entry in enumerate(entries, start=self._money_at[-1][0]):
            assert entry.position == place, "positions are dense"
            assert entry.version == self._versions[entry.stream], "versions are dense"
            self._versions[entry.stream] += 1
            self._main_entry(entry)
        for entry in self._city.ballot_log.read(self._ballots_read, limit=1_000):
            self._ballot_entry(entry)
        if entries:
            self._money_at.append((len(entries) + self._money_at[-1][0], self._model.money()))
            self._remember({entry.stream for entry in entries})
            self._money()

    def _main_entry(self, entry: Recorded) -> None:
        assert not entry.name.startswith("ballot."), "the main log holds no ballots"
        assert not entry.stream.startswith("ballot:")
        assert entry.appended_at is not None
        text = entry.payload.decode()
        assert not any(pass_id in text for pass_id in self._passes), "nor the pass of any"
        event = event_from(entry.name, entry.payload)
        if isinstance(event, DecisionTaken):
            if event.mandate_id is not None:
                given = self._model.books.mandates[event.mandate_id]
                assert event.amount_cents.cents <= given.ceiling
            assert (event.mandate_id is None) == (event.by.role is Role.COLLEGE)
            assert event.prepared_by != event.by.id
        line = booked(Entry(entry.position, entry.stream, entry.version, event, entry.appended_at))
        if line is not None:
            self._lines.append(line)
            state = next_state(self._states.get((line.year, line.wijk)), line)
            self._states[line.year, line.wijk] = state
            assert state.adds_up, "at every position the ledger adds up"
            assert min(state.available_cents, state.reserved_cents, state.granted_cents) >= 0
            paid = state.paid_cents - state.recovered_cents
            assert 0 <= paid <= state.granted_cents, "no more is paid than was granted"

    def _ballot_entry(self, entry: Recorded) -> None:
        assert entry.position == self._ballots_read, "positions are dense"
        self._ballots_read += 1
        assert entry.version == self._versions[entry.stream], "versions are dense"
        self._versions[entry.stream] += 1
        assert entry.appended_at is None, "a ballot has no time"
        content = json.loads(entry.payload)
        assert content.keys() == BALLOT_FIELDS, "and no actor"
        self._passes.add(content["pass_id"])

    def _remember(self, streams: set[str]) -> None:
        for stream in streams:
            known = self._city.streams.read(stream, evolve_of(stream))
            entries = self._city.log.stream(stream)
            assert known.version == len(entries) - 1
            assert known.state == self._folded(entries), "what is remembered is what the log tells"
            self._remembered.append((stream, known.version, known.state))

    def _folded(self, entries: Sequence[Recorded]) -> Any:
        """The state of a stream, folded from its first entry on whenever it is another than before:
        that of all money is asked for after every command, and most of it stayed where it was.
        """
        known, state = self._folds.get(entries[0].stream, ((), None))
        if known != entries:
            state = folded(entries)
            self._folds[entries[0].stream] = entries, state
        return state

    def _money(self) -> None:
        live: Money = {}
        for stream in self._versions:
            if stream.startswith("budget:"):
                state = self._folded(self._city.log.stream(stream))
                live[state.year, state.wijk] = piles_of(state)
        known = self._model.money()
        unpaid = {key: piles[:-1] for key, piles in known.items()}
        assert live == unpaid, "to the cent what the model has"
        for piles in (*known.values(), tuple(map(sum, zip(*known.values(), strict=True)))):
            if piles:
                assert_conserved(piles)
        for number, year in self._model.books.years.items():
            spread = sum(piles[0] for (of, _), piles in known.items() if of == number)
            assert spread == year.allocated <= year.ceiling, "with what is for the whole city"
            assert not year.closed or not any(
                piles[4] or piles[5] or piles[6] for (of, _), piles in known.items() if of == number
            ), "in a closed year nothing can be reserved, and nothing is"
        for dossier in self._model.books.dossiers.values():
            statuses = [
                payout for payout in dossier.payouts.values() if payout.status != "rejected"
            ]
            assert sum(payout.cents for payout in statuses) <= dossier.cents

    def hold_at_an_earlier_position(self, luck: Random) -> None:
        """The ledger, folded from zero up to an earlier position, is what the model had there."""
        length, money = luck.choice(self._money_at)
        assert_same(states_after(line for line in self._lines if line.position < length), money)

    def hold_at_every_position(self) -> None:
        """Replay both kinds of state over the whole log, stopping after every command."""
        states: dict[tuple[int, str], BudgetState] = {}
        lines = iter(self._lines)
        line = next(lines, None)
        for length, money in self._money_at:
            while line is not None and line.position < length:
                states[line.year, line.wijk] = next_state(states.get((line.year, line.wijk)), line)
                line = next(lines, None)
            assert_same(states, money)
        for stream, version, state in self._remembered:
            assert folded(self._city.log.stream(stream)[: version + 1]) == state


def assert_same(states: dict[tuple[int, str], BudgetState], money: Money) -> None:
    """The projections' figures are the model's piles."""
    assert {key: _piles(state) for key, state in states.items()} == {
        key: (piles[0], piles[1] - piles[2], *piles[3:]) for key, piles in money.items()
    }


def _piles(state: BudgetState) -> Piles:
    return (
        state.allocated_cents,
        state.carried_over_cents,
        state.released_cents,
        state.available_cents,
        state.voted_on_cents,
        state.reserved_cents,
        state.granted_cents,
        state.paid_cents - state.recovered_cents,
    )
