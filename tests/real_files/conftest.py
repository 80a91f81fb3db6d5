"""Leaves out the comparison with another counter unless its Python is named, and says so."""

from __future__ import annotations

import os
from pathlib import Path

ORACLE = Path(__file__).parent / "oracle"


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave out the folder whose tests need the other counter."""
    return True if collection_path == ORACLE and not os.environ.get("WIJKKAS_ORACLE") else None


def pytest_report_header() -> str | None:
    """Say at the top what is not run."""
    if os.environ.get("WIJKKAS_ORACLE"):
        return None
    return "NOT RUN: the comparison with another counter. Run: make test-oracle"
