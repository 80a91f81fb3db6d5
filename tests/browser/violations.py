"""What axe-core finds wrong with a page as it stands in a browser, all its parts unfolded."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from tests.browser.conftest import axe

PHONE = 390
"""The width of a phone, in pixels."""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Told what is asked for, it writes no report of every element that is in order.
RUN = """rules => axe.run({runOnly: rules, resultTypes: ["violations"]})
    .then(result => result.violations)"""
UNFOLD = "document.querySelectorAll('details').forEach(each => { each.open = true })"


def wrong_with(page: Page) -> list[str]:
    """Each rule that is broken, with where. What is folded away is not looked at by axe-core, so
    it is opened first.
    """
    source = axe()
    assert source is not None
    page.evaluate(UNFOLD)
    page.evaluate(source.read_text())
    return [
        f"{found['id']} {[node['target'] for node in found['nodes']][:3]}"
        for found in _violations(page)
    ]


def _violations(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(RUN, RULES)
    return found
