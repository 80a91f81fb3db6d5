"""The wijken of Amersfoort as of 2022-01-01: codes and names as Statistics Netherlands has them."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from domain.wijk_division import Wijk

WIJKEN_FILE = Path(__file__).with_name("wijken-2022.csv")


@cache
def amersfoort() -> tuple[Wijk, ...]:
    """All wijken of Amersfoort, by code."""
    with WIJKEN_FILE.open(encoding="utf-8", newline="") as lines:
        return tuple(Wijk(code=line["code"], name=line["name"]) for line in csv.DictReader(lines))


def wijken_of(code: str) -> tuple[Wijk, ...]:
    """The wijken of the municipality that a wijk is in; for another city, that wijk alone."""
    if any(wijk.code == code for wijk in amersfoort()):
        return amersfoort()
    return (Wijk(code=code, name=code),)
