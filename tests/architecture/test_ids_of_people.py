"""Every field that holds the id of a person is known where the API leaves people out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import pytest
from pydantic import BaseModel

from adapters.web.api.answers import PEOPLE, shown
from domain.command import Actor, ActorId
from domain.event import Event
from domain.event_catalogue import event_from
from projections.document import Document, fold
from projections.entry import Entry
from projections.registry import DOCUMENTS
from tests.architecture.whole_product import subclasses_of
from tests.golden.year_of_everything import happened_in_a_year

NOON = datetime(2027, 6, 1, 12, tzinfo=UTC)

MARK = get_args(ActorId)[1]
"""What a type has that is the id of a person."""

SPOKEN_OF = [*subclasses_of(Event, "domain"), *subclasses_of(Document, "projections")]


class Inner(BaseModel):
    """A part with people in it."""

    those_ids: tuple[ActorId, ...]
    maybe_id: ActorId | None
    other: str


class Outer(BaseModel):
    """A document with such parts, and somebody who acts."""

    chosen_by: Actor
    parts: tuple[Inner, ...]


def is_a_person(hint: Any) -> bool:
    """Whether a type is an id of a person, somebody who acts, or a collection of either."""
    if get_origin(hint) is Annotated and any(each is MARK for each in hint.__metadata__):
        return True
    return hint is Actor or any(is_a_person(each) for each in get_args(hint))


def models_in(hint: Any) -> Iterator[type[BaseModel]]:
    """The models that a type is made of."""
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        yield hint
    for each in get_args(hint):
        yield from models_in(each)


def fields_of_people(model: type[BaseModel]) -> set[str]:
    """The fields that hold a person's id, in a model and in every model within it."""
    found: set[str] = set()
    pending: list[type[BaseModel]] = [model]
    seen: set[type[BaseModel]] = {Actor}
    while pending:
        current = pending.pop()
        if current in seen:
            continue
        seen.add(current)
        for name, hint in get_type_hints(current, include_extras=True).items():
            if is_a_person(hint):
                found.add(name)
            pending += models_in(hint)
    return found


@pytest.mark.parametrize("model", SPOKEN_OF, ids=lambda model: model.__name__)
def test_each_field_of_a_person_is_left_out_of_what_everyone_can_ask(
    model: type[BaseModel],
) -> None:
    assert fields_of_people(model) <= PEOPLE


def test_every_name_that_is_left_out_is_one_of_a_field() -> None:
    assert set[str]().union(*map(fields_of_people, SPOKEN_OF)) == PEOPLE


def test_a_field_is_found_within_a_part_of_a_collection() -> None:
    assert fields_of_people(Outer) == {"chosen_by", "those_ids", "maybe_id"}


def leaves(value: Any) -> Iterator[Any]:
    """The values of something as JSON."""
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from leaves(each)
    else:
        yield value


def people_in(value: Any, name: str = "") -> Iterator[str]:
    """The ids of people in the payload of an event."""
    if name in PEOPLE:
        inner = value.get("id") if isinstance(value, dict) else value
        yield from (each for each in leaves(inner) if isinstance(each, str))
    elif isinstance(value, dict | list):
        named = value.items() if isinstance(value, dict) else ((name, each) for each in value)
        for key, each in named:
            yield from people_in(each, key)


def test_nobody_of_a_year_of_everything_is_in_a_document_as_it_is_shown() -> None:
    entries = [
        Entry(position, "a-stream", position, event_from(name, payload), NOON)
        for position, (name, payload) in enumerate(happened_in_a_year())
    ]
    people = {each for entry in entries for each in people_in(entry.event.model_dump(mode="json"))}
    assert len(people) > 10
    documents = [each for known in DOCUMENTS for each in fold(known, entries).values()]
    for each in documents:
        assert people.isdisjoint(leaves(shown(each))), type(each).__name__
