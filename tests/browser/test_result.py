"""A resident reads a result: with and without JavaScript, by keyboard, and held against axe."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.conftest import Site, axe
from tests.browser.violations import RULES

Visit = Callable[..., Page]


@pytest.fixture
def result(site: Site) -> str:
    """The page of a tallied round."""
    return f"/stemrondes/example-round-{site.year - 1}-WK030703"


def test_who_ticks_what_stood_on_the_ballot_reads_where_the_share_went_and_nothing_is_sent(
    result: str, visit: Visit
) -> None:
    page = visit()
    page.goto(result)
    page.wait_for_load_state("networkidle")
    sent: list[Request] = []

    def note(request: Request) -> None:
        sent.append(request)

    page.on("request", note)
    outcome = page.locator("#mijn-deel-uitkomst")
    expect(outcome).to_contain_text("Vul in wat op uw biljet stond")
    won = page.locator("#mijn-deel input[data-step]")
    title = won.first.get_attribute("data-title")
    won.first.check()
    expect(outcome).to_contain_text(re.compile(re.escape(str(title)) + r": €\s\d"))
    won.first.uncheck()
    expect(outcome).to_contain_text("Vul in wat op uw biljet stond")
    assert sent == []


def test_what_is_worked_out_here_is_what_a_full_payer_paid(
    result: str, site: Site, visit: Visit
) -> None:
    page = visit()
    page.goto(result)
    first = page.locator('#mijn-deel input[data-step="0"]')
    title = str(first.get_attribute("data-title"))
    first.check()
    at_most = page.get_by_role("row", name=re.compile(re.escape(title))).get_by_role("cell")
    shown = page.locator("#mijn-deel-uitkomst p").first.inner_text()
    assert abs(_cents(shown.rsplit(":", 1)[1]) - _cents(at_most.last.inner_text())) <= 1


def _cents(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def test_without_javascript_there_is_the_table_and_nothing_that_does_not_work(
    result: str, visit: Visit
) -> None:
    page = visit(script=False)
    page.goto(result)
    expect(
        page.get_by_role("columnheader", name="Een stemmer betaalde ten hoogste")
    ).to_be_visible()
    expect(page.locator("#mijn-deel")).to_be_hidden()


def test_it_works_with_the_keyboard_alone(result: str, visit: Visit) -> None:
    page = visit()
    page.goto(result)
    summary = page.locator("details summary").first
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator("details").first).to_have_attribute("open", "")
    box = page.locator("#mijn-deel input").first
    box.focus()
    page.keyboard.press("Space")
    expect(box).to_be_checked()


@pytest.mark.parametrize("width", [320, 1280])
def test_everything_opened_has_no_violations_and_does_not_scroll_sideways(
    width: int, result: str, visit: Visit
) -> None:
    source = axe()
    page = visit(width=width)
    page.goto(result)
    for details in page.locator("details").all():
        details.evaluate("found => { found.open = true }")
    page.locator("#mijn-deel input").first.check()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if source is not None:
        page.evaluate(source.read_text())
        found = page.evaluate(
            "rules => axe.run({runOnly: rules}).then(result => result.violations)", RULES
        )
        assert [each["id"] for each in found] == []
