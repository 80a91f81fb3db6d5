"""What runs in production carries licences that go with ours: no GPL, no AGPL, nothing closed."""

from __future__ import annotations

import re
from email.message import Message
from importlib.metadata import PackageNotFoundError, distribution
from typing import cast

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LESSER = {
    "psycopg": "LGPL-3.0: imported as it is, replaceable by the user",
    "psycopg-binary": "LGPL-3.0: the same",
    "psycopg-pool": "LGPL-3.0: the same",
}
"""Runtime dependencies under the Lesser GPL: allowed, and listed so that each is a choice."""

STRONG = re.compile(r"GPL|General Public License|Proprietary", re.IGNORECASE)
LESSER_NAME = re.compile(r"LGPL|GNU (?:Library or )?Lesser General Public License", re.IGNORECASE)


def runtime_closure(root: str = "wijkkas") -> set[str]:
    """The names of everything that an installation without the development group brings in."""
    found: set[str] = set()
    pending: list[tuple[str, frozenset[str]]] = [(root, frozenset())]
    seen: set[tuple[str, frozenset[str]]] = set()
    while pending:
        step = pending.pop()
        if step in seen:
            continue
        seen.add(step)
        try:
            required = distribution(step[0]).requires or []
        except PackageNotFoundError:
            continue  # meant for another platform: what is not installed does not run
        found.add(canonicalize_name(step[0]))
        pending.extend(_asked_for(required, step[1]))
    return found - {root}


def _asked_for(required: list[str], extras: frozenset[str]) -> list[tuple[str, frozenset[str]]]:
    asked: list[tuple[str, frozenset[str]]] = []
    for line in required:
        requirement = Requirement(line)
        contexts = [{"extra": extra} for extra in (extras or {""})]
        if requirement.marker is None or any(
            requirement.marker.evaluate(each) for each in contexts
        ):
            asked.append((canonicalize_name(requirement.name), frozenset(requirement.extras)))
    return asked


def licence_of(name: str) -> str:
    """What the installed package says of its licence: expression, else classifiers, else field."""
    metadata = cast(Message, distribution(name).metadata)
    expression = metadata["License-Expression"]
    if expression:
        return str(expression)
    classifiers = [
        line.removeprefix("License :: ").removeprefix("OSI Approved :: ")
        for line in metadata.get_all("Classifier", [])
        if line.startswith("License :: ")
    ]
    first_line_of_field = str(metadata["License"] or "").strip().partition("\n")[0]
    return "; ".join(classifiers) or first_line_of_field


def is_strong_or_closed(licence: str) -> bool:
    """Whether a licence is (A)GPL or proprietary; a choice with `OR` counts as its mildest."""
    return all(
        STRONG.search(LESSER_NAME.sub("", choice)) is not None
        for choice in re.split(r"\bOR\b", licence)
    )


def test_nothing_in_the_runtime_is_under_a_strong_or_closed_licence() -> None:
    licences = {name: licence_of(name) for name in runtime_closure()}
    assert {name: text for name, text in licences.items() if is_strong_or_closed(text)} == {}


def test_every_runtime_dependency_says_what_its_licence_is() -> None:
    assert [name for name in sorted(runtime_closure()) if not licence_of(name)] == []


def test_every_dependency_under_the_lesser_gpl_is_a_listed_choice() -> None:
    lesser = {name for name in runtime_closure() if LESSER_NAME.search(licence_of(name))}
    assert lesser <= set(LESSER)


def test_the_closure_follows_extras_and_leaves_out_the_development_group() -> None:
    closure = runtime_closure()
    assert {"psycopg-binary", "psycopg-pool", "pydantic-core"} <= closure
    assert "hypothesis" not in closure


@pytest.mark.parametrize(
    ("licence", "strong"),
    [
        ("GPL-3.0-or-later", True),
        ("AGPL-3.0-only", True),
        ("GNU General Public License v3 (GPLv3)", True),
        ("GNU Affero General Public License v3", True),
        ("Other/Proprietary License", True),
        ("LGPL-3.0-only", False),
        ("GNU Lesser General Public License v3 (LGPLv3)", False),
        ("GNU Library or Lesser General Public License (LGPL)", False),
        ("MIT OR GPL-2.0-only", False),
        ("BSD-3-Clause", False),
        ("EUPL-1.2", False),
    ],
)
def test_a_strong_licence_is_told_from_a_lesser_one(licence: str, strong: bool) -> None:
    assert is_strong_or_closed(licence) is strong
