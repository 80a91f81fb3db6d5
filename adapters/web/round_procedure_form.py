"""How a round is run, as a form says it: read from fields."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from pydantic import ValidationError

from adapters.web.fields import FieldReading
from adapters.web.forms import FieldUnreadable
from domain.calendar import DUTCH_TIME
from domain.round_procedure import Quorum, QuorumMissed, RoundProcedure

QUORUM_NUMBERS = ("least_ballots", "least_percent", "voters", "extended_days")


def procedure_from(reading: FieldReading) -> Mapping[str, Any]:
    """What was filled in; an empty field asks nothing."""
    names = ("quiet_days", "extension_days_max", *QUORUM_NUMBERS)
    found = {name: reading.number(name, optional=True) or 0 for name in names}
    missed = reading.one_of("when_missed", QuorumMissed, optional=True)
    return found | {"when_missed": missed or QuorumMissed.ADVICE}


def as_procedure(filled: Mapping[str, Any]) -> RoundProcedure:
    """The procedure, with a quorum where one is asked. Raises `FieldUnreadable` at its field."""
    quorum = {name: filled[name] for name in (*QUORUM_NUMBERS, "when_missed")}
    asks = any(filled[name] for name in ("least_ballots", "least_percent"))
    if filled["least_percent"] and not filled["voters"]:
        raise FieldUnreadable(field="voters")
    try:
        return RoundProcedure(
            quiet_days=filled["quiet_days"],
            extension_days_max=filled["extension_days_max"],
            quorum=Quorum(**quorum) if asks else None,
        )
    except ValidationError as problem:
        place = problem.errors()[0]["loc"]
        raise FieldUnreadable(field=str(place[-1]) if place else "extended_days") from problem


def beginning_of(day: str) -> datetime | None:
    """The first moment of a day in Amsterdam; None where the field is empty."""
    return _at("opens_on", day, time(0, 0))


def end_of(day: str) -> datetime | None:
    """The last moment of a day in Amsterdam; None where the field is empty."""
    return _at("closes_on", day, time(23, 59, 59))


def _at(field: str, day: str, moment: time) -> datetime | None:
    if not day:
        return None
    try:
        return datetime.combine(date.fromisoformat(day), moment, DUTCH_TIME)
    except ValueError as problem:
        raise FieldUnreadable(field=field) from problem
