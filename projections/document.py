"""Documents: what is known of one thing, folded from the events about it.

A document has a key, which is the id of the thing, so that a link finds it; and a path such as
`2027/WK030710/garden`, so that everything of one wijk and year is one range. Texts stay
commitments: whoever shows a document looks them up in the vault.

A projection may keep documents of a second kind beside those it shows (`round:round-1` beside
`garden`), to know what an event alone does not say: which proposals stand on a round's list.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Protocol, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict

from domain.command import ActorId, Role
from domain.event import PublicEvent
from projections.entry import Entry

D = TypeVar("D", bound="Document")
M = TypeVar("M", bound=BaseModel)

Changes = dict[str, Any]
"""Fields of a document or part, and what stands in them from now on."""

_set = object.__setattr__


class Document(BaseModel):
    """What is known of one thing; `position` is that of the event that last changed it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    position: int

    @property
    def path(self) -> str | None:
        """Where it stands in lists; None for one that is never listed."""
        return None


class Part(BaseModel):
    """A part of a document."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def altered(model: M, changes: Mapping[str, object]) -> M:
    """The same document or part with other values in some of its fields.

    As pydantic's own `model_copy`, which takes longer: a fold does little else.
    """
    return _made(type(model), {**vars(model), **changes})


def made(kind: type[M], **fields: object) -> M:
    """A document or part of values that come from an event, and so were checked: not again.

    All of its fields must be given, in the order of its class.
    """
    return _made(kind, fields)


def as_told(kind: type[M], event: PublicEvent, **more: object) -> M:
    """A document or part: what an event tells in fields of the same name, and `more`."""
    fields = {name: getattr(event, name) for name in _told_by(kind, type(event))}
    return kind(**(fields | more))


@cache
def _told_by(kind: type[BaseModel], event: type[PublicEvent]) -> tuple[str, ...]:
    return tuple(name for name in kind.model_fields if name in event.model_fields)


def _made(kind: type[M], fields: dict[str, object]) -> M:
    instance = kind.__new__(kind)
    _set(instance, "__dict__", fields)
    _set(instance, "__pydantic_fields_set__", _names_of(kind))
    _set(instance, "__pydantic_extra__", None)
    _set(instance, "__pydantic_private__", None)
    return instance


@cache
def _names_of(kind: type[BaseModel]) -> frozenset[str]:
    """All fields of a model, which count as given: one set for all, as no document changes."""
    return frozenset(kind.model_fields)


class Deed(Part):
    """Who did something, in which capacity and when, by the command's own time."""

    actor_id: ActorId
    role: Role
    at: AwareDatetime
    position: int


class Documents:
    """The documents of one projection as far as they are at hand; `find_stored` knows the others.

    What an event changed is put back, so that the next event sees it.
    """

    def __init__(self) -> None:
        self._at_hand: dict[str, Document | None] = {}

    def find(self, key: str, kind: type[D]) -> D | None:
        """The document under a key. Raises `TypeError` where it is of another kind."""
        if key not in self._at_hand:
            self._at_hand[key] = self.find_stored(key)
        document = self._at_hand[key]
        if document is not None and not isinstance(document, kind):
            raise TypeError(f"{key} is a {type(document).__name__}")
        return document

    def put(self, changed: Mapping[str, Document]) -> None:
        """Keep what an event changed."""
        self._at_hand.update(changed)

    def have_at_hand(self, documents: Mapping[str, Document | None]) -> None:
        """Keep what was looked up beforehand; None for what does not exist."""
        self._at_hand.update(documents)

    def find_stored(self, key: str) -> Document | None:
        """A document that is not at hand; in memory there is no other place."""
        del key
        return None


class DocumentProjection(Protocol):
    """A pure fold of entries into documents.

    `subjects` are the first parts of the event names it follows (`proposal`, `grant`). Raise
    `version` when the same events give other documents than before.
    """

    @property
    def name(self) -> str:
        """The name it is stored and rebuilt under."""

    @property
    def version(self) -> int:
        """The version of the fold."""

    @property
    def subjects(self) -> frozenset[str] | None:
        """Which events it follows; None for all."""

    @property
    def kinds(self) -> Mapping[str, type[Document]]:
        """The model of each kind of key: `""` for plain ids, `round` for `round:…`."""

    def keys(self, entry: Entry) -> Iterable[str]:
        """Documents that the event names, so that they can be fetched together beforehand."""

    def evolve(self, entry: Entry, documents: Documents) -> Mapping[str, Document]:
        """The documents that the event makes or changes, by key."""


def fold(projection: DocumentProjection, entries: Iterable[Entry]) -> dict[str, Document]:
    """All documents of a projection after these entries, by key: what an auditor recomputes."""
    documents = Documents()
    found: dict[str, Document] = {}
    for entry in entries:
        if follows(projection.subjects, entry.event.TOPIC):
            changed = projection.evolve(entry, documents)
            documents.put(changed)
            found.update(changed)
    return found


def follows(subjects: frozenset[str] | None, event_name: str) -> bool:
    """Whether a projection of these subjects is told of an event with this name."""
    return subjects is None or event_name.partition(".")[0] in subjects


def kind_of(key: str) -> str:
    """The kind that a key says; empty for a plain id."""
    kind, separator, _ = key.partition(":")
    return kind if separator else ""


def deed(entry: Entry, event: PublicEvent) -> Deed:
    """Who caused an event."""
    return made(
        Deed,
        actor_id=event.by.id,
        role=event.by.role,
        at=event.at,
        position=entry.position,
    )
