"""The real elections in the folder `WIJKKAS_DATA`, read once each."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from adapters.pabulib.file import APPROVALS, PabulibFile
from adapters.pabulib.reading import read_pabulib

FOLDER = Path(os.environ.get("WIJKKAS_DATA", "")) / "pabulib"


@cache
def real(name: str) -> PabulibFile:
    """The file with this name, without `.pb`."""
    return read_pabulib(FOLDER / f"{name}.pb")


def names() -> list[str]:
    """Every file in the folder."""
    return sorted(path.stem for path in FOLDER.glob("*.pb"))


def names_with_approvals() -> list[str]:
    """The files whose ballots are approvals."""
    return [name for name in names() if real(name).vote_type in APPROVALS]
