"""Folding never fails and forgets nothing it was not told to, whatever happens in what order."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import domain
from domain import budget
from domain.event import Event
from domain.event_catalogue import event_from
from domain.money import total
from tests.golden.kept import golden_events

EVENTS = [event_from(name, payload) for name, payload in golden_events().items()]
ROOMS = [
    module
    for each in pkgutil.iter_modules(domain.__path__, "domain.")
    for module in [import_module(each.name)]
    if getattr(getattr(module, "evolve", None), "__module__", None) == each.name
]
"""Every room that folds a stream of its own."""
HISTORIES = st.lists(st.sampled_from(EVENTS), max_size=25)
Evolve = Callable[[Any, Event], Any]


def folded(evolve: Evolve, events: list[Event], state: Any = None) -> Any:
    """The state after these events."""
    for event in events:
        state = evolve(state, event)
    return state


def test_every_room_is_there() -> None:
    assert {"budget_year", "network", "proposal_state", "regrouping"} <= {
        room.__name__.removeprefix("domain.") for room in ROOMS
    }


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.__name__)
def test_no_event_needs_the_one_before_it(room: Any) -> None:
    for begun in (None, *(room.evolve(None, each) for each in EVENTS)):
        for event in EVENTS:
            room.evolve(begun, event)


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.__name__)
class TestEveryRoom:
    """Whatever happens, in whatever order, also without what comes before it."""

    @given(events=HISTORIES)
    def test_it_never_fails(self, room: Any, events: list[Event]) -> None:
        folded(room.evolve, events)

    @given(events=HISTORIES)
    def test_the_same_events_give_the_same_state(self, room: Any, events: list[Event]) -> None:
        assert folded(room.evolve, events) == folded(room.evolve, list(events))

    @given(events=HISTORIES, later=HISTORIES)
    def test_a_state_is_not_changed_by_what_happens_after(
        self, room: Any, events: list[Event], later: list[Event]
    ) -> None:
        state = folded(room.evolve, events)
        before = repr(state)
        folded(room.evolve, later, state)
        assert repr(state) == before


@given(HISTORIES)
def test_a_budget_is_in_balance_after_any_history(events: list[Event]) -> None:
    found = folded(budget.evolve, events)
    if found is not None:
        bound = total(
            (
                *found.reserved.values(),
                *found.granted.values(),
                *found.lines.values(),
                *found.bound.values(),
            )
        )
        excess = total(found.excess.values())
        assert found.allocated + found.carried_in + found.pooled + excess == (
            found.available + found.voted_on + bound + found.carried_out + found.released
        )
