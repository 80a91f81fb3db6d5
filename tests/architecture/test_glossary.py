"""The domain speaks the glossary: names are made of its words, and avoid the ones it warns of."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pytest

from domain.command import Command
from domain.event import Event
from domain.event_catalogue import EVENTS
from tests.architecture.house_rules import words_of
from tests.architecture.sources import ROOT, Source, sources

CODE = re.compile(r"`([a-z_]+)`")
BASES = {"Command", "ActorCommand", "Event", "PublicEvent"}


@dataclass(frozen=True)
class Glossary:
    """Words that may stand in a class name, verbs and their past tenses, words to avoid."""

    words: frozenset[str]
    verbs: frozenset[str]
    past_tenses: frozenset[str]
    to_avoid: frozenset[str]


@cache
def glossary() -> Glossary:
    """The glossary as it is written in `docs/glossary.md`."""
    before, acts = (ROOT / "docs/glossary.md").read_text("utf-8").split("## Acts")
    acts, building = acts.split("## Building words")
    verbs = frozenset(word for row in _rows(acts) for word in words_of(row[0]))
    past_tenses = frozenset(word for row in _rows(acts) for word in words_of(row[1]))
    terms = {word for row in _rows(before) for word in words_of(row[0])}
    built = words_of(building.partition(":")[2])
    plurals = {f"{word}s" for word in terms}
    return Glossary(
        words=frozenset(terms | plurals | set(built)) | verbs | past_tenses,
        verbs=verbs,
        past_tenses=past_tenses,
        to_avoid=frozenset(word for row in _rows(before) for word in CODE.findall(row[3])),
    )


def _rows(text: str) -> Iterator[list[str]]:
    """The rows of every table in a text, without heads and rules."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    for line in lines:
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells[0] not in {"English", "Command"} and not cells[0].startswith("---"):
            yield cells


def unknown_words(source: Source) -> Iterator[str]:
    """Words in public class names that the glossary does not have.

    A refusal is named as a sentence (`NothingToAdopt`); it only has to keep off the avoided words.
    """
    known = glossary().words
    for node in source.tree.body:
        if not isinstance(node, ast.ClassDef) or node.name.startswith("_"):
            continue
        if any(ast.unparse(base) in {"Refusal", "Exception"} for base in node.bases):
            continue
        for word in words_of(node.name):
            if word not in known:
                yield f"{source.path}:{node.lineno} {node.name}: '{word}' is not in the glossary"


def avoided_words(source: Source) -> Iterator[str]:
    """Names of files, classes and fields with a word that the glossary warns of."""
    for line, name in _names(source):
        for word in set(words_of(name)) | {name}:
            if word in glossary().to_avoid:
                yield f"{source.path}:{line} '{name}': the glossary has another word for '{word}'"


def _names(source: Source) -> Iterator[tuple[int, str]]:
    yield 1, source.path.rsplit("/", 1)[-1].removesuffix(".py")
    for node in source.tree.body:
        if isinstance(node, ast.ClassDef):
            yield node.lineno, node.name
            for statement in node.body:
                if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
                    yield statement.lineno, statement.target.id


def _subclasses(base: type) -> set[type]:
    direct: set[type] = set(base.__subclasses__())
    return direct | {below for each in direct for below in _subclasses(each)}


def test_every_public_class_of_the_domain_is_named_in_words_of_the_glossary() -> None:
    assert [each for source in sources("domain") for each in unknown_words(source)] == []


def test_no_name_in_the_domain_uses_a_word_that_the_glossary_avoids() -> None:
    ours = [source for source in sources("domain") if not source.within("domain/tally")]
    assert [each for source in ours for each in avoided_words(source)] == []


def test_every_command_begins_with_a_verb_of_the_glossary() -> None:
    commands = {
        command.__name__ for command in _subclasses(Command) if command.__module__[:7] == "domain."
    }
    other = {name for name in commands - BASES if words_of(name)[0] not in glossary().verbs}
    assert other == set()


def test_every_event_holds_a_past_tense_of_the_glossary() -> None:
    past = glossary().past_tenses
    assert {
        event.__name__ for event in EVENTS.values() if not past & set(words_of(event.__name__))
    } == set()


def test_every_event_that_exists_is_in_the_catalogue() -> None:
    defined = {
        event
        for event in _subclasses(Event)
        if "TOPIC" in vars(event) and event.__module__[:7] == "domain."
    }
    assert defined == set(EVENTS.values())


@pytest.mark.parametrize(
    "text", ["class CitizenRegistered: ...", "class FluxCapacitor: ...", "class BallotStuffed: ..."]
)
def test_a_word_outside_the_glossary_is_caught(text: str) -> None:
    assert list(unknown_words(Source("domain/a.py", text)))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("domain/district.py", ""),
        ("domain/a.py", "class Pot(Event): ..."),
        ("domain/a.py", "class CitizenUnknown(Refusal): ..."),
        ("domain/a.py", "class Grant(Event):\n  user: str"),
    ],
)
def test_a_word_to_avoid_is_caught(path: str, text: str) -> None:
    assert list(avoided_words(Source(path, text)))


def test_a_name_of_the_glossary_passes() -> None:
    source = Source("domain/grant.py", "class GrantReserved(PublicEvent):\n  amount_cents: Amount")
    assert [*unknown_words(source), *avoided_words(source)] == []
