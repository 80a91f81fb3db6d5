"""Looking at decisions again, on the pages: objection, court, withdrawal."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from domain.calendar import dutch_day
from domain.objection_state import ObjectionStatus
from domain.proposal import ProposalStatus
from projections.dossier import ProposalDossier
from tests.integration.web.conftest import City
from tests.integration.web.test_leaving_out import asked
from tests.integration.web.test_mandates import terms
from tests.integration.web.test_settling import a_mandate
from tests.integration.web.visiting import Visitor

Visit = Callable[..., Visitor]


def does(visitor: Visitor, path: str, **fields: Any) -> None:
    """A form that is carried out."""
    answer = visitor.send(path, {"command_id": str(uuid4())} | fields)
    assert answer.status_code == 303, answer.text


def a_grant(city: City) -> ProposalDossier:
    """A grant with no objection, for less than was asked or as much."""
    return next(
        found
        for found in city.house.views.proposals(city.year)
        if found.decision and found.granted_cents and not found.objections and not found.withdrawal
    )


def dossier(city: City, proposal_id: str) -> ProposalDossier:
    """The dossier as it is now."""
    found = city.house.views.proposal(proposal_id)
    assert found is not None
    return found


def lodged_by_a_neighbour(visit: Visit, grant: ProposalDossier) -> None:
    """Somebody who did not apply objects, at the second try with their interest."""
    path = f"/voorstellen/{grant.proposal_id}"
    neighbour = visit("fatima" if grant.applicant_id != "example:fatima" else "aylin")
    assert "Hoe gaat dit besluit u aan?" in neighbour.get(f"{path}/bezwaar").text
    in_english = neighbour.get(f"{path}/bezwaar?lang=en").text
    assert "Who took the decision under a mandate does not decide" in in_english
    neighbour.get(f"{path}/bezwaar?lang=nl")
    told = {"against": "decision", "reason": "De pomp staat te dichtbij."}
    refused = neighbour.send(f"{path}/bezwaar", {"command_id": str(uuid4())} | told)
    assert "objection.interest_missing" in refused.text
    assert "De pomp staat te dichtbij." in refused.text
    does(neighbour, f"{path}/bezwaar", **told, interest="Ik woon ernaast.")

    public = visit().get(path).text
    assert "Bezwaar ontvangen" in public
    assert "De pomp staat te dichtbij." not in public
    assert "Objection received" in visit().get(f"{path}?lang=en").text


def put_off(city: City, visit: Visit, proposal_id: str) -> None:
    """The decision on the objection is put off by a week, which everyone can read with the reason;
    what was typed stays where a longer time without consent is refused.
    """
    (objection,) = dossier(city, proposal_id).objections
    formerly, officer = objection.decide_by, visit("joost")
    assert formerly is not None
    path = f"/werk/voorstellen/{proposal_id}/bezwaren/{objection.objection_id}/verdagen"
    reason = {"command_id": str(uuid4()), "reason": "De hoorzitting is later."}
    too_long = officer.send(path, reason | {"decide_by": str(formerly + timedelta(weeks=9))})
    assert "objection.consent_to_postpone_missing" in too_long.text
    assert "De hoorzitting is later." in too_long.text
    new_day = formerly + timedelta(weeks=1)
    does(officer, path, decide_by=new_day.isoformat(), reason="De hoorzitting is later.")
    for address in (f"/voorstellen/{proposal_id}", f"/voorstellen/{proposal_id}/bezwaar"):
        said = visit().get(address).text
        assert "Beslissing verdaagd" in said
        assert "De hoorzitting is later." in said
    (objection,) = dossier(city, proposal_id).objections
    assert objection.decide_by == new_day


def heard_by_a_colleague(officer: Visitor, path: str, day: str) -> None:
    """Who prepared the decision does not hear alone."""
    spoken = {"held_on": day, "was_waived": "no", "report": "De buurman sprak."}
    alone = officer.send(path, spoken)
    assert "hadden geen deel aan het besluit (Awb 7:5)" in alone.text
    does(officer, path, **spoken, heard_by="example:mirjam")


def test_from_an_objection_on_the_page_to_what_the_court_says(city: City, visit: Visit) -> None:
    grant = a_grant(city)
    path = f"/voorstellen/{grant.proposal_id}"
    lodged_by_a_neighbour(visit, grant)
    (objection,) = dossier(city, grant.proposal_id).objections
    work = f"/werk{path}/bezwaren"
    here = f"{work}/{objection.objection_id}"
    officer, college = visit("joost"), visit("wethouder")
    assert "Ik woon ernaast." in officer.get(work).text
    does(officer, f"{here}/bevestigen", with_committee="yes")
    assert "De gemeente beslist uiterlijk op" in visit().get(f"{path}/bezwaar").text
    assert "Beslissen op een bezwaar" in officer.get("/werk/termijnen").text
    put_off(city, visit, grant.proposal_id)
    of_agreements = f"agreements-{uuid4().hex[:8]}"
    does(college, "/werk/mandaten", **terms(city, of_agreements, outside_college="no"))
    day = dutch_day(city.house.now()).isoformat()
    heard_by_a_colleague(officer, f"{here}/horen", day)
    does(officer, f"{here}/advies", advice="founded", reason="Te dichtbij.")
    to_choose = college.get(work).text.partition('name="mandate_id"')[2].partition("</select>")[0]
    assert a_mandate(city) in to_choose
    assert of_agreements not in to_choose
    does(college, f"/werk/mandaten/{of_agreements}/intrekken")  # others give one too
    decided = {"outcome": "unfounded", "reason": "De pomp staat ver genoeg.", "mandate_id": ""}
    does(college, f"{here}/beslissen", **decided)
    page = visit().get(path).text
    assert "De pomp staat ver genoeg." in page
    assert "het college wijkt hiervan af" in page
    assert "Beroep bij de rechtbank kan tot en met" in page
    assert "De buurman sprak." not in page
    does(officer, f"{here}/beroep", court="Midden-Nederland", reference="27-1", lodged_on=day)
    does(
        college,
        f"{here}/uitspraak",
        outcome="dismissed",
        ruled_on=day,
        reason="Het college mocht zo beslissen.",
    )
    assert "Het college mocht zo beslissen." in visit().get(path).text
    assert dossier(city, grant.proposal_id).objections[0].status is ObjectionStatus.CLOSED
    told_by_api = visit().get(f"/api/v1/proposals/{grant.proposal_id}").text
    assert "De pomp staat ver genoeg." in told_by_api
    assert "De pomp staat te dichtbij." not in told_by_api


def test_a_letter_is_recorded_and_one_can_think_better_of_it(city: City, visit: Visit) -> None:
    grant = a_grant(city)
    work = f"/werk/voorstellen/{grant.proposal_id}/bezwaren"
    assert grant.decision
    decided, today = grant.decision.taken_on, dutch_day(city.house.now())
    letter = {
        "against": "decision",
        "on_behalf_of": grant.applicant_id,
        "received_on": today.isoformat(),
        "posted_on": decided.isoformat(),
        "reason": "Het is te weinig.",
    }
    joost = visit("joost")
    does(joost, work, **letter)
    assert "(gepost op " in joost.get(work).text
    (objection,) = dossier(city, grant.proposal_id).objections
    path = f"/voorstellen/{grant.proposal_id}/bezwaar"
    applicant = visit(grant.applicant_id.removeprefix("example:"))
    assert "Trek mijn bezwaar in" in applicant.get(path).text
    does(applicant, f"{path}/{objection.objection_id}/intrekken")
    assert "Bezwaar ingetrokken" in applicant.get(path).text


def reacts(applicant: Visitor, path: str) -> None:
    """Too long at first, which is shown with what was typed; then shorter."""
    refused = applicant.send(path, {"note": "De rest komt nog. " * 200})
    assert refused.status_code == 400
    assert "form.text_too_long" in refused.text
    assert "De rest komt nog. De rest" in refused.text
    does(applicant, path, note="De rest komt nog.")


def test_a_grant_is_made_less_after_the_applicant_could_react(city: City, visit: Visit) -> None:
    grant = next(
        found
        for found in city.house.views.proposals(city.year)
        if found.granted_cents
        and found.determination is None
        and not found.withdrawal
        and found.asked_cents == found.paid_cents < found.granted_cents
    )
    path = f"/voorstellen/{grant.proposal_id}"
    left = grant.paid_cents.cents // 100
    until = dutch_day(city.house.now()) + timedelta(days=20)
    announced = {
        "amount": str(left),
        "ground": "not_carried_out",
        "reason": "De helft is niet gebouwd.",
        "views_until": until.isoformat(),
    }
    does(visit("joost"), f"/werk{path}/intrekken-aankondigen", **announced)
    assert "De helft is niet gebouwd." not in visit().get(path).text
    assert "Reageren door de indiener" in visit("joost").get("/werk/termijnen").text
    applicant = visit(grant.applicant_id.removeprefix("example:"))
    asked = applicant.get(path).text
    assert "Wat vindt u ervan?" in asked
    assert "De helft is niet gebouwd." in asked
    reacts(applicant, f"{path}/zienswijze")
    assert "De rest komt nog." not in visit().get(path).text
    holder = visit("hendrik")
    work = holder.get(f"/werk{path}").text
    assert "De rest komt nog." in work
    read = re.search(r'name="announced_reason" value="(\w+)"', work)
    assert read is not None
    does(
        holder,
        f"/werk{path}/intrekken",
        announced_reason=read[1],
        mandate_id=a_mandate(city),
    )
    found = dossier(city, grant.proposal_id)
    assert found.granted_cents == grant.paid_cents
    assert city.house.views.state(city.year, grant.wijk).adds_up
    page = visit().get(path).text
    assert "De helft is niet gebouwd." in page
    assert "Besluit: subsidie verlaagd" in page or "Besluit: subsidie ingetrokken" in page
    assert "U kunt bezwaar maken tot en met" in page


def test_leaving_out_of_handling_is_objected_to_and_the_proposal_comes_back(
    city: City, visit: Visit
) -> None:
    name, _ = asked(city, visit, 10)
    officer, college, applicant = visit("joost"), visit("wethouder"), visit("fatima")
    path = f"/voorstellen/{name}"
    ground = {"ground": "requirements_not_met", "reason": "Het past niet in de regeling."}
    assert officer.get(f"/werk{path}").text.count("buiten-behandeling")
    refusal = officer.send(f"/werk{path}/buiten-behandeling", ground)
    assert "Een besluit noemt het mandaat" in refusal.text
    holder, mandate_id = visit("hendrik"), a_mandate(city)
    does(holder, f"/werk{path}/buiten-behandeling", **ground, mandate_id=mandate_id)
    left_out = dossier(city, name).left_out
    assert left_out is not None
    page = applicant.get(path).text
    assert "Bezwaar maken kan tot en met" in page
    assert f'href="{path}/bezwaar"' in page
    assert "Einde van de termijn voor bezwaar" in officer.get("/werk/termijnen").text
    does(applicant, f"{path}/bezwaar", against="handling", reason="Het past wel.")
    (objection,) = dossier(city, name).objections
    here = f"/werk{path}/bezwaren/{objection.objection_id}"
    does(officer, f"{here}/bevestigen", with_committee="no")
    day = dutch_day(city.house.now()).isoformat()
    does(officer, f"{here}/horen", held_on=day, was_waived="yes", report="Per brief.")
    form = college.get(f"/werk{path}/bezwaren").text
    assert "gaat het voorstel weer in behandeling" in form
    assert 'name="amount"' not in form
    decided = {"outcome": "founded", "without_amount": "yes", "reason": "Het past."}
    does(college, f"{here}/beslissen", **decided)
    back = dossier(city, name)
    assert (back.status, back.left_out) == (ProposalStatus.IN_HANDLING, None)
    assert "Na een bezwaar of uitspraak toch in behandeling" in applicant.get(path).text
    told = visit().get(f"/api/v1/proposals/{name}").json()
    assert told["proposal"]["objections"][0]["against"] == "handling"
