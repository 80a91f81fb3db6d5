"""Days of what was done before it is told: a decision, an act, a measurement.

Nobody can rest on an act that the council is still to take. Commands say in the type of a field
that its day has been (`PastDay`), and so do the acts they cite.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Annotated

from pydantic import BaseModel

from domain.calendar import dutch_day
from domain.command import ActorCommand
from domain.errors import Refusal
from domain.event import Day


class DayStillToCome(Refusal):
    code = "command.day_still_to_come"
    dutch = "{day} moet nog komen. Leg een besluit of meting vast als die er is."
    english = "{day} is still to come. Put a decision or a figure on record once it is there."


class Past:
    """Marks the day of something that was done before it is told."""


PastDay = Annotated[Day, Past()]
"""A day of today or before, seen from the command that tells it."""
PastDayIfAny = Annotated[Day | None, Past()]
"""The same, where not every command of its kind tells one."""


def guard_days_have_been(command: ActorCommand) -> None:
    """No act, decision or measurement is of a day that is still to come."""
    today = dutch_day(command.at)
    for day in days_that_have_been(command):
        if day > today:
            raise DayStillToCome(day=day.isoformat())


def days_that_have_been(said: BaseModel) -> Iterator[date]:
    """Every day of this kind in what was said, and in the parts of it."""
    for name, is_past_day in _fields(type(said)):
        value = getattr(said, name)
        if is_past_day:
            if value is not None:
                yield value
            continue
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, BaseModel):
                yield from days_that_have_been(part)


@cache
def _fields(kind: type[BaseModel]) -> tuple[tuple[str, bool], ...]:
    """The fields of a kind, and of each whether it is such a day."""
    return tuple(
        (name, any(isinstance(mark, Past) for mark in field.metadata))
        for name, field in kind.model_fields.items()
    )
