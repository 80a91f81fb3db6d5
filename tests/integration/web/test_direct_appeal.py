"""Straight to the court (Awb 7:1a), on the pages: asked, agreed to or not, ruled on."""

from __future__ import annotations

from uuid import uuid4

from domain.calendar import dutch_day
from domain.objection_state import ObjectionStatus
from tests.integration.web.conftest import City
from tests.integration.web.test_objections import Visit, a_grant, does, dossier

WHY = "De feiten staan vast; het gaat om de uitleg van de regeling."
ASKED = {"against": "decision", "reason": "De regeling is verkeerd gelezen.", "asks_court": "yes"}


def test_who_asks_it_is_sent_to_the_court_and_everyone_reads_why(city: City, visit: Visit) -> None:
    grant = a_grant(city)
    path = f"/voorstellen/{grant.proposal_id}"
    applicant = visit(grant.applicant_id.removeprefix("example:"))
    form = applicant.get(f"{path}/bezwaar").text
    assert "Wilt u meteen naar de rechter?" in form
    does(applicant, f"{path}/bezwaar", **ASKED)
    assert "gevraagd om rechtstreeks naar de rechter te gaan" in visit().get(path).text
    (objection,) = dossier(city, grant.proposal_id).objections
    work = f"/werk{path}/bezwaren"
    here = f"{work}/{objection.objection_id}"
    college = visit("wethouder")
    does(visit("joost"), f"{here}/bevestigen", with_committee="no")
    asked = college.get(work).text
    assert "Stem in en stuur het door" in asked
    assert "Beslis op het bezwaar" not in asked
    early = {"command_id": str(uuid4()), "outcome": "inadmissible", "reason": "Te snel."}
    assert "objection.court_request_open" in college.send(f"{here}/beslissen", early).text
    does(college, f"{here}/doorsturen", court="Midden-Nederland", reason=WHY, mandate_id="")
    for address in (path, f"{path}/bezwaar"):
        page = visit().get(address).text
        assert "ja: doorgestuurd naar Midden-Nederland" in page
        assert WHY in page
        assert "Bij de rechter" in page
    in_english = visit().get(f"{path}?lang=en").text
    assert "yes: sent on to Midden-Nederland" in in_english
    day = dutch_day(city.house.now())
    ruled = {"outcome": "decide_again", "ruled_on": day.isoformat(), "reason": "Lees het opnieuw."}
    does(college, f"{here}/uitspraak", **ruled, decide_by=day.replace(year=day.year + 1))
    assert "De rechter vernietigde het besluit." in visit().get(path).text
    does(visit("joost"), f"{here}/horen", held_on=day, was_waived="yes", report="Per brief.")
    again = {"outcome": "unfounded", "reason": "Het blijft zo.", "mandate_id": ""}
    does(college, f"{here}/beslissen", **again)
    page = visit().get(path).text
    assert "in de brief bij het besluit staat hoe" in page
    assert "Beroep bij de rechtbank kan" not in page
    api = visit().get(f"/api/v1/proposals/{grant.proposal_id}").json()
    (told,) = api["proposal"]["objections"]
    assert (told["asks_court"], told["direct_appeal"]["is_agreed"]) == (True, True)
    assert told["appeal"]["reference"] is None
    assert WHY in api["texts"].values()


def test_who_is_not_sent_there_reads_why_and_is_decided_on(city: City, visit: Visit) -> None:
    grant = a_grant(city)
    path = f"/voorstellen/{grant.proposal_id}"
    does(visit(grant.applicant_id.removeprefix("example:")), f"{path}/bezwaar", **ASKED)
    (objection,) = dossier(city, grant.proposal_id).objections
    work = f"/werk{path}/bezwaren"
    here = f"{work}/{objection.objection_id}"
    college = visit("wethouder")
    does(visit("joost"), f"{here}/bevestigen", with_committee="no")
    refused = "De feiten staan niet vast."
    does(college, f"{here}/niet-doorsturen", reason=refused, mandate_id="")
    page = visit().get(path).text
    assert "nee: de gemeente beslist op het bezwaar" in page
    assert refused in page
    form = college.get(work).text
    assert "Beslis op het bezwaar" in form
    assert "Stem in en stuur het door" not in form
    assert dossier(city, grant.proposal_id).objections[0].status is ObjectionStatus.REGISTERED


def test_a_letter_that_asks_it_is_recorded_as_such(city: City, visit: Visit) -> None:
    grant = a_grant(city)
    letter = ASKED | {
        "on_behalf_of": grant.applicant_id,
        "received_on": dutch_day(city.house.now()).isoformat(),
    }
    does(visit("joost"), f"/werk/voorstellen/{grant.proposal_id}/bezwaren", **letter)
    (objection,) = dossier(city, grant.proposal_id).objections
    assert objection.awaits_court_answer
