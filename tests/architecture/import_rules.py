"""What the domain may import and call, as functions from a source file to its offences."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator, Mapping

from tests.architecture.sources import Source

DOMAIN_MAY_IMPORT = {"domain", "pydantic", "pydantic_core"}
TALLY_MAY_ALSO_IMPORT = {"numba", "numpy"}
WORLDLY_MODULES = {
    "asyncio",
    "http",
    "io",
    "multiprocessing",
    "os",
    "pathlib",
    "random",
    "secrets",
    "shutil",
    "signal",
    "socket",
    "sqlite3",
    "subprocess",
    "tempfile",
    "threading",
    "time",
    "urllib",
}
"""Parts of the standard library that touch clock, chance or the outside world."""
WORLDLY_CALLS = {
    "getrandbits",
    "monotonic",
    "now",
    "open",
    "perf_counter",
    "print",
    "randint",
    "time_ns",
    "today",
    "token_bytes",
    "token_hex",
    "urandom",
    "utcnow",
    "uuid1",
    "uuid4",
}
"""Calls that give another answer tomorrow, whatever object they are made on."""


def imports(source: Source) -> Iterator[tuple[int, str]]:
    """Line and full name of every module that a file imports, at any depth of the file."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, "." * node.level + (node.module or "")


def domain_imports_little(source: Source) -> Iterator[str]:
    """The domain rests on the standard library and pydantic.

    `domain/tally` may count with numpy and numba as well.
    """
    if not source.within("domain"):
        return
    allowed = DOMAIN_MAY_IMPORT | (
        TALLY_MAY_ALSO_IMPORT if source.within("domain/tally") else set()
    )
    for line, name in imports(source):
        standard = name.split(".")[0] in sys.stdlib_module_names
        if not standard and not any(
            name == each or name.startswith(f"{each}.") for each in allowed
        ):
            yield f"{source.path}:{line} imports {name}"


def answers_depend_on_input_alone(source: Source) -> Iterator[str]:
    """Domain and projections know no clock, no chance and no world: time and ids are given."""
    if not source.within("domain", "projections"):
        return
    for line, name in imports(source):
        if name.split(".")[0] in WORLDLY_MODULES:
            yield f"{source.path}:{line} imports {name}"
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if called in WORLDLY_CALLS:
                yield f"{source.path}:{node.lineno} calls {called}()"


def passed_on(rooms: Iterable[Source]) -> dict[tuple[str, str], str]:
    """Where a name of a module is had from, when a room passes it on: by module and name."""
    found: dict[tuple[str, str], str] = {}
    for room in rooms:
        told = {name for each in room.tree.body for name in _names_in_all(each)}
        for node in room.tree.body:
            if isinstance(node, ast.ImportFrom) and node.module:
                names = told.intersection(alias.name for alias in node.names)
                found |= {(node.module, name): room.module for name in names}
    return found


def _names_in_all(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.Assign) and "__all__" in {
        each.id for each in node.targets if isinstance(each, ast.Name)
    }:
        yield from ast.literal_eval(node.value)


def names_have_one_address(source: Source, known: Mapping[tuple[str, str], str]) -> Iterator[str]:
    """What a room passes on is imported from the room, but by the parts that it is made of."""
    parts = {(room, module) for (module, _), room in known.items()}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                room = known.get((node.module or "", alias.name))
                if room not in (None, source.module) and (room, source.module) not in parts:
                    yield f"{source.path}:{node.lineno} has {alias.name} from another than {room}"
