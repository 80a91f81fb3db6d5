"""Suspicions on the pages: who reads what, the whole road of a case, and what everyone hears."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

from icalendar import Calendar

from projections.dossier import ProposalDossier
from tests.integration.web.conftest import City
from tests.integration.web.visiting import Visitor

Visit = Callable[..., Visitor]
WORK = "/werk/onderzoeken"
SECRET = "Een buurvrouw zag dat de bonnen van een andere tuin zijn."
FOUND = "De bonnen horen bij deze tuin; de winkel had zich vergist."
TOLD = "Twee bonnen klopten niet. Dat is hersteld."


def a_grant(city: City, number: int) -> ProposalDossier:
    """A grant of the year under way on which payments are not suspended."""
    grants = [
        each
        for each in city.house.views.proposals(city.year)
        if each.granted_cents and each.determination is None and each.suspension is None
    ]
    return grants[number]


def opened(city: City, visit: Visit, **about: str) -> str:
    """The address of a case that Joost opened."""
    today = city.house.now().date()
    fields = {
        "command_id": str(uuid4()),
        "origin": "report",
        "reason": SECRET,
        "decide_by": (today + timedelta(weeks=4)).isoformat(),
    }
    answer = visit("joost").send(WORK, fields | about)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def give(visitor: Visitor, address: str, **fields: str) -> None:
    """One form of the case page."""
    answer = visitor.send(address, {"command_id": str(uuid4())} | fields)
    assert answer.status_code == 303, answer.text


def everything_public(visit: Visit, grant: ProposalDossier, year: int) -> str:
    """Every public page and answer on which a case could leave a trace."""
    paths = [
        "/integriteit",
        "/api/v1/integrity",
        f"/voorstellen/{grant.proposal_id}",
        f"/api/v1/proposals/{grant.proposal_id}",
        f"/wijken/{grant.wijk}/sinds?vanaf=2020-01-01",
        f"/wijken/{grant.wijk}?jaar={year}",
        f"/api/v1/deadlines?year={year}",
        f"/api/v1/deadlines.ics?year={year}",
    ]
    visitor = visit()
    answers = [visitor.get(path) for path in paths]
    assert {each.status_code for each in answers} == {200}
    return "\n".join(each.text for each in answers)


def test_from_a_report_to_a_published_outcome(city: City, visit: Visit) -> None:
    grant = a_grant(city, 0)
    case = opened(city, visit, proposal_id=grant.proposal_id)
    case_id = case.rpartition("/")[2]
    joost, college = visit("joost"), visit("wethouder")
    assert SECRET in joost.get(case).text
    assert case_id in joost.get(WORK).text
    assert case_id in joost.get(f"/werk/voorstellen/{grant.proposal_id}").text
    assert case_id not in everything_public(visit, grant, city.year)

    give(visit("mirjam"), f"{case}/bevinding", note=FOUND)
    assert "Schort de betalingen op" in college.get(case).text
    notice = {"proposal_id": grant.proposal_id, "ground": "wrong_information", "mandate_id": ""}
    give(college, f"{case}/opschorten", **notice, reason="De bonnen kloppen niet.")
    finance = visit("noor")
    asked = {"command_id": str(uuid4()), "amount": "1"}
    refused = finance.send(f"/werk/betalingen/{grant.proposal_id}/aanvragen", asked)
    assert "suspension.payments_are_suspended" in refused.text
    assert (
        "betaalt de gemeente niets tot en met"
        in visit().get(f"/voorstellen/{grant.proposal_id}").text
    )

    decided = {"outcome": "in_part", "follow_up": "payments_go_on", "reason": "Hersteld."}
    give(college, f"{case}/beslissen", **decided)
    give(college, f"{case}/publiceren", summary=TOLD)
    give(joost, f"{case}/sluiten")

    page = visit().get("/integriteit").text
    assert TOLD in page
    assert "Het vermoeden klopte voor een deel" in page
    assert f'href="/integriteit#{case_id}"' in visit().get(f"/voorstellen/{grant.proposal_id}").text
    published = visit().get("/api/v1/integrity").json()
    assert TOLD in published["texts"].values()
    assert case_id in [each["caseId"] for each in published["outcomes"]]
    everything = everything_public(visit, grant, city.year)
    assert SECRET not in everything
    assert FOUND not in everything
    assert "Uitkomst van een onderzoek gepubliceerd" in everything
    assert "Onderzoek geopend" not in everything


def test_of_an_unfounded_case_everyone_sees_no_more_than_the_number(
    city: City, visit: Visit
) -> None:
    grant = a_grant(city, 1)
    year = city.house.now().year
    before = everything_public(visit, grant, city.year)
    count = _unfounded(visit, year)
    case = opened(city, visit, proposal_id=grant.proposal_id)
    give(visit("joost"), f"{case}/bevinding", note=FOUND)
    decided = {"outcome": "unfounded", "follow_up": "nothing", "reason": "Er is niets gevonden."}
    give(visit("wethouder"), f"{case}/beslissen", **decided)
    give(visit("joost"), f"{case}/sluiten")
    assert _unfounded(visit, year) == count + 1
    after = everything_public(visit, grant, city.year)
    assert case.rpartition("/")[2] not in after
    told = set(_lines(after)) - set(_lines(before))
    assert not [each for each in told if "nderzoek" in each and "<td" not in each], told
    published = {"command_id": str(uuid4()), "summary": TOLD}
    refused = visit("wethouder").send(f"{case}/publiceren", published)
    assert "integrity_case.unfounded_not_published" in refused.text


def _unfounded(visit: Visit, year: int) -> int:
    years = visit().get("/api/v1/integrity").json()["years"]
    return next(int(each["unfounded"]) for each in years if each["year"] == year)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines()]


def test_a_year_in_which_nothing_was_looked_into_is_told_too(city: City, visit: Visit) -> None:
    years = visit().get("/api/v1/integrity").json()["years"]
    first = min(each.year for each in city.house.views.years() if each.opened is not None)
    this_year = city.house.now().year
    assert {each["year"] for each in years} >= set(range(min(first, this_year), this_year + 1))


def test_who_opened_it_does_not_decide_and_the_form_is_shown_again(
    city: City, visit: Visit
) -> None:
    joost = visit("joost")
    refused = joost.send(WORK, {"command_id": str(uuid4()), "origin": "report", "reason": SECRET})
    assert refused.status_code == 400
    assert SECRET in refused.text
    case = opened(city, visit, proposal_id=a_grant(city, 0).proposal_id)
    decided = {"outcome": "founded", "follow_up": "nothing", "reason": "x"}
    answer = joost.send(f"{case}/beslissen", {"command_id": str(uuid4())} | decided)
    assert answer.status_code == 403


def test_the_date_of_a_case_is_in_the_calendar_of_those_who_may_know(
    city: City, visit: Visit
) -> None:
    case = opened(city, visit, proposal_id=a_grant(city, 0).proposal_id)
    case_id = case.rpartition("/")[2]
    joost = visit("joost")
    assert case_id in joost.get(f"/werk/termijnen?jaar={city.year}").text
    feed = joost.get(f"/api/v1/deadlines.ics?year={city.year}&lang=nl")
    (mine,) = (
        each
        for each in Calendar.from_ical(feed.content).walk("VEVENT")
        if case_id in str(each["uid"])
    )
    assert str(mine["summary"]) == f"Beslissen over een onderzoek: {case_id}"
    assert str(mine["url"]).endswith(case)
    assert case_id not in visit().get(f"/api/v1/deadlines.ics?year={city.year}").text


def test_the_example_city_has_a_round_with_a_published_outcome(city: City, visit: Visit) -> None:
    last = city.year - 1
    case_id = f"example-case-{last}"
    page = visit().get(f"/stemrondes/example-round-{last}-WK030703").text
    assert f'href="/integriteit#{case_id}"' in page
    assert "When something does not seem right" in visit().get("/integriteit?lang=en").text
    assert case_id in visit("esra").get(f"/api/v1/integrity/cases/{case_id}").text
    assert visit("esra").get(f"{WORK}/{case_id}").status_code == 200
    assert visit("esra").get(f"{WORK}/case-none").status_code == 404
