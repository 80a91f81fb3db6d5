"""What residents and staff do with a proposal on the pages, without scripts, in two languages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from domain.calendar import dutch_day
from tests.integration.web.conftest import City
from tests.integration.web.visiting import Visitor

Visit = Callable[..., Visitor]
WIJK = "WK030703"
APART = "WK030713"
"""A wijk of which no other test asks what its rules are."""
TITLE = "Een pluktuin achter de school"


def proposed(visit: Visit, city: City, person: str = "aylin", wijk: str = WIJK, **more: str) -> str:
    """Somebody submits a proposal by the form; its id."""
    fields = {
        "command_id": str(uuid4()),
        "year": str(city.year),
        "title": TITLE,
        "description": "Met appels en peren.",
        "amount": "250",
    }
    answer = visit(person).send(f"/wijken/{wijk}/voorstel-indienen", fields | more)
    assert answer.status_code == 303, answer.text
    location: str = answer.headers["location"]
    return location.removeprefix("/voorstellen/").partition("?")[0]


def sends(visitor: Visitor, path: str, **fields: Any) -> str:
    """A form that is accepted; where it leads."""
    answer = visitor.send(path, {"command_id": str(uuid4())} | fields)
    assert answer.status_code == 303, answer.text
    location: str = answer.headers["location"]
    return location


class TestApplicants:
    def test_a_joint_applicant_finds_the_question_and_confirms(
        self, city: City, visit: Visit
    ) -> None:
        more = {"joint_id_1": "example:bram", "joint_kind_1": "association"}
        proposal = f"/voorstellen/{proposed(visit, city, **more)}"
        bram = visit("bram")
        assert "Ja, dit is ook mijn voorstel" in bram.get(proposal).text
        assert "Ja, dit is ook mijn voorstel" not in visit("fatima").get(proposal).text
        sends(bram, f"{proposal}/bevestigen")
        page = bram.get(proposal).text
        assert "Ja, dit is ook mijn voorstel" not in page
        assert "een vereniging" in page

    def test_who_is_helped_confirms_and_the_help_is_shown(self, city: City, visit: Visit) -> None:
        proposal = f"/voorstellen/{proposed(visit, city, on_behalf_of='example:fatima')}"
        assert "ingediend met hulp van iemand anders" in visit().get(proposal).text
        sends(visit("fatima"), f"{proposal}/bevestigen")
        assert "Nog niet bevestigd" not in visit().get(proposal).text

    def test_the_form_tells_ones_own_number(self, visit: Visit) -> None:
        assert "example:aylin" in visit("aylin").get(f"/wijken/{WIJK}/voorstel-indienen").text


class TestChanging:
    def test_text_and_activities_make_versions_and_the_amount_follows(
        self, city: City, visit: Visit
    ) -> None:
        proposal = f"/voorstellen/{proposed(visit, city)}"
        aylin = visit("aylin")
        assert f"{proposal}/wijzigen" in aylin.get(proposal).text
        form = aylin.get(f"{proposal}/wijzigen").text
        assert TITLE in form
        sends(
            aylin,
            f"{proposal}/activiteit",
            activity_id="activiteit-1",
            title="Bomen planten",
            cost_materials="300",
            cost_own_work="100",
            funding_own_work="100",
        )
        page = aylin.get(proposal).text
        assert "Bomen planten" in page
        assert "€\u00a0300" in page
        refused = aylin.send(
            f"{proposal}/wijzigen",
            {"command_id": str(uuid4()), "title": "x", "description": "y", "amount": "301"},
        )
        assert refused.status_code == 409
        assert "som van de activiteiten" in refused.text
        sends(aylin, f"{proposal}/wijzigen", title="Bomen", description="Twee", amount="300")
        assert ">Bomen<" in aylin.get(proposal).text

    def test_a_stranger_has_no_link_and_is_refused(self, city: City, visit: Visit) -> None:
        proposal = f"/voorstellen/{proposed(visit, city)}"
        bram = visit("bram")
        assert f"{proposal}/wijzigen" not in bram.get(proposal).text
        answer = bram.send(
            f"{proposal}/wijzigen",
            {"command_id": str(uuid4()), "title": "x", "description": "y", "amount": "1"},
        )
        assert (answer.status_code, "Alleen wie dit voorstel aanvraagt" in answer.text) == (
            403,
            True,
        )

    def test_what_is_missing_is_asked_and_answered(self, city: City, visit: Visit) -> None:
        name = proposed(visit, city)
        day = (city.house.now() + timedelta(days=20)).date().isoformat()
        work = f"/werk/voorstellen/{name}"
        sends(visit("joost"), f"{work}/aanvulling-vragen", answer_by=day, reason="Wie geeft water?")
        aylin = visit("aylin")
        asked = aylin.get(f"/voorstellen/{name}").text
        assert "Wie geeft water?" in asked
        assert "staat de termijn voor het besluit stil" in asked
        assert "Laatste dag voor het besluit" not in asked
        sends(aylin, f"/voorstellen/{name}/aanvullen", note="De buren.")
        page = visit().get(f"/voorstellen/{name}").text
        assert "De buren." in page
        assert "Laatste dag voor het besluit" in page


class TestSupport:
    def test_a_neighbour_supports_it_once_and_may_take_it_back(
        self, city: City, visit: Visit
    ) -> None:
        proposal = f"/voorstellen/{proposed(visit, city)}"
        bram = visit("bram")
        assert "Ik steun dit voorstel" in bram.get(proposal).text
        sends(bram, f"{proposal}/steunen")
        page = bram.get(proposal).text
        assert "1 bewoner<" in page
        assert "Neem mijn steun terug" in page
        sends(bram, f"{proposal}/steun-terugnemen")
        assert "0 bewoners" in bram.get(proposal).text

    def test_nobody_supports_their_own_and_visitors_have_no_button(
        self, city: City, visit: Visit
    ) -> None:
        proposal = f"/voorstellen/{proposed(visit, city)}"
        for visitor in (visit("aylin"), visit(), visit("joost")):
            assert "Ik steun dit voorstel" not in visitor.get(proposal).text

    def test_the_api_counts_and_names_nobody(self, city: City, visit: Visit) -> None:
        more = {"joint_id_1": "example:fatima", "joint_kind_1": "association"}
        name = proposed(visit, city, **more)
        sends(visit("fatima"), f"/voorstellen/{name}/bevestigen")
        sends(visit("bram"), f"/voorstellen/{name}/steunen")
        answer = visit().get(f"/api/v1/proposals/{name}")
        assert answer.json()["proposal"]["supporters"] == 1
        assert "example:" not in answer.text


class TestRegrouping:
    def test_two_applicants_make_one_of_their_proposals(self, city: City, visit: Visit) -> None:
        one, other = proposed(visit, city), proposed(visit, city, "bram")
        aylin, bram = visit("aylin"), visit("bram")
        merger = sends(
            aylin,
            f"/voorstellen/{one}/samenvoegen",
            other=other,
            title="Samen een tuin",
            description="Allebei.",
            amount="400",
        )
        assert "Ik stem in" in bram.get(merger).text
        assert "Ik stem in<" not in aylin.get(merger).text
        sends(bram, f"{merger}/toestemmen")
        assert "Uitgevoerd" in aylin.get(merger).text
        old = aylin.get(f"/voorstellen/{other}").text
        assert "Gaat verder in" in old
        (new,) = aylin.get(f"/api/v1/proposals/{one}").json()["proposal"]["went_to"]
        assert f"/voorstellen/{one}" in aylin.get(f"/voorstellen/{new}").text

    def test_a_part_is_split_off_and_both_point_to_each_other(
        self, city: City, visit: Visit
    ) -> None:
        name, aylin = proposed(visit, city), visit("aylin")
        sends(
            aylin,
            f"/voorstellen/{name}/splitsen",
            title="Alleen de appels",
            description="De peren later.",
            amount="100",
        )
        found = aylin.get(f"/api/v1/proposals/{name}").json()["proposal"]
        assert found["amount_cents"] == 150_00
        (part,) = found["went_to"]
        assert name in aylin.get(f"/voorstellen/{part}").text

    def test_a_merger_that_does_not_exist_says_so(self, visit: Visit) -> None:
        assert visit().get("/samen/r-nothing").status_code == 404


class TestModeration:
    def test_a_hidden_text_is_on_no_page_until_somebody_else_looks_again(
        self, city: City, visit: Visit
    ) -> None:
        secret = f"Bel {uuid4().hex}"
        name = proposed(visit, city, title=secret)
        work = f"/werk/voorstellen/{name}"
        sends(visit("joost"), f"{work}/verbergen", ground="personal_data", reason="Telefoonnummer.")
        for path in (f"/voorstellen/{name}", f"/wijken/{WIJK}", f"/api/v1/proposals/{name}"):
            assert secret not in visit().get(path).text
        page = visit().get(f"/voorstellen/{name}").text
        assert "Telefoonnummer." in page
        assert "(deze tekst is verborgen)" in page
        sends(visit("aylin"), f"/voorstellen/{name}/nieuwe-beoordeling", reason="Het is een code.")
        mirjam = visit("mirjam")
        assert secret in mirjam.get(work).text
        decided = {"outcome": "shown_again", "reason": "Het is een code."}
        refused = visit("joost").send(f"{work}/beoordeling-beslissen", decided)
        assert refused.status_code == 403
        sends(mirjam, f"{work}/beoordeling-beslissen", **decided)
        assert secret in visit().get(f"/voorstellen/{name}").text


class TestStaff:
    def test_a_duplicate_is_marked_and_both_pages_say_so(self, city: City, visit: Visit) -> None:
        one, other = proposed(visit, city), proposed(visit, city, "bram")
        sends(
            visit("joost"),
            f"/werk/voorstellen/{other}/dubbel",
            duplicate_of=one,
            reason="Zelfde tuin.",
        )
        assert "Zelfde tuin." in visit().get(f"/voorstellen/{other}").text
        assert f"/voorstellen/{other}" in visit().get(f"/voorstellen/{one}").text

    def test_activities_are_put_in_order(self, city: City, visit: Visit) -> None:
        name, aylin, joost = proposed(visit, city), visit("aylin"), visit("joost")
        for number, title in enumerate(("Graven", "Planten"), start=1):
            sends(
                aylin,
                f"/voorstellen/{name}/activiteit",
                activity_id=f"activiteit-{number}",
                title=title,
                cost_hire="50",
            )
        work = f"/werk/voorstellen/{name}"
        sends(joost, f"{work}/in-behandeling")
        sends(
            joost,
            f"{work}/volgorde",
            activity_ids=["activiteit-1", "activiteit-2"],
            places=["2", "1"],
            reason="Planten eerst.",
        )
        page = visit().get(f"/voorstellen/{name}").text
        assert page.index(">Planten<") < page.index(">Graven<")
        assert "Planten eerst." in page

    def test_a_valuator_is_assigned_where_the_rules_have_grounds(
        self, city: City, visit: Visit
    ) -> None:
        today = dutch_day(city.house.now()).isoformat()
        sends(
            visit("griffier"),
            "/werk/regelingen",
            regulation_id="grounds-of-one-day",
            scheme="R-1",
            decided_on=today,
            valid_from=today,
            valid_until=today,
            wijken=APART,
            rules='{"feasibility": {"article": "6", "grounds": ["safe"]}}',
        )
        work = f"/werk/voorstellen/{proposed(visit, city, wijk=APART)}"
        assert "Wijs aan" in visit("joost").get(work).text
        sends(visit("joost"), f"{work}/beoordelaar", valuator_id="example:mirjam")
        page = visit("joost").get(work).text
        assert "Mirjam" in page
        assert "ground_safe" in page
        without = f"/werk/voorstellen/{proposed(visit, city)}"
        assert "Wijs aan" not in visit("joost").get(without).text

    def test_a_challenge_ends_in_an_agreement(self, city: City, visit: Visit) -> None:
        name = proposed(visit, city, kind="challenge")
        work = f"/werk/voorstellen/{name}"
        sends(visit("joost"), f"{work}/in-behandeling")
        today = dutch_day(city.house.now()).isoformat()
        sends(
            visit("wethouder"),
            f"{work}/overeenkomst",
            agreement="OVK-1",
            agreed_on=today,
            reason="Zij doen het groen.",
        )
        page = visit().get(f"/voorstellen/{name}?lang=en").text
        assert "OVK-1" in page
        assert "came to an agreement" in page
        assert "in the name of the college" in page
