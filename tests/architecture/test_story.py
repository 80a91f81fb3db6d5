"""`docs/story.md`: every row that is said to work has a page, and a test that opens that page.

That the named test opens the page is seen while it runs (`tests/integration/web/conftest.py`).
"""

from __future__ import annotations

import ast
import re
from dataclasses import replace

import pytest

from tests.architecture.sources import ROOT
from tests.story import STORY, WEB_TESTS, Row, rows, rows_in

TEXT = STORY.read_text("utf-8")
ROWS = rows()
STEPS = re.compile(r"^## (.+)$", re.MULTILINE)
ARTICLES = 17
"""How many steps the articles tell; what other cities do, and the law, come after them."""


def names_in(path: str) -> set[str]:
    """The tests of a file, with the class that they stand in."""
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    alone = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    return alone | {
        f"{group.name}::{node.name}"
        for group in tree.body
        if isinstance(group, ast.ClassDef)
        for node in group.body
        if isinstance(node, ast.FunctionDef)
    }


def pages() -> set[str]:
    """Every path of a page as the code declares it."""
    found: set[str] = set()
    for source in (ROOT / "adapters/web/pages").glob("*.py"):
        text = source.read_text("utf-8")
        prefix = re.search(r'prefix="([^"]+)"', text)
        paths = re.findall(r'@router\.get\(\s*"([^"]*)"', text)
        found |= {(prefix[1] if prefix else "") + path for path in paths}
    return found


def test_every_step_of_the_story_has_a_row() -> None:
    sections = STEPS.split(TEXT)[1:]
    steps = dict(zip(sections[::2], sections[1::2], strict=True))
    assert len(steps) > ARTICLES
    assert [name for name, told in steps.items() if not rows_in(told)] == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.step[:40])
def test_the_test_of_a_row_exists_where_it_is_seen_what_it_opens(row: Row) -> None:
    assert row.test in names_in(row.path)
    assert row.path.startswith(WEB_TESTS)
    assert f"[test](../{row.path})" in TEXT


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.step[:40])
def test_the_pages_of_a_row_exist(row: Row) -> None:
    assert row.pages
    assert set(row.pages) <= pages()


class TestWhatARowIsHeldTo:
    """By an address that a test opens."""

    row = replace(ROWS[0], pages=("/wijken/{code}/plan", "/groei"))

    def test_a_page_that_no_test_opens_is_caught(self) -> None:
        assert self.row.unopened(["/wijken/WK030710/plan?jaar=2027"]) == ["/groei"]
        assert self.row.unopened(["/groei", "/wijken/WK030710/plan"]) == []

    def test_another_page_with_the_same_beginning_is_another_page(self) -> None:
        near = ["/groei/x", "/wijken/WK030710", "/wijken/WK030710/plan/x", "/wijken/a/b/plan"]
        assert self.row.unopened(near) == list(self.row.pages)

    def test_a_test_that_is_not_there_is_caught(self) -> None:
        assert "TestAPlan::test_that_nobody_wrote" not in names_in(
            "tests/integration/web/test_planning.py"
        )
