"""Whether what was written under one JSON Schema can be read under another of the same name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]

FIXED = ("type", "const", "format", "pattern")
LOWER_BOUNDS = ("minimum", "exclusiveMinimum", "minLength", "minItems")
UPPER_BOUNDS = ("maximum", "exclusiveMaximum", "maxLength", "maxItems")


def broken_promises(published: Schema, proposed: Schema) -> list[str]:
    """A sentence for each change by which old entries, or old readers, would fail.

    In an existing version of an event no field is removed, none is added that old entries lack, and
    none changes its type or gets narrower. Words of explanation may change.
    """
    return list(_compared("", _Side(published, published), _Side(proposed, proposed)))


class _Side:
    """A part of a schema, and the whole that its references point into."""

    def __init__(self, root: Schema, part: Schema) -> None:
        self.root = root
        while "$ref" in part:
            part = root["$defs"][part["$ref"].removeprefix("#/$defs/")]
        self.part = part

    def at(self, part: Schema) -> _Side:
        return _Side(self.root, part)

    @property
    def fields(self) -> dict[str, Schema]:
        found: dict[str, Schema] = self.part.get("properties", {})
        return found

    @property
    def required(self) -> set[str]:
        return set(self.part.get("required", ()))

    @property
    def choices(self) -> list[_Side]:
        return [self.at(choice) for choice in self.part.get("anyOf", [])]


def _compared(path: str, old: _Side, new: _Side) -> Iterator[str]:
    if old.choices or new.choices:
        yield from _choices(path, old, new)
        return
    for rule in FIXED:
        if old.part.get(rule) != new.part.get(rule):
            yield f"{path}: {rule} was {old.part.get(rule)} and is {new.part.get(rule)}"
    yield from _narrower(path, old.part, new.part)
    yield from _fields(path, old, new)
    if "items" in old.part and "items" in new.part:
        yield from _compared(f"{path}[]", old.at(old.part["items"]), new.at(new.part["items"]))


def _choices(path: str, old: _Side, new: _Side) -> Iterator[str]:
    accepted = new.choices or [new]
    for choice in old.choices or [old]:
        if all(list(_compared(path, choice, each)) for each in accepted):
            kind = choice.part.get("type", choice.part.get("title"))
            yield f"{path}: may not be what it was: {kind}"
    if len(accepted) > len(old.choices or [old]):
        yield f"{path}: may be more than old readers know"


def _narrower(path: str, old: Schema, new: Schema) -> Iterator[str]:
    if "enum" in new and not set(old.get("enum", ["anything"])) <= set(new["enum"]):
        yield f"{path}: a value that was possible is not any more"
    for bounds, closer in ((LOWER_BOUNDS, int.__gt__), (UPPER_BOUNDS, int.__lt__)):
        for bound in bounds:
            if bound in new and (bound not in old or closer(new[bound], old[bound])):
                yield f"{path}: {bound} was {old.get(bound, 'free')} and is {new[bound]}"


def _fields(path: str, old: _Side, new: _Side) -> Iterator[str]:
    for name in sorted(old.fields.keys() - new.fields.keys()):
        yield f"{path}.{name}: was removed"
    for name in sorted(new.required - old.required):
        yield f"{path}.{name}: is required and was not"
    for name in sorted(old.fields.keys() & new.fields.keys()):
        yield from _compared(f"{path}.{name}", old.at(old.fields[name]), new.at(new.fields[name]))
