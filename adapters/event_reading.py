"""Loads events of the log fast: without checking again what was checked when they were written.

Names of fields, types of values, members of enumerations and the form of times are checked here
too; patterns, lengths and ranges of text and numbers are not (docs/decisions/0015). Whatever does
not come through as it should, and every name of the past, goes the careful way of
`domain.event_catalogue`, which brings it to its current version or says what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import partial
from types import GenericAlias, NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from msgspec import Meta as Bounds
from msgspec import MsgspecError, Struct, defstruct
from msgspec.json import Decoder
from pydantic import AwareDatetime, BaseModel

from domain.command import Actor, Role
from domain.event import Event
from domain.event_catalogue import EVENTS, event_from
from domain.money import MAX_CENTS, Money

Convert = Callable[[Any], Any]

NOT_FAST = (KeyError, MsgspecError, ValueError)
"""What a reader raises, or the lack of one, when an entry has to go the careful way."""
WRITTEN = "{written}"
"""Stands in an expression for what was decoded."""
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
    making = _Making(event)
    return making.maker(Decoder(making.shape()).decode)


@dataclass(frozen=True, slots=True)
class _Plan:
    """How a field is decoded, and the expression that makes its value of that."""

    decoded: Any
    value: str = WRITTEN

    def of(self, written: str) -> str:
        """The expression, where what was decoded is found by this name."""
        return self.value.replace(WRITTEN, written)


class _Making:
    """How instances of a model are made without its checks.

    The function that does is written as text, an expression per field, as `dataclasses` does: going
    through a list of fields for each event took a sixth of the time of loading it.
    """

    def __init__(self, model: type[BaseModel]) -> None:
        self._model = model
        self._names: dict[str, Any] = {"amount_of": _amount_of, "actor_of": _actor_of}
        self._plans = {
            name: self._plan_of(field.annotation) for name, field in model.model_fields.items()
        }

    def shape(self) -> type[Struct]:
        """The fields of the model as they are written; all of them, and no others."""
        fields = [(name, plan.decoded) for name, plan in self._plans.items()]
        name = self._model.__name__
        return defstruct(name, fields, forbid_unknown_fields=True, frozen=True, gc=False)

    def maker(self, decode: Convert | None = None) -> Convert:
        """Makes an instance of its shape, or with `decode` of a payload: its fields in order, and
        which of them were given. All were, as payloads have every field.
        """
        fields = [f"{name!r}: {plan.of(f'shape.{name}')}" for name, plan in self._plans.items()]
        lines = (
            "def make(shape):",
            "    shape = decode(shape)" if decode else "",
            "    instance = blank()",
            f"    set_fields(instance, {{{', '.join(fields)}}})",
            "    set_given(instance, given)",
            "    set_extra(instance, None)",
            "    set_private(instance, None)",
            "    return instance",
        )
        names = {
            **self._names,
            **{"decode": decode, "blank": partial(object.__new__, self._model)},
            **{"set_fields": _set_fields, "set_given": _set_given, "given": set(self._plans)},
            **{"set_extra": _set_extra, "set_private": _set_private},
        }
        exec("\n".join(lines), names)  # noqa: S102 - names of fields, and what stands in this class
        make: Convert = names["make"]
        return make

    def _plan_of(self, annotation: Any) -> _Plan:
        if annotation is AwareDatetime:
            return _Plan(_MOMENT)
        if annotation is Money:
            return _Plan(_CENTS, f"amount_of({WRITTEN})")
        if annotation is Actor:
            return _Plan(_ActorShape, f"actor_of({WRITTEN})")
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            within, name = _Making(annotation), f"made_{len(self._names)}"
            self._names[name] = within.maker()
            return _Plan(within.shape(), f"{name}({WRITTEN})")
        if annotation in _AS_IT_IS or (
            isinstance(annotation, type) and issubclass(annotation, Enum)
        ):
            return _Plan(annotation)
        return self._plan_of_several(get_origin(annotation), get_args(annotation))

    def _plan_of_several(self, origin: Any, arguments: tuple[Any, ...]) -> _Plan:
        if origin is Annotated:
            return self._plan_of(arguments[0])
        if origin in (Union, UnionType) and len(arguments) == 2 and arguments[1] is NoneType:
            one = self._plan_of(arguments[0])
            if one.value == WRITTEN:
                return _Plan(one.decoded | None)
            return _Plan(one.decoded | None, f"None if {WRITTEN} is None else {one.value}")
        if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
            one = self._plan_of(arguments[0])
            decoded = GenericAlias(tuple, (one.decoded, ...))
            if one.value == WRITTEN:
                return _Plan(decoded)
            # Most are empty, and then stay what they are.
            return _Plan(decoded, f"{WRITTEN} and tuple([{one.of('one')} for one in {WRITTEN}])")
        raise NoFastWay(origin)


class _Readers(dict[str, Convert]):
    """A reader per event name, made when the first such event is read: to make all takes a tenth of
    a second, and most of what is started reads few.
    """

    def __missing__(self, name: str) -> Convert:
        reader = self[name] = reader_of(EVENTS[name])
        return reader


READERS = _Readers()
"""By name. Raises one of `NOT_FAST` for a name that is no current event's."""
