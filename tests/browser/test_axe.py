"""Pages are held against axe-core: WCAG 2.2 A and AA, in Dutch and English, most on a phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.booth import ONE, PLACES, POINTS, at_ballot
from tests.browser.conftest import Site, axe, sign_in
from tests.integration.web.opened_rounds import WIJK, proposals_in_handling

PHONE = 390
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

PAGES: dict[str | None, list[str]] = {
    None: [
        "/",
        "/?lang=en",
        "/wijken/WK030710",
        "/wijken/WK030710/waarom/granted?jaar={last_year}",
        "/wijken/WK030710/verdeling?jaar={year}",
        "/verdeling/{year}/1",
        "/wijken/WK030710/plan?jaar={last_year}",
        "/wijken/WK030710/quickscan",
        "/wijken/WK030710/jaren",
        "/wijken/WK030710/sinds?vanaf=2020-01-01",
        "/wijken/WK030710/piramide",
        "/wijken/WK030710/lijnen?jaar={year}",
        "/wijken/WK030710/subsidies",
        "/groei",
        "/integriteit",
        "/wijken/WK030703/bestuur",
        "/coordinatoren",
        "/regels",
        "/stemrondes/{round_id}",
        "/stemrondes/example-round-{last_year}-WK030703",
        "/stemrondes/example-themes-{year}-WK030707",
        "/stemrondes/example-round-{year}-WK030707",
        "/stemrondes/{round_id}/stembiljet",
        "/aanmelden",
        "/uitleg",
        "/catalogus",
        "/toegankelijkheid",
        "/api/v1/docs",
        "/nergens",
    ],
    "aylin": [
        "/wijken/WK030710/voorstel-indienen",
        "/voorstellen/{proposal_id}",
        "/voorstellen/{proposal_id}/wijzigen",
        "/voorstellen/{proposal_id}/bezwaar",
    ],
    "joost": [
        "/werk/voorstellen",
        "/werk/stemrondes",
        "/werk/themaronde-openen/WK030710",
        "/werk/stemrondes/{round_id}/verlengen",
        "/werk/voorstellen/{proposal_id}",
        "/werk/voorstellen/{proposal_id}/bezwaren",
        "/werk/termijnen",
        "/werk/onderzoeken",
        "/werk/onderzoek-openen",
        "/werk/onderzoeken/example-case-{last_year}",
        "/werk/quickscan/{year}",
    ],
    "noor": ["/werk/betalingen"],
    "sanne": ["/werk/wijkplannen", "/werk/wijkplannen/{year}/WK030710"],
    "rachid": ["/werk/besturen", "/werk/besturen/{year}/WK030703"],
    "wethouder": [
        "/werk/mandaten",
        "/werk/coordinatoren",
        "/werk/subsidies",
        "/werk/subsidies/WK030710",
    ],
    "griffier": [
        "/werk/kader",
        "/werk/regelingen",
        "/logboek",
        "/logboek/5",
        "/logboek/weigeringen",
        "/logboek/stand?jaar={year}&wijk=WK030710",
    ],
}


@pytest.mark.parametrize(("person", "width"), [(None, 1280), *((person, 390) for person in PAGES)])
def test_pages_have_no_violations(
    person: str | None, width: int, site: Site, visit: Callable[..., Page]
) -> None:
    page = visit(width=width)
    if person:
        sign_in(page, person)
    wrong: list[str] = []
    for path in PAGES[person]:
        page.goto(path.format(**_names(site)))
        wrong += [f"{path}: {found}" for found in _wrong(page)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("rules", [POINTS, PLACES, ONE], ids=["points", "places", "one"])
def test_ballots_have_no_violations_also_when_refused(
    rules: dict[str, Any], site: Site, visit: Callable[..., Page]
) -> None:
    page = visit(width=PHONE)
    _, ids = at_ballot(site, page, rules)
    wrong = _wrong(page)
    for title in ids:
        if rules is POINTS:
            page.get_by_label(title).fill("-5")
        elif rules is PLACES:
            page.get_by_label(title).select_option("1")
    page.get_by_role("button", name="Breng mijn stem uit").click()
    page.get_by_role("alert").wait_for()
    assert wrong + _wrong(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE


def test_opening_a_round_has_no_violations_also_when_refused(
    site: Site, visit: Callable[..., Page]
) -> None:
    proposals_in_handling(site.house, site.year)
    page = visit("joost", width=PHONE)
    page.goto(f"/werk/stemronde-openen/{WIJK}?jaar={site.year}")
    wrong = _wrong(page)
    page.get_by_role("link", name="Punten verdelen").click()
    wrong += _wrong(page)
    page.get_by_label("Te verdelen bedrag").fill("veel")
    page.get_by_label("Hoeveel punten iemand te verdelen heeft").fill("")
    page.get_by_role("button", name="Open de stemronde").click()
    page.get_by_role("alert").get_by_role("link").first.click()
    assert page.url.endswith("#budget")
    assert wrong + _wrong(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE


def _wrong(page: Page) -> list[str]:
    source = axe()
    assert source is not None
    page.evaluate(source.read_text())
    return [
        f"{found['id']} {[node['target'] for node in found['nodes']][:3]}"
        for found in _violations(page)
    ]


def _violations(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(
        "rules => axe.run({runOnly: rules}).then(result => result.violations)", RULES
    )
    return found


def _names(site: Site) -> dict[str, object]:
    decided = next(
        each for each in site.house.views.proposals(site.year - 1) if each.decision is not None
    )
    return {
        "round_id": site.round_id,
        "year": site.year,
        "last_year": site.year - 1,
        "proposal_id": decided.proposal_id,
    }
