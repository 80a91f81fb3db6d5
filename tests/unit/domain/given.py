"""Given events, when a command, then events or a refusal: the words of the tests of the domain."""

from __future__ import annotations

import hashlib
import string
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any, TypeVar
from uuid import UUID

import pytest

from domain.command import Actor, ActorCommand, Role
from domain.errors import Refusal
from domain.event import Event, PublicEvent
from domain.money import Money

State = TypeVar("State")
SomeCommand = TypeVar("SomeCommand", bound=ActorCommand)
SomeEvent = TypeVar("SomeEvent", bound=PublicEvent)
Evolve = Callable[[State | None, Event], State | None]

NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
TODAY = NOON.date()
COMMAND_ID = UUID("0191d3a0-0000-7000-8000-000000000001")

DIVISION = "GM0307-2022"
LIENDERT = "WK030710"
SOESTERKWARTIER = "WK030703"
YEAR = 2027

ANNA = Actor(id="person-anna", role=Role.CASE_OFFICER)
BRAM = Actor(id="person-bram", role=Role.FINANCE)
CARLA = Actor(id="person-carla", role=Role.MANDATE_HOLDER)
DEWI = Actor(id="person-dewi", role=Role.COLLEGE)


def day(month: int, number: int, year: int = YEAR) -> date:
    """A day of the budget year."""
    return date(year, month, number)


def euros(amount: int) -> Money:
    """Whole euros."""
    return Money(amount * 100)


def sealed(text: str) -> str:
    """A commitment, as the vault would give it."""
    return hashlib.sha256(text.encode()).hexdigest()


def command(
    intention: type[SomeCommand], by: Actor = ANNA, at: datetime = NOON, **fields: Any
) -> SomeCommand:
    """Somebody asks for something, at noon unless told otherwise."""
    return intention.model_validate({"command_id": COMMAND_ID, "at": at, "by": by} | fields)


def happened(
    event: type[SomeEvent], by: Actor = ANNA, at: datetime = NOON, **fields: Any
) -> SomeEvent:
    """Something happened before."""
    return event.model_validate({"at": at, "by": by} | fields)


def after(evolve: Evolve[State], *events: Event) -> State:
    """The state that these events lead to; they must lead to one."""
    state: State | None = None
    for event in events:
        state = evolve(state, event)
    assert state is not None
    return state


@contextmanager
def refused(refusal: type[Refusal]) -> Iterator[pytest.ExceptionInfo[Refusal]]:
    """What happens within is refused by exactly this rule, in a full sentence in both languages."""
    with pytest.raises(Refusal) as caught:
        yield caught
    assert caught.value.code == refusal.code
    assert type(caught.value) is refusal
    assert_speaks_in_full(caught.value)


def assert_speaks_in_full(refusal: Refusal) -> None:
    """Both texts are sentences, and say every value that the rule gave them and no other."""
    for language, pattern in (("nl", refusal.dutch), ("en", refusal.english)):
        named = {name for _, name, _, _ in string.Formatter().parse(pattern) if name}
        assert named <= refusal.values.keys(), f"{refusal.code} cannot fill its text"
        sentence = refusal.text(language)
        assert sentence[-1] in ".?"
        assert "{" not in sentence


def says_article(refusal: Refusal, article: str) -> bool:
    """Whether it names this article of the regulation, in both languages."""
    named = (f"artikel {article}", f"article {article}")
    return named[0] in refusal.text("nl") and named[1] in refusal.text("en")
