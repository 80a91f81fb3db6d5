"""`docs/story.md`: every row that is said to work has a test that exists and a page that does."""

from __future__ import annotations

import ast
import re

import pytest

from tests.architecture.sources import ROOT

STORY = (ROOT / "docs/story.md").read_text("utf-8")
ROWS = [line for line in STORY.splitlines() if line.startswith("| ") and "::" in line]
TEST = re.compile(r"`(tests/[\w/]+\.py)::((?:\w+::)*)(\w+)`")
PAGE = re.compile(r"`(/[^`]*)`")


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


def test_there_is_a_story() -> None:
    assert len(ROWS) >= 8


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[2:40])
def test_the_test_of_a_row_exists(row: str) -> None:
    found = TEST.search(row)
    assert found is not None
    assert f"{found[2]}{found[3]}" in names_in(found[1])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[2:40])
def test_the_pages_of_a_row_exist(row: str) -> None:
    named = set(PAGE.findall(row.split("|")[2]))
    assert named
    assert named <= pages()


def opens(path: str, page: str) -> bool:
    """Whether a file of tests has an address of this page in it, with something for each name."""
    names = re.escape(page).replace(r"\{", "{").replace(r"\}", "}")
    address = re.sub(r"\{\w+\}", r"[^/\\s]+", names)
    text = (ROOT / path).read_text("utf-8")
    return re.search(address + r"""(?:["'?#]|$)""", text) is not None


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[2:40])
def test_the_test_of_a_row_opens_one_of_its_pages(row: str) -> None:
    found = TEST.search(row)
    assert found is not None
    assert any(opens(found[1], page) for page in PAGE.findall(row.split("|")[2]))


def test_a_page_that_no_test_opens_is_caught() -> None:
    assert opens("tests/integration/web/test_changes.py", "/wijken/{code}/sinds")
    assert not opens("tests/integration/web/test_changes.py", "/wijken/{code}/nergens")


def test_a_test_that_is_not_there_is_caught() -> None:
    assert "TestAPlan::test_that_nobody_wrote" not in names_in(
        "tests/integration/web/test_planning.py"
    )
