"""Voting rules side by side in a real browser: without scripts, by keyboard, on a phone, by axe."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, axe
from tests.browser.violations import RULES

Visit = Callable[..., Page]
HERE = "/werk/vergelijken"
LONG_MS = 60_000
PABULIB = """META
key;value
budget;100
vote_type;approval
currency;EUR
PROJECTS
project_id;cost;name;category
p1;80;A very long name of a project that fits in no column of any picture;play,green
p2;10;Bench;meet
VOTES
voter_id;vote
a;p1
b;p1,p2
c;p2
"""


def test_without_scripts_a_case_officer_compares_on_a_closed_round(
    site: Site, visit: Visit
) -> None:
    page = visit("joost", script=False)
    page.goto(f"/werk/stemrondes?jaar={site.year - 1}")
    page.get_by_role("link", name="Vergelijk telregels op deze ronde").first.click()
    chosen = page.locator('input[name="subject"]:checked')
    expect(chosen).to_have_attribute("value", re.compile("^round:"))
    page.get_by_role("button", name="Vergelijk").click()
    expect(page.get_by_text("Zoals deze ronde is geteld").first).to_be_visible(timeout=LONG_MS)
    dots = page.get_by_role("img", name="Welke voorstellen onder welke regel winnen")
    expect(dots).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_a_comparison_has_no_violations_and_does_not_scroll_sideways(
    width: int, tmp_path: Path, visit: Visit
) -> None:
    votes = tmp_path / "votes.pb"
    votes.write_text(PABULIB)
    page = visit("griffier", width=width)
    page.goto(HERE)
    assert _is_sound(page, width) == []
    for subject, file in (("example", None), ("file", votes)):
        page.goto(HERE)
        page.locator(f'input[name="subject"][value="{subject}"]').check()
        if file:
            page.get_by_label("Bestand (Pabulib, .pb)").set_input_files(file)
        page.get_by_role("button", name="Vergelijk").click()
        expect(page.locator("#uitkomst")).to_be_attached(timeout=LONG_MS)
        for summary in page.locator("main details > summary").all()[:4]:
            summary.click()
        assert _is_sound(page, width) == []


def test_it_is_done_with_the_keyboard_alone(visit: Visit) -> None:
    page = visit("joost")
    page.goto(HERE)
    page.locator('input[name="subject"]:checked').focus()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.locator(":focus").inner_text().strip() == "Vergelijk":
            break
    page.keyboard.press("Enter")
    expect(page.locator("#uitkomst")).to_be_attached(timeout=LONG_MS)
    page.locator("summary", has_text="Dezelfde voorstellen als tabel").press("Enter")
    expect(page.locator("#tabel-voorstellen")).to_be_visible()


def _is_sound(page: Page, width: int) -> list[str]:
    """What axe-core finds, where it is there; and whether the page is as wide as the window."""
    wrong = []
    if page.evaluate("document.documentElement.scrollWidth") > width:
        wrong.append("scrolls sideways")
    source = axe()
    if source is not None:
        page.evaluate(source.read_text())
        found = page.evaluate(
            "rules => axe.run({runOnly: rules}).then(result => result.violations)", RULES
        )
        wrong += [f"{each['id']} {each['nodes'][0]['target']}" for each in found]
    return wrong
