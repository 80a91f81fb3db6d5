"""A browser before the ballot of a round that was opened for a test."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from playwright.sync_api import Page

from adapters.web import passes
from tests.browser.conftest import Site
from tests.integration.web.opened_rounds import opened

POINTS: dict[str, Any] = {"ballot_form": "cumulative", "max_points": 10}
PLACES: dict[str, Any] = {"ballot_form": "ordinal"}
ONE: dict[str, Any] = {"ballot_form": "choose-1"}


def at_ballot(site: Site, page: Page, rules: dict[str, Any]) -> tuple[str, dict[str, str]]:
    """Bring a page before the ballot of a new round, with a pass: the round, and ids by title."""
    round_id, ids = opened(site.house, site.year, **rules)
    issued = site.house.passes.issue(round_id, f"voter-{uuid4()}")
    page.goto(f"/stemrondes/{round_id}/stembiljet")
    page.get_by_label("Uw stempas").fill(passes.text_of(issued))
    page.get_by_role("button", name="Verder naar het stembiljet").click()
    page.locator("#stembiljet").wait_for()
    return round_id, ids
