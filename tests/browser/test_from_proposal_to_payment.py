"""One proposal from submission to payment, each step by the person who may take it."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Site

Visit = Callable[..., Page]
TITLE = "Een plantenbak voor de hoek"


def test_a_proposal_is_submitted_handled_decided_verified_and_paid(
    site: Site, visit: Visit
) -> None:
    proposal_id = _submitted(visit("aylin", script=False))
    work = f"/werk/voorstellen/{proposal_id}"
    _prepared(visit("joost"), work, site.year)

    hendrik = visit("hendrik")
    hendrik.goto(work)
    hendrik.get_by_role("button", name="Neem dit besluit").click()
    expect(hendrik.get_by_role("heading", name="Nagaan")).to_be_visible()

    griffier = visit("griffier")
    griffier.goto(work)
    expect(griffier.locator(".checklist__no")).to_have_count(0)
    griffier.get_by_role("button", name="Leg de bevinding vast").click()
    expect(griffier.get_by_text("Bevinding:")).to_be_visible()

    _paid(visit("noor"), visit("pieter"), proposal_id)
    page = visit()
    page.goto(f"/voorstellen/{proposal_id}")
    expect(page.get_by_text("Alles is betaald.")).to_be_visible()
    expect(page.get_by_role("heading", name="Besluit: subsidie verleend")).to_be_visible()


def _submitted(aylin: Page) -> str:
    aylin.goto("/wijken/WK030710/voorstel-indienen")
    aylin.get_by_label("Hoe heet uw idee?").fill(TITLE)
    aylin.get_by_label("Wat wilt u doen?").fill("Groen op een grijze hoek.")
    aylin.get_by_label("Hoeveel geld is ervoor nodig?").fill("350,50")
    aylin.get_by_role("button", name="Voorstel indienen").click()
    expect(aylin.get_by_role("heading", level=1)).to_have_text(TITLE)
    found = re.search(r"/voorstellen/([^?]+)", aylin.url)
    assert found is not None
    return found[1]


def _prepared(joost: Page, work: str, year: int) -> None:
    joost.goto(work)
    joost.get_by_role("button", name="Neem in behandeling").click()
    joost.get_by_role("button", name="Reserveer").click()
    ready = joost.get_by_role("button", name="Leg het besluit klaar")
    draft = joost.locator("form", has=ready)
    draft.get_by_label("Grond").select_option("plan_priority")
    draft.get_by_label("Reden").fill("Het past bij het plan en het bedrag is redelijk.")
    draft.get_by_label("Mandaat", exact=True).select_option(f"mandaat-{year}")
    ready.click()
    expect(joost.get_by_role("heading", name="Het besluit dat klaarligt")).to_be_visible()


def _paid(noor: Page, pieter: Page, proposal_id: str) -> None:
    noor.goto(f"/werk/betalingen/{proposal_id}")
    noor.get_by_role("button", name="Vraag de betaling aan").click()
    own = noor.locator("li.card", has_text=TITLE)
    expect(own.get_by_text("een collega keurt haar goed of af")).to_be_visible()
    expect(own.get_by_role("button", name="Keur goed")).to_have_count(0)

    pieter.goto("/werk/betalingen")
    card = pieter.locator("li.card", has_text=TITLE)
    card.get_by_role("button", name="Keur goed").click()
    card.get_by_label("Kenmerk van de bank").fill("NL-2027-0001")
    card.get_by_role("button", name="De bank heeft betaald").click()
    expect(pieter.get_by_text("Betaald door de bank")).to_be_visible()
