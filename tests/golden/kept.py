"""What is kept for ever: golden events, codes of refusals, published schemas, and the catalogue.

`make events` adds what is new and never changes a line that is there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from domain.errors import Refusal
from domain.event_catalogue import EVENTS, UPCASTS, json_schemas
from tests.architecture.whole_product import subclasses_of
from tests.golden.catalogue_page import catalogue_page
from tests.golden.schema_changes import broken_promises

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).with_name("events.jsonl")
REFUSAL_CODES = Path(__file__).with_name("refusal_codes.txt")
SCHEMAS = ROOT / "docs" / "events"
PAGE = ROOT / "docs" / "event-catalogue.md"

_OPENING = b'{"name":"%s","payload":'


class PromiseBroken(Exception):  # noqa: N818 - says what was promised and would not be kept
    """A published schema would change so that entries in a log could not be read any more."""


def golden_events(file: Path = GOLDEN) -> dict[str, bytes]:
    """The payload of every golden event, byte for byte, by name."""
    found: dict[str, bytes] = {}
    for line in file.read_bytes().splitlines():
        name: str = json.loads(line)["name"]
        found[name] = line.removeprefix(_OPENING % name.encode()).removesuffix(b"}")
    return found


def add_golden_events(happened: Iterable[tuple[str, bytes]], file: Path = GOLDEN) -> list[str]:
    """Append the first event of each name that has no line yet; the names that were added."""
    known, added = set(golden_events(file)), []
    with file.open("ab") as lines:
        for name, payload in happened:
            if name not in known:
                lines.write(_OPENING % name.encode() + payload + b"}\n")
                known.add(name)
                added.append(name)
    return added


def kept_refusal_codes() -> list[str]:
    """The codes of domain and application that other programs may look at."""
    return REFUSAL_CODES.read_text("utf-8").split()


def own_refusal_codes() -> set[str]:
    """The codes of domain and application that there are."""
    return {refusal.code for refusal in subclasses_of(Refusal, "domain", "application")}


def add_refusal_codes() -> list[str]:
    """Append the codes that are new; the codes that were added."""
    added = sorted(own_refusal_codes() - set(kept_refusal_codes()))
    with REFUSAL_CODES.open("a", encoding="utf-8") as file:
        file.writelines(f"{code}\n" for code in added)
    return added


def published_schemas(folder: Path = SCHEMAS) -> dict[str, dict[str, Any]]:
    """The published schema of every name, also of the past."""
    return {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*"))}


def schemas_to_publish() -> dict[str, dict[str, Any]]:
    """Those of the code today, and those of the past as they were published."""
    past = {name: schema for name, schema in published_schemas().items() if name in UPCASTS}
    return past | json_schemas()


def publish_schemas(folder: Path = SCHEMAS, page: Path = PAGE) -> None:
    """Write schemas and catalogue. Raises `PromiseBroken`, and then writes nothing."""
    before, after = published_schemas(folder), schemas_to_publish()
    broken = [
        f"{name}{sentence}"
        for name in sorted(before)
        for sentence in broken_promises(before[name], after.get(name, {}))
    ]
    if broken:
        raise PromiseBroken("\n".join([*broken, "Give the event a new version instead."]))
    for name, schema in after.items():
        (folder / f"{name}.json").write_text(schema_text(schema), "utf-8")
    page.write_text(page_text(), "utf-8")


def schema_text(schema: dict[str, Any]) -> str:
    """A schema as its file holds it."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def page_text() -> str:
    """The catalogue as its file holds it."""
    follows = {name: following for name, (following, _) in UPCASTS.items()}
    return catalogue_page(schemas_to_publish(), follows)


def missing_golden_events() -> set[str]:
    """Names of the catalogue without a golden event."""
    return (EVENTS.keys() | UPCASTS.keys()) - golden_events().keys()
