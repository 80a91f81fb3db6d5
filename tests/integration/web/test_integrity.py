"""Suspicions on the pages: who reads what, the whole road of a case, and what everyone hears."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import timedelta
from uuid import uuid4

from icalendar import Calendar
from starlette.testclient import TestClient

from adapters.example_city.inquiries import WATCHED
from adapters.web.app import create_app
from application.log import LogUnavailable
from application.pass_watch import PassFetch
from application.proposal import proposal_submitted_at
from domain.calendar import dutch_day
from domain.command import Actor, Role
from domain.money import Money
from domain.proposal import SubmitProposal
from projections.dossier import ProposalDossier
from tests.fakes.pass_watch import FakePassWatch
from tests.integration.web.conftest import KEY, City
from tests.integration.web.opened_rounds import opened as opened_round
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
    fields = {
        "command_id": str(uuid4()),
        "origin": "report",
        "reason": SECRET,
        "decide_by": (dutch_day(city.house.now()) + timedelta(weeks=4)).isoformat(),
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
    assert not [each for each in told if "nderzoek" in each and each[:1] != "{"], told
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
    grant = a_grant(city, 0)
    year = city.house.views.year(grant.year)
    assert year is not None
    case = opened(city, visit, proposal_id=grant.proposal_id)
    case_id = case.rpartition("/")[2]
    joost = visit("joost")
    assert case_id in joost.get(f"/werk/termijnen?jaar={city.year}").text
    feed = joost.get(f"/api/v1/deadlines.ics?year={city.year}&lang=nl")
    (mine,) = (
        each
        for each in Calendar.from_ical(feed.content).walk("VEVENT")
        if case_id in str(each["uid"])
    )
    assert str(mine["summary"]) == f"Beslissen over een onderzoek: {year.name_of(grant.wijk)}"
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


class TestASignal:
    def test_of_passes_says_what_was_seen_and_what_may_explain_it(
        self, city: City, visit: Visit
    ) -> None:
        page = visit("joost").get(f"{WORK}?jaar={city.year}").text
        assert "Vanaf 1 netwerkadres zijn ten minste 12 stempassen opgehaald" in page
        assert "Dit heeft vaak een gewone oorzaak" in page
        form_address = "/werk/onderzoek-openen?aanleiding=passes_from_one_address"
        opening = f"{form_address}&amp;ronde={city.round_id}"
        assert opening in page
        form = visit("joost").get(opening.replace("&amp;", "&")).text
        assert f'value="{city.round_id}"' in form
        english = visit("esra").get(f"{WORK}?jaar={city.year}&lang=en").text
        assert "From 1 network address at least 12 voting passes were fetched" in english
        told = visit("esra").get(f"/api/v1/integrity/signals?year={city.year}").json()["signals"]
        (mine,) = (each for each in told if each["roundId"] == city.round_id)
        assert (mine["addresses"], mine["passesFromEach"], mine["withinMinutes"]) == (1, 12, 60)

    def test_is_for_nobody_else(self, city: City, visit: Visit) -> None:
        assert visit("aylin").get(WORK).status_code == 403
        round_page = visit().get(f"/stemrondes/{city.round_id}").text
        assert "netwerkadres" not in round_page
        assert "netwerkadres" not in visit().get(f"/api/v1/rounds/{city.round_id}").text


class TestFetchingAPass:
    def test_is_noted_once_with_the_network_it_came_from_and_nobody_behind_it(
        self, city: City
    ) -> None:
        watch = FakePassWatch()
        app = create_app(replace(city.house, pass_watch=watch), session_key=KEY)
        client = TestClient(app, follow_redirects=False, client=("2001:db8:1:2:aaaa::1", 50_000))
        aylin = Visitor(client)
        aylin.sign_in("aylin")
        path = f"/stemrondes/{city.round_id}/stempas"
        assert aylin.send(path, {}).status_code == 303
        assert aylin.send(path, {}).status_code == 409
        (noted,) = watch.noted
        assert noted.network == "2001:db8:1:2::/64"
        assert {each.name for each in fields(noted)} == {"round_id", "network", "rule", "moment"}

    def test_succeeds_also_where_the_watch_does_not(self, city: City) -> None:
        round_id, _ = opened_round(city.house, city.year, wijk=WATCHED)
        app = create_app(replace(city.house, pass_watch=BrokenWatch()), session_key=KEY)
        client = TestClient(app, follow_redirects=False, client=("203.0.113.9", 50_000))
        bram = Visitor(client)
        bram.sign_in("bram")
        assert bram.send(f"/stemrondes/{round_id}/stempas", {}).status_code == 303


class BrokenWatch(FakePassWatch):
    """A watch whose database is away."""

    def note(self, fetch: PassFetch) -> None:
        raise LogUnavailable(fetch.round_id)


def test_whoever_asked_for_it_reads_nothing_of_a_case_about_it(city: City, visit: Visit) -> None:
    house, joost = city.house, visit("joost")
    text = house.vault.keep(uuid4(), "title", "Een eigen tuin")
    command = SubmitProposal(
        command_id=uuid4(),
        at=house.now(),
        by=Actor(id="example:joost", role=Role.RESIDENT),
        proposal_id=f"own-{uuid4().hex[:8]}",
        wijk=WATCHED,
        year=city.year,
        title=text,
        description=text,
        amount_cents=Money(100_00),
    )
    position = house.desk.carry_out(command).position
    proposal_id = proposal_submitted_at(house.log, position)
    assert house.projector.wait_for(position, 10.0)
    today = dutch_day(house.now())
    about = {"origin": "report", "reason": SECRET, "decide_by": today.isoformat()}
    refused = joost.send(WORK, about | {"command_id": str(uuid4()), "proposal_id": proposal_id})
    assert "proposal.own_interest" in refused.text
    later = {"decide_by": (today + timedelta(weeks=4)).isoformat(), "proposal_id": proposal_id}
    opening = about | later | {"command_id": str(uuid4())}
    case = visit("mirjam").send(WORK, opening).headers["location"]
    case_id = case.rpartition("/")[2]
    assert joost.get(case).status_code == 403
    assert joost.get(f"/api/v1/integrity/cases/{case_id}").status_code == 403
    for path in (
        WORK,
        "/api/v1/integrity/cases",
        f"/werk/voorstellen/{proposal_id}",
        f"/werk/termijnen?jaar={city.year}",
        f"/api/v1/deadlines?year={city.year}",
        f"/api/v1/deadlines.ics?year={city.year}",
    ):
        assert case_id not in joost.get(path).text.replace("\r\n ", "")
        assert case_id in visit("mirjam").get(path).text.replace("\r\n ", "")
