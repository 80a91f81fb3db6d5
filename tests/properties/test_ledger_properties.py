"""Whatever legal commands move money, every euro of it stays somewhere, at every position."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from domain.budget import (
    Budget,
    evolve,
    grant_reserved,
    guard_available,
    pay,
    release_remainder,
    release_reservation,
    reserve,
    stream_of,
)
from domain.budget_events import BudgetEvent, MoneyAllocated, MoneyPaid
from domain.budget_year import CouncilAct
from domain.command import Actor, ActorCommand, Role
from domain.errors import Refusal
from domain.event import Event
from domain.money import ZERO, Money, total
from domain.proposal import Proposal
from domain.round_money import counted, freed_for, kept_again, put_to_vote, taken_over
from domain.year_closing import carry_over
from projections.budget_state import BudgetState, states_after
from projections.budget_state import evolve as evolve_state
from projections.entry import Entry
from projections.ledger import Account, LedgerLine, booked
from tests.unit.domain.rounds import in_handling

NOON = datetime(2027, 6, 1, 12, 0, tzinfo=UTC)
COMMAND = ActorCommand(command_id=UUID(int=1), at=NOON, by=Actor(id="someone", role=Role.FINANCE))
ACT = CouncilAct(number="RB-1", decided_on=date(2027, 12, 16))
WIJKEN = ("WK030703", "WK030710")
YEAR = 2027

Budgets = dict[tuple[int, str], Budget]
Move = Callable[[Budget, str, Money], list[Event]]


def asked_for(proposal_id: str) -> Proposal:
    """A proposal that stood in the round of its name."""
    return in_handling(proposal_id, round_id=f"round-of-{proposal_id}")


def _allocate(budget: Budget, proposal_id: str, amount: Money) -> list[Event]:
    del proposal_id
    key = {"division_id": budget.division_id, "wijk": budget.wijk, "year": budget.year}
    return [MoneyAllocated.following(COMMAND, **key, amount_cents=amount)]


def _pay(budget: Budget, proposal_id: str, amount: Money) -> list[Event]:
    granted = budget.granted.get(proposal_id, ZERO)
    return pay(COMMAND, budget, proposal_id, "payout-1", amount) if amount <= granted else []


def _vote(budget: Budget, proposal_id: str, amount: Money) -> list[Event]:
    guard_available(budget, amount)
    return [put_to_vote(COMMAND, budget, f"round-of-{proposal_id}", amount)]


def _count(budget: Budget, proposal_id: str, amount: Money) -> list[Event]:
    round_id = f"round-of-{proposal_id}"
    left = budget.voted.get(round_id, ZERO)
    if proposal_id in budget.won:
        return []
    won = {proposal_id: min(amount, left)} if amount and left else {}
    return counted(COMMAND, budget, round_id, won, themes=left - total(won.values()))


MOVES: dict[str, Move] = {
    "put to vote": _vote,
    "count": _count,
    "free what won": lambda budget, proposal, _: list(
        freed_for(COMMAND, budget, asked_for(proposal))
    ),
    "keep what won": lambda budget, proposal, amount: kept_again(
        COMMAND, budget, asked_for(proposal), amount, amount
    ),
    "choose within themes": lambda budget, proposal, amount: taken_over(
        COMMAND, budget, f"round-of-{proposal}", {f"theme-{amount.cents}": amount}
    ),
    "allocate": _allocate,
    "reserve": lambda budget, proposal, amount: reserve(COMMAND, budget, proposal, amount),
    "release": lambda budget, proposal, _: release_reservation(COMMAND, budget, proposal),
    "grant": lambda budget, proposal, amount: grant_reserved(COMMAND, budget, proposal, amount),
    "pay": _pay,
    "carry over": lambda budget, _, __: list(
        carry_over(COMMAND, budget, ACT, budget.left_by_year())
    ),
    "release remainder": lambda budget, _, __: release_remainder(COMMAND, budget),
}

steps = st.lists(
    st.tuples(
        st.sampled_from(sorted(MOVES)),
        st.sampled_from(WIJKEN),
        st.sampled_from(["garden", "oven"]),
        st.integers(min_value=0, max_value=500).map(Money),
    ),
    max_size=40,
).map(lambda rest: [("allocate", wijk, "garden", Money(1_000)) for wijk in WIJKEN] + rest)


def movements(asked: list[tuple[str, str, str, Money]]) -> tuple[list[Entry], list[Budgets]]:
    """The entries of all that the domain allowed, and its own budgets after each of them."""
    budgets: Budgets = {(YEAR, wijk): Budget("GM0307-2022", wijk, YEAR) for wijk in WIJKEN}
    entries: list[Entry] = []
    after: list[Budgets] = []
    for move, wijk, proposal_id, amount in asked:
        try:
            events = MOVES[move](budgets[YEAR, wijk], proposal_id, amount)
        except Refusal:
            continue
        for event in events:
            assert isinstance(event, BudgetEvent)
            key = (event.year, event.wijk)
            changed = evolve(budgets.get(key), event)
            assert changed is not None
            budgets = budgets | {key: changed}
            entries.append(Entry(len(entries), stream_of(*key), 0, event, NOON))
            after.append(budgets)
    return entries, after


def lines_of(entries: list[Entry]) -> list[LedgerLine]:
    return [line for entry in entries if (line := booked(entry)) is not None]


@given(steps)
def test_every_euro_that_came_in_is_somewhere_at_every_position(
    asked: list[tuple[str, str, str, Money]],
) -> None:
    lines = lines_of(movements(asked)[0])
    for end in range(len(lines) + 1):
        assert all(state.adds_up for state in states_after(lines[:end]).values())


@given(steps)
def test_the_ledger_says_what_the_domain_decided_on(
    asked: list[tuple[str, str, str, Money]],
) -> None:
    entries, after = movements(asked)
    states: dict[tuple[int, str], BudgetState] = {}
    paid: Counter[tuple[int, str]] = Counter()
    for entry, line, budgets in zip(entries, lines_of(entries), after, strict=True):
        key = (line.year, line.wijk)
        states[key] = evolve_state(states.get(key), line)
        assert figures(states[key]) == figures_of_the_domain(budgets[key])
        if isinstance(entry.event, MoneyPaid):
            paid[key] += entry.event.amount_cents.cents
        assert states[key].paid_cents == paid[key]


@given(steps)
def test_what_people_vote_on_is_never_more_than_its_line_has(
    asked: list[tuple[str, str, str, Money]],
) -> None:
    for budgets in movements(asked)[1]:
        for budget in budgets.values():
            on_its_line = budget.available + budget.voted_on
            assert ZERO <= budget.voted_on <= on_its_line


@given(steps)
def test_debits_equal_credits_at_every_position(
    asked: list[tuple[str, str, str, Money]],
) -> None:
    balances: Counter[Account] = Counter()
    for line in lines_of(movements(asked)[0]):
        balances[line.debit] += line.cents
        balances[line.credit] -= line.cents
        assert balances.total() == 0


@given(steps)
def test_the_fold_of_every_prefix_is_the_state_in_the_history(
    asked: list[tuple[str, str, str, Money]],
) -> None:
    lines = lines_of(movements(asked)[0])
    states: dict[tuple[int, str], BudgetState] = {}
    for end, line in enumerate(lines, start=1):
        key = (line.year, line.wijk)
        states[key] = evolve_state(states.get(key), line)
        assert states == states_after(lines[:end])


def figures(state: BudgetState) -> tuple[int, ...]:
    return (
        state.allocated_cents,
        state.carried_over_cents,
        state.reserved_cents,
        state.granted_cents,
        state.released_cents,
        state.available_cents,
        state.voted_on_cents,
    )


def figures_of_the_domain(budget: Budget) -> tuple[int, ...]:
    """The same figures as the consistency boundary of money keeps them, by other arithmetic."""
    amounts = (
        budget.allocated,
        budget.carried_in - budget.carried_out,
        total(budget.reserved.values()),
        total(budget.granted.values()),
        budget.released,
        budget.available,
        total((*budget.voted.values(), *budget.won.values(), *budget.themes.values())),
    )
    return tuple(amount.cents for amount in amounts)
