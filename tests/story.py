"""The rows of `docs/story.md`: what can be seen, on which pages, and which test opens those."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

STORY = Path(__file__).parent.parent / "docs/story.md"
WEB_TESTS = "tests/integration/web/"
"""Where every page that a test opens is written down."""

_TEST = re.compile(r"`(tests/[\w/]+\.py)::((?:\w+::)*\w+)`")
_PAGE = re.compile(r"`(/[^`]*)`")
_NAME = re.compile(r"\\{\w+\\}")


@dataclass(frozen=True, slots=True)
class Row:
    """A step, its pages as routes, and the test that opens them."""

    step: str
    pages: tuple[str, ...]
    path: str
    test: str

    @property
    def node_id(self) -> str:
        """What pytest calls the test."""
        return f"{self.path}::{self.test}"

    def unopened(self, opened: Iterable[str]) -> list[str]:
        """The pages of the row that are not among these addresses."""
        paths = [each.partition("?")[0] for each in opened]
        return [
            page for page in self.pages if not any(route(page).fullmatch(path) for path in paths)
        ]


def route(page: str) -> re.Pattern[str]:
    """The addresses of a page, with something for each name in its route."""
    return re.compile(_NAME.sub("[^/]+", re.escape(page)))


def rows_in(text: str) -> list[Row]:
    """Every row with a test, in order."""
    lines = [line for line in text.splitlines() if line.startswith("| ") and "::" in line]
    return [_row(line) for line in lines]


def _row(line: str) -> Row:
    step, pages, test = (cell.strip() for cell in line.strip("| ").split(" | "))
    found = _TEST.search(test)
    if found is None:
        raise ValueError(f"no test in: {line}")
    return Row(step, tuple(_PAGE.findall(pages)), found[1], found[2])


def rows() -> list[Row]:
    """The rows of the document."""
    return rows_in(STORY.read_text("utf-8"))


def unopened_by(node_id: str, opened: Sequence[str]) -> list[str]:
    """The pages that rows name this test for, and that it did not open."""
    return [page for row in rows() if row.node_id == node_id for page in row.unopened(opened)]
