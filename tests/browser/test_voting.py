"""Residents vote in a real browser: with and without JavaScript, and with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, sign_in

Visit = Callable[..., Page]


@pytest.mark.parametrize(
    ("person", "script"), [("aylin", True), ("bram", False)], ids=["script", "no script"]
)
def test_a_resident_gets_a_pass_votes_and_changes_the_vote(
    person: str, script: bool, site: Site, visit: Visit
) -> None:
    counting = len(site.house.ballot_box.counting(site.round_id))
    page = visit(person, script=script)
    page.goto(f"/stemrondes/{site.round_id}")
    page.get_by_role("button", name="Haal mijn stempas").click()
    expect(page.locator("#stempas")).to_contain_text(".")
    page.get_by_role("link", name="Naar het stembiljet").click()

    page.get_by_role("checkbox").first.check()
    if script:
        expect(page.locator("#tussenstand")).to_contain_text("1 voorstel gekozen")
    page.get_by_role("button", name="Breng mijn stem uit").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw stem is ontvangen")

    page.get_by_role("link", name="Wijzig mijn stem").click()
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(0)
    page.get_by_role("checkbox").nth(1).check()
    page.get_by_role("button", name="Breng mijn stem uit").click()
    expect(page.get_by_role("status")).to_contain_text("vervangt de vorige")
    assert len(site.house.ballot_box.counting(site.round_id)) == counting + 1


def test_a_refused_ballot_keeps_what_was_chosen(site: Site, visit: Visit) -> None:
    page = visit("sanne", script=False)
    passes = site.house.passes.issue(site.round_id, "voter-of-the-browser")
    page.goto(f"/stemrondes/{site.round_id}/stembiljet")
    page.get_by_label("Uw stempas").fill(f"{passes.pass_id}.{passes.signature}")
    page.get_by_role("button", name="Verder naar het stembiljet").click()
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Breng mijn stem uit").click()
    expect(page.get_by_role("alert")).to_contain_text("ten hoogste")
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(5)


def test_a_resident_votes_with_the_keyboard_alone(site: Site, visit: Visit) -> None:
    page = visit("fatima")
    page.goto(f"/stemrondes/{site.round_id}")
    _press(page, "Haal mijn stempas")
    page.locator("#stempas").wait_for()
    _press(page, "Naar het stembiljet")
    page.locator("#stembiljet").wait_for()
    _tab_to(page, "input[name=choices]")
    page.keyboard.press("Space")
    _press(page, "Breng mijn stem uit")
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw stem is ontvangen")


def test_the_first_tab_leads_past_the_menu(visit: Visit) -> None:
    page = visit()
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Naar de inhoud")
    page.keyboard.press("Enter")
    assert page.url.endswith("#inhoud")


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_scrolls_sideways(width: int, site: Site, visit: Visit) -> None:
    page = visit(width=width)
    sign_in(page, "griffier")
    for path in _pages(site):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def _with_a_long_word(site: Site) -> str:
    """The proposal that is called Boodschappenmaatjes."""
    found = site.house.views.proposals(site.year, "WK030703")
    texts = site.house.vault.texts({each.title for each in found})
    return next(each.proposal_id for each in found if texts[each.title] == "Boodschappenmaatjes")


def _pages(site: Site) -> list[str]:
    return [
        "/",
        "/wijken/WK030710",
        f"/wijken/WK030710/waarom/granted?jaar={site.year - 1}",
        f"/wijken/WK030703/lijnen?jaar={site.year}",
        f"/werk/voorstellen/{_with_a_long_word(site)}",
        f"/stemrondes/{site.round_id}",
        f"/stemrondes/{site.round_id}/stembiljet",
        "/werk/voorstellen",
        "/werk/kader",
        "/logboek",
        "/uitleg",
        "/catalogus",
        "/api/v1/docs",
    ]


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.locator(":focus").evaluate(
            "(focused, wanted) => focused.matches(wanted)", selector
        ):
            return
    raise AssertionError(f"no way to {selector} with the keyboard")


def _press(page: Page, text: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.locator(":focus").inner_text().strip() == text:
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"no way to '{text}' with the keyboard")
