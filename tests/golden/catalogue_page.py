"""The page `docs/event-catalogue.md`: every event in words, made from the published schemas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

Schema = dict[str, Any]

HEAD = """# Event catalogue

Every name under which an entry of the log was ever written, and what its payload holds. The exact
shapes are JSON Schemas in [events](events); both are made by `make events` from the classes in
`domain/`. A payload is canonical JSON. Amounts are whole euro cents. A name never changes its
meaning: a payload that must change gets the next version, and old entries stay as they are.

Every event of the main log also has `by`, who acted (`id`, opaque and never a name, and `role`, the
capacity in which), and `at`, when the command behind it was given. The ballot log has neither.
"""
ON_EVERY_EVENT = ("by", "at")
KINDS = {
    "boolean": "yes or no",
    "integer": "whole number",
    "null": "nothing",
    "object": "group",
    "string": "text",
}
FORMATS = {"date": "day", "date-time": "moment"}


def catalogue_page(schemas: Mapping[str, Schema], follows: Mapping[str, str]) -> str:
    """The page in Markdown; `follows` gives for a name of the past the name that took over."""
    parts = [HEAD]
    for subject, names in groupby(sorted(schemas), key=lambda name: name.split(".")[0]):
        parts.append(f"## {subject.replace('_', ' ').capitalize()}\n")
        parts += [_section(name, schemas[name], follows.get(name)) for name in names]
    return "\n".join(parts)


def _section(name: str, schema: Schema, followed_by: str | None) -> str:
    lines = [f"### `{name}`", "", _line(schema["description"]), ""]
    if followed_by:
        lines += [f"A name of the past: it is read as `{followed_by}`.", ""]
    lines += ["| field | what it is | meaning |", "|---|---|---|"]
    for path, part in _fields(schema, schema, ""):
        if path.split(".")[0] in ON_EVERY_EVENT:
            continue
        lines.append(f"| `{path}` | {_kind(part, schema)} | {_meaning(part, schema)} |")
    return "\n".join([*lines, ""])


def _fields(part: Schema, root: Schema, path: str) -> Iterator[tuple[str, Schema]]:
    for name, field in part.get("properties", {}).items():
        inner = f"{path}.{name}" if path else name
        yield inner, field
        for choice in field.get("anyOf", [field]):
            resolved = _resolved(choice, root)
            if "items" in resolved:
                yield from _fields(_resolved(resolved["items"], root), root, f"{inner}[]")
            yield from _fields(resolved, root, inner)


def _kind(part: Schema, root: Schema) -> str:
    if "anyOf" in part:
        return " or ".join(_kind(choice, root) for choice in part["anyOf"])
    part = _resolved(part, root)
    if "enum" in part:
        return "one of " + ", ".join(f"`{value}`" for value in part["enum"])
    if "const" in part:
        return f"always `{part['const']}`"
    if part["type"] == "array":
        return f"list of: {_kind(part['items'], root)}"
    return FORMATS.get(part.get("format", ""), KINDS[part["type"]])


def _meaning(part: Schema, root: Schema) -> str:
    for candidate in (part, *part.get("anyOf", [])):
        resolved = _resolved(candidate, root)
        described = candidate.get("description") or resolved.get("description")
        if described:
            return _line(described)
        if "items" in resolved:
            return _meaning(resolved["items"], root)
    return ""


def _resolved(part: Schema, root: Schema) -> Schema:
    while "$ref" in part:
        part = root["$defs"][part["$ref"].removeprefix("#/$defs/")]
    return part


def _line(text: str) -> str:
    """The first paragraph, on one line that a table can hold."""
    return " ".join(text.partition("\n\n")[0].split()).replace("|", "\\|")
