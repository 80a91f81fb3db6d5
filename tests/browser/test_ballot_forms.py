"""Points and places in a real browser: with the keyboard alone, and told along the way."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.booth import PLACES, POINTS, at_ballot
from tests.browser.conftest import Site
from tests.integration.web.opened_rounds import in_the_box

Visit = Callable[..., Page]
TABS_MAX = 80


def tab_to(page: Page, selector: str) -> None:
    """Go to something with the tab key alone."""
    for _ in range(TABS_MAX):
        page.keyboard.press("Tab")
        if page.locator(":focus").evaluate("(focused, to) => focused.matches(to)", selector):
            return
    raise AssertionError(f"no way to {selector} with the keyboard")


def test_points_are_divided_with_the_keyboard_alone(site: Site, visit: Visit) -> None:
    page = visit()
    round_id, ids = at_ballot(site, page, POINTS)
    tab_to(page, f"[id='points-{ids['Bankje']}']")
    page.keyboard.type("12")
    told = page.locator("#tussenstand")
    expect(told).to_have_text("12 punten gegeven. Dat zijn er 2 te veel.")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("ten hoogste 10 punten")
    expect(page.get_by_label("Bankje")).to_have_value("12")

    tab_to(page, f"[id='points-{ids['Bankje']}']")
    page.keyboard.type("7")
    page.keyboard.press("Tab")
    page.keyboard.type("2")
    expect(told).to_have_text("9 punten gegeven. Nog 1 te geven.")
    tab_to(page, "#stembiljet button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw stem is ontvangen")
    (ballot,) = in_the_box(site.house, round_id)
    assert dict(zip(ballot.choices, ballot.points or (), strict=True)) == {
        ids["Bankje"]: 7,
        ids["Fietspomp"]: 2,
    }


def test_places_are_given_with_the_keyboard_alone(site: Site, visit: Visit) -> None:
    page = visit()
    round_id, ids = at_ballot(site, page, PLACES)
    tab_to(page, f"[id='place-{ids['Bankje']}']")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    told = page.locator("#tussenstand")
    expect(told).to_contain_text("Plaats 1 is twee keer gegeven.")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(told).to_contain_text("Plaats 2 is overgeslagen.")
    page.keyboard.press("ArrowUp")
    expect(told).to_have_text("2 voorstellen hebben een plaats.")
    tab_to(page, "#stembiljet button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw stem is ontvangen")
    (ballot,) = in_the_box(site.house, round_id)
    assert ballot.choices == (ids["Bankje"], ids["Fietspomp"])


def test_what_is_left_of_the_budget_is_told_while_choosing(site: Site, visit: Visit) -> None:
    page = visit()
    at_ballot(site, page, {"ballot_form": "knapsack"})
    told = page.locator("#tussenstand")
    page.get_by_label("Bankje").check()
    expect(told).to_have_text("1 voorstel gekozen, samen €\u00a0400. Nog €\u00a0600 over.")
    page.get_by_label("Fietspomp").check()
    page.get_by_label("Moestuin").check()
    expect(told).to_have_text(
        "3 voorstellen gekozen, samen €\u00a01.500. Dat is €\u00a0500 te veel."
    )


def test_one_proposal_is_chosen_with_the_arrows_and_without_a_script(
    site: Site, visit: Visit
) -> None:
    page = visit(script=False)
    round_id, ids = at_ballot(site, page, {"ballot_form": "choose-1"})
    tab_to(page, "input[name=choices]")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw stem is ontvangen")
    (ballot,) = in_the_box(site.house, round_id)
    assert ballot.choices == (ids["Fietspomp"],)
