"""Pages are held against axe-core: WCAG 2.2 A and AA, in Dutch and English, most on a phone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from adapters.bootstrap import open_house
from adapters.house import House
from adapters.settings import Settings
from tests.browser.booth import ONE, PLACES, POINTS, at_ballot
from tests.browser.conftest import Site, served, sign_in
from tests.browser.violations import PHONE, wrong_with
from tests.integration.web.board_city import BoardCity
from tests.integration.web.opened_rounds import WIJK, proposals_in_handling
from tests.integration.web.planned_city import PlannedCity
from tests.integration.web.test_granted_activities import PER_ACTIVITY, decided

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
        "/aanvragers",
        "/integriteit",
        "/wijken/WK030703/bestuur",
        "/coordinatoren",
        "/wijken/WK030703/rangschikking",
        "/regels",
        "/regels/voorbeeld-themas-{year}",
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
        "/werk/mandaten",
        "/werk/vergelijken",
    ],
    "noor": ["/werk/betalingen", "/werk/betalingen/{proposal_id}"],
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
        wrong += [f"{path}: {found}" for found in wrong_with(page)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("rules", [POINTS, PLACES, ONE], ids=["points", "places", "one"])
def test_ballots_have_no_violations_also_when_refused(
    rules: dict[str, Any], site: Site, visit: Callable[..., Page]
) -> None:
    page = visit(width=PHONE)
    _, ids = at_ballot(site, page, rules)
    wrong = wrong_with(page)
    for title in ids:
        if rules is POINTS:
            page.get_by_label(title).fill("-5")
        elif rules is PLACES:
            page.get_by_label(title).select_option("1")
    page.get_by_role("button", name="Breng mijn stem uit").click()
    page.get_by_role("alert").wait_for()
    assert wrong + wrong_with(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE


def test_opening_a_round_has_no_violations_also_when_refused(
    site: Site, visit: Callable[..., Page]
) -> None:
    proposals_in_handling(site.house, site.year)
    page = visit("joost", width=PHONE)
    page.goto(f"/werk/stemronde-openen/{WIJK}?jaar={site.year}")
    wrong = wrong_with(page)
    page.get_by_role("link", name="Punten verdelen").click()
    wrong += wrong_with(page)
    page.get_by_label("Te verdelen bedrag").fill("veel")
    page.get_by_label("Hoeveel punten iemand te verdelen heeft").fill("")
    page.get_by_role("button", name="Open de stemronde").click()
    page.get_by_role("alert").get_by_role("link").first.click()
    assert page.url.endswith("#budget")
    assert wrong + wrong_with(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE


def test_amounts_per_activity_have_no_violations(browser: Browser, tmp_path: Path) -> None:
    """The fields on which a withdrawal is announced, and an objection decided."""
    tmp_path.chmod(0o711)
    settings = Settings.model_validate({"data_directory": tmp_path / "web"})
    with open_house(settings, tmp_path / "data", demo=True) as house, house.projector.running():
        forms = _forms_per_activity(house)
        wrong: list[str] = []
        with served(house) as address:
            for person, path in forms.items():
                context = browser.new_context(
                    base_url=address, locale="nl-NL", viewport={"width": PHONE, "height": 900}
                )
                page = context.new_page()
                sign_in(page, person)
                for language in ("nl", "en"):
                    page.goto(f"{path}?lang={language}")
                    assert page.locator("input[name^=gets_]").count() >= 2
                    wrong += [f"{path} {language}: {found}" for found in wrong_with(page)]
                context.close()
        assert not wrong, "\n".join(wrong)


def _forms_per_activity(house: House) -> dict[str, str]:
    """Who announces a withdrawal and who decides on an objection, each with the page for it."""
    seated = BoardCity(PlannedCity(house), PER_ACTIVITY)
    seated.frame()
    seated.seat()
    to_object, to_withdraw = decided(seated), decided(seated)
    does, here = seated.city.does, f"/voorstellen/{to_object}"
    does("bram", f"{here}/bezwaar", against="decision", reason="Ook spitten.")
    dossier = house.views.proposal(to_object)
    assert dossier is not None
    work = f"/werk{here}/bezwaren"
    about = f"{work}/{dossier.objections[0].objection_id}"
    does("joost", f"{about}/bevestigen", with_committee="no")
    heard = {"held_on": seated.today, "was_waived": "yes", "report": "Per brief."}
    does("joost", f"{about}/horen", **heard)
    return {"joost": f"/werk/voorstellen/{to_withdraw}", "wethouder": work}


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
