"""Pages of the story that no other test opens: the pyramid, own work and co-applicants, awards."""

from __future__ import annotations

from collections.abc import Callable

from tests.integration.web.conftest import City
from tests.integration.web.test_proposal_pages import WIJK, proposed, sends
from tests.integration.web.visiting import OPENED, Visitor

Visit = Callable[..., Visitor]


def test_only_a_page_that_was_shown_is_a_page_that_a_test_opened(visit: Visit) -> None:
    visit().get("/groei?lang=nl")
    visit().get("/wijken/WK000000/plan")
    assert OPENED == ["/groei?lang=nl"]


def test_the_pyramid_is_a_picture_and_a_table(city: City, visit: Visit) -> None:
    proposal_id = proposed(visit, city, layer="informal", amount="123")
    pyramid = f"/wijken/{WIJK}/piramide?jaar={city.year}"
    assert f'href="{pyramid}"' in visit().get(f"/voorstellen/{proposal_id}").text
    page = visit().get(pyramid).text
    assert "<svg" in page
    assert "hulp van buren, mantelzorgers en vrijwilligers" in page
    assert "zware zorg" in page
    english = visit().get(f"/wijken/{WIJK}/piramide?lang=en").text
    assert "The pyramid of support" in english


def test_people_of_several_kinds_apply_together_and_their_own_work_counts(
    city: City, visit: Visit
) -> None:
    more = {"joint_id_1": "example:bram", "joint_kind_1": "association"}
    proposal = f"/voorstellen/{proposed(visit, city, **more)}"
    sends(visit("bram"), f"{proposal}/bevestigen")
    sends(
        visit("aylin"),
        f"{proposal}/activiteit",
        activity_id="activiteit-1",
        title="Bomen planten",
        cost_materials="300",
        cost_own_work="100",
        funding_own_work="100",
    )
    page = visit().get(proposal).text
    assert "een vereniging" in page
    assert "eigen werk" in page.lower()


def test_an_award_names_priority_plan_version_mandate_and_until_when_to_object(
    city: City, visit: Visit
) -> None:
    dossier = next(
        each
        for each in city.house.views.proposals(city.year)
        if each.decision and each.decision.outcome.value == "grant" and each.decision.mandate_id
    )
    assert dossier.decision is not None
    page = visit().get(f"/voorstellen/{dossier.proposal_id}").text
    assert f"wijkplan versie {dossier.decision.plan_version}" in page
    assert str(dossier.decision.mandate_id) in page
    assert "U kunt bezwaar maken tot en met" in page


def test_the_acts_that_frame_a_year_stand_with_body_number_and_date(
    city: City, visit: Visit
) -> None:
    year = city.house.views.year(city.year)
    assert year is not None
    assert len(year.acts) >= 4
    page = visit("griffier").get("/werk/kader").text
    for act in year.acts:
        assert act.number in page
    assert "gemeenteraad" in page
    assert "college" in page


def test_the_example_city_ends_a_subsidy_and_has_every_layer_that_can_be_funded(
    city: City, visit: Visit
) -> None:
    subsidies = visit().get(f"/wijken/{WIJK}/subsidies").text
    for said in ("Stichting Welzijn", "€\u00a045.000", "open-inloop"):
        assert said in subsidies
    lines = visit().get(f"/wijken/{WIJK}/lijnen?jaar={city.year}").text
    assert "€\u00a015.000,00" in lines, "what the line of institutions has beside the subsidy"
    layers = {each.layer.value for each in city.house.views.proposals(city.year) if each.layer}
    assert layers >= {"own_strength", "informal", "general_provision"}
