"""Regulations of cities as examples, for whoever writes one down: rules as data, ready to adopt.

Which article a rule stands in is made up here: these are not the published texts.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from domain.regulation_contents import Regulation
from domain.two_languages import InTwoLanguages

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class ExampleRegulation:
    """An example: what it is of, and its rules."""

    name: str
    about: InTwoLanguages
    rules: Regulation


@cache
def examples() -> dict[str, ExampleRegulation]:
    """Every example, by name."""
    return {path.stem: _read(path) for path in sorted(FOLDER.glob("*.json"))}


def _read(path: Path) -> ExampleRegulation:
    content = json.loads(path.read_text("utf-8"))
    about = InTwoLanguages(content["about"]["nl"], content["about"]["en"])
    rules = Regulation.model_validate_json(json.dumps(content["rules"]))
    return ExampleRegulation(path.stem, about, rules)
