"""A table that is wider than a telephone scrolls, also for who has a keyboard and no mouse."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import adapters.web

TEMPLATES = Path(adapters.web.__file__).parent / "templates"
CONTAINER = re.compile(r'<div class="utrecht-table-container[^>]*>')
PAGES = sorted(
    page for page in TEMPLATES.rglob("*.html") if "utrecht-table-container" in page.read_text()
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_scrolls_can_be_reached_by_keyboard_and_has_a_name(page: Path) -> None:
    text = page.read_text()
    found = CONTAINER.findall(text)
    assert len(found) == text.count("utrecht-table-container")
    for attributes in found:
        assert 'tabindex="0"' in attributes
        assert 'role="region"' in attributes
        assert "aria-label" in attributes


def test_there_are_such_pages() -> None:
    assert len(PAGES) > 20
