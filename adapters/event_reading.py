"""Loads events of the log fast: without checking again what was checked when they were written.

Names of fields, types of values, members of enumerations and the form of times are checked here
too; patterns, lengths and ranges of text and numbers are not (docs/decisions/0015). Whatever does
not come through as it should, and every name of the past, goes the careful way of
`domain.event_catalogue`, which brings it to its current version or says what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from enum import Enum
from types import GenericAlias, NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from msgspec import Meta as Bounds
from msgspec import MsgspecError, Struct, defstruct
from msgspec.json import Decoder
from msgspec.structs import asdict
from pydantic import AwareDatetime, BaseModel

from domain.command import Actor, Role
from domain.event import Event
from domain.event_catalogue import EVENTS, event_from
from domain.money import MAX_CENTS, Money

Convert = Callable[[Any], Any]
Plan = tuple[Any, Convert | None]
"""How a field is decoded, and what is made of that; None where it is right already."""

NOT_FAST = (KeyError, MsgspecError, ValueError)
"""What a reader raises, or the lack of one, when an entry has to go the careful way."""
KEPT_MAX = 100_000
"""So many amounts, and so many actors, are kept to be used again."""

_AS_IT_IS = (str, int, bool, date, NoneType)
_MOMENT = Annotated[datetime, Bounds(tz=True)]
_CENTS = Annotated[int, Bounds(ge=-MAX_CENTS, le=MAX_CENTS)]
_set_fields, _set_given, _set_extra, _set_private = (
    BaseModel.__dict__[slot].__set__
    for slot in (
        *("__dict__", "__pydantic_fields_set__"),
        *("__pydantic_extra__", "__pydantic_private__"),
    )
)


class NoFastWay(Exception):  # noqa: N818 - says what there is not
    """A field is of a type that this module has no way for."""


class _ActorShape(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """An actor as it is written. The role stays text: an enumeration is slow to look up by."""

    id: str
    role: str


class _Kept(dict[Any, Any]):
    """Values that cannot change, made once for what they are made of; so many, then anew."""

    def __init__(self, make: Convert) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: Any) -> Any:
        if len(self) >= KEPT_MAX:
            self.clear()
        made = self[key] = self._make(key)
        return made


_amount_of = _Kept(Money).__getitem__
_actor_of = _Kept(lambda decoded: Actor(id=decoded.id, role=Role(decoded.role))).__getitem__


def read_event(name: str, payload: bytes) -> Event:
    """The event behind a stored name and payload, as `event_from` gives it.

    Raises `domain.event_catalogue.EventUnreadable`.
    """
    try:
        event: Event = READERS[name](payload)
    except NOT_FAST:
        return event_from(name, payload)  # or it says what is wrong
    return event


def reader_of(event: type[Event]) -> Convert:
    """Reads payloads of one event. Raises one of `NOT_FAST` where it cannot.

    Raises `NoFastWay` at once for an event with a field that there is no fast way for.
    """
    plans = _plans_of(event)
    return _builder(event, plans, Decoder(_shape(event, plans)).decode)


def _plans_of(model: type[BaseModel]) -> dict[str, Plan]:
    return {name: _plan_of(field.annotation) for name, field in model.model_fields.items()}


def _shape(model: type[BaseModel], plans: dict[str, Plan]) -> type[Struct]:
    """The fields of a model as they are written; all of them, and no others."""
    fields = [(name, decoded) for name, (decoded, _) in plans.items()]
    return defstruct(model.__name__, fields, forbid_unknown_fields=True, frozen=True, gc=False)


def _builder(model: type[BaseModel], plans: dict[str, Plan], decode: Convert) -> Convert:
    """Makes an instance without its checks: its fields in order, and which of them were given.

    All were, as payloads have every field.
    """
    conversions = tuple((name, convert) for name, (_, convert) in plans.items() if convert)
    given = set(plans)
    make = model.__new__

    def build(written: Any) -> BaseModel:
        fields = asdict(decode(written))
        for name, convert in conversions:
            fields[name] = convert(fields[name])
        instance = make(model)
        _set_fields(instance, fields)
        _set_given(instance, given)
        _set_extra(instance, None)
        _set_private(instance, None)
        return instance

    return build


def _plan_of(annotation: Any) -> Plan:
    if annotation is AwareDatetime:
        return _MOMENT, None
    if annotation is Money:
        return _CENTS, _amount_of
    if annotation is Actor:
        return _ActorShape, _actor_of
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        plans = _plans_of(annotation)
        return _shape(annotation, plans), _builder(annotation, plans, _decoded_already)
    if annotation in _AS_IT_IS or (isinstance(annotation, type) and issubclass(annotation, Enum)):
        return annotation, None
    return _plan_of_several(get_origin(annotation), get_args(annotation))


def _plan_of_several(origin: Any, arguments: tuple[Any, ...]) -> Plan:
    if origin is Annotated:
        return _plan_of(arguments[0])
    if origin in (Union, UnionType) and len(arguments) == 2 and arguments[1] is NoneType:
        decoded, convert = _plan_of(arguments[0])
        return decoded | None, convert and _unless_none(convert)
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        decoded, convert = _plan_of(arguments[0])
        return GenericAlias(tuple, (decoded, ...)), convert and _each(convert)
    raise NoFastWay(origin)


def _decoded_already(written: Any) -> Any:
    return written


def _unless_none(convert: Convert) -> Convert:
    return lambda value: None if value is None else convert(value)


def _each(convert: Convert) -> Convert:
    def converted(values: Iterable[Any]) -> tuple[Any, ...]:
        return tuple([convert(value) for value in values])

    return converted


class _Readers(dict[str, Convert]):
    """A reader per event name, made when the first such event is read: to make all takes a tenth of
    a second, and most of what is started reads few.
    """

    def __missing__(self, name: str) -> Convert:
        reader = self[name] = reader_of(EVENTS[name])
        return reader


READERS = _Readers()
"""By name. Raises one of `NOT_FAST` for a name that is no current event's."""
