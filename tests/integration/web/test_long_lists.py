"""Lists that are longer than a page lose nothing: pages link on, and a choice is complete."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from html import unescape
from typing import Any
from uuid import uuid4

import pytest

from adapters.web import reading
from adapters.web.pages import mandates, payouts, wijk
from adapters.web.reading import every_line, page_of
from domain.calendar import dutch_day
from domain.command import Actor, ActorCommand, Role
from domain.mandate import GiveMandate, MandateMatter
from domain.money import Money
from domain.payout import PayoutStatus, RequestPayout
from projections.dossier import ProposalDossier
from projections.mandates import MandateDocument
from tests.integration.web.conftest import City
from tests.integration.web.visiting import Visitor

Visit = Callable[..., Visitor]
GIVEN = [f"long-list-{number}" for number in range(3)]
NEXT = re.compile(r'<a href="([^"]*[?&;]na=[^"]*)">')


def give(city: City, kind: type[ActorCommand], person: str, role: Role, **fields: Any) -> None:
    """A command of an example person, in what the pages show next."""
    by = Actor(id=f"example:{person}", role=role)
    command = kind(command_id=uuid4(), at=city.house.now(), by=by, **fields)
    city.house.projector.wait_for(city.house.desk.carry_out(command).position)


@pytest.fixture(scope="module", autouse=True)
def more_mandates(city: City) -> None:
    """Mandates that come before and after those of the city."""
    for mandate_id in GIVEN:
        give(
            city,
            GiveMandate,
            "wethouder",
            Role.COLLEGE,
            mandate_id=mandate_id,
            holder_id=f"example:holder-{mandate_id}",
            ceiling_cents=Money(100),
            valid_from=date(city.year, 1, 1),
            valid_until=date(city.year, 12, 31),
            article="art-4",
        )


def pages_from(visitor: Visitor, path: str) -> Iterator[str]:
    """A page, and every next one that it links to."""
    for _ in range(100):
        page = visitor.get(path).text
        yield page
        found = NEXT.search(page)
        if found is None:
            return
        path = unescape(found[1])


def every_mandate(city: City) -> list[str]:
    return [each.mandate_id for each in city.house.views.mandates()]


def every_dossier(city: City) -> list[ProposalDossier]:
    """What is proposed in the year, past the length of a page: other tests propose a lot."""
    views = city.house.views

    def lines_of(after: str, limit: int) -> list[ProposalDossier]:
        return views.proposals(city.year, after=after, limit=limit)

    return list(every_line(lines_of))


class TestTheMandateRegister:
    def test_is_whole_over_its_pages(
        self, city: City, visit: Visit, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(mandates, "PAGE_LINES", 2)
        pages = list(pages_from(visit("wethouder"), "/werk/mandaten"))
        shown = [re.findall(r"<tr><td>([^<]+)<br><span class=.fine.>", page) for page in pages]
        assert [each for page in shown for each in page] == every_mandate(city)
        assert all(len(page) <= 2 for page in shown)

    def test_is_whole_over_the_answers_of_the_api(self, city: City, visit: Visit) -> None:
        found, after = [], ""
        while after is not None:
            answer = visit().get(f"/api/v1/mandates?limit=2&after={after}").json()
            found += [each["mandate_id"] for each in answer["mandates"]]
            after = answer["after"]
        assert found == every_mandate(city)

    def test_has_no_place_that_no_path_could_name(self, visit: Visit) -> None:
        assert visit("wethouder").get("/werk/mandaten?na=%00").status_code == 400
        assert visit().get("/api/v1/mandates?after=%00").status_code == 400

    def test_can_be_chosen_from_as_a_whole(self, city: City) -> None:
        views = city.house.views
        read = every_line(lambda after, limit: views.mandates(after=after, limit=limit), limit=2)
        assert [each.mandate_id for each in read] == every_mandate(city)

    def test_offers_every_mandate_for_grants_where_a_decision_is_prepared(
        self, city: City, visit: Visit
    ) -> None:
        waiting = next(
            dossier.proposal_id
            for dossier in city.house.views.proposals(city.year)
            if dossier.next_step.value in ("awaits_draft", "awaits_decision", "awaits_refusal")
        )
        page = visit("joost").get(f"/werk/voorstellen/{waiting}").text
        today = dutch_day(city.house.now())
        for each in city.house.views.mandates():
            stands = each.withdrawn is None and (each.accepted or not each.outside_college)
            if stands and each.valid_until >= today and each.matter is MandateMatter.GRANTS:
                assert f'value="{each.mandate_id}"' in page


class TestTheWorkListOfPayouts:
    def test_is_whole_over_its_pages_and_begins_with_what_awaits_someone(
        self, city: City, visit: Visit, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        granted = next(
            dossier.proposal_id
            for dossier in city.house.views.proposals(city.year)
            if dossier.next_step.value == "awaits_payout"
        )
        for number in range(3):
            give(
                city,
                RequestPayout,
                "noor",
                Role.FINANCE,
                proposal_id=granted,
                payout_id=f"long-list-{number}",
                amount_cents=Money(100),
            )
        monkeypatch.setattr(payouts, "PAGE_LINES", 1)
        pages = list(pages_from(visit("pieter"), "/werk/betalingen"))
        asked = city.house.views.payouts(PayoutStatus.REQUESTED)
        shown = [place for page in pages for place in re.findall(r"([^/]+/[^/]+)/goedkeuren", page)]
        assert shown == [f"{each.proposal_id}/{each.payout_id}" for each in asked]
        headings = re.findall(r"<h2>([^<]+?) *<", pages[0])
        assert headings[0] == "Aangevraagd, wacht op een tweede persoon"

    def test_knows_no_other_lists(self, visit: Visit) -> None:
        assert visit("pieter").get("/werk/betalingen?stand=gone").status_code == 400


class TestProposals:
    def test_of_a_wijk_are_whole_over_its_pages(
        self, city: City, visit: Visit, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(wijk, "PROPOSALS_SHOWN", 2)
        whole = [each.proposal_id for each in city.house.views.proposals(city.year, "WK030710")]
        shown = [
            re.findall(r'href="/voorstellen/([^"/?]+)"', page)
            for page in pages_from(visit(), f"/wijken/WK030710?jaar={city.year}")
        ]
        assert [each for page in shown for each in page] == whole
        assert len(shown) > 1

    def test_are_all_on_the_work_list(
        self, city: City, visit: Visit, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(reading, "PAGE", 5)
        page = visit("joost").get(f"/werk/voorstellen?jaar={city.year}")
        assert page.status_code == 200
        listed = set(re.findall(r'href="/werk/voorstellen/([^"/?]+)"', page.text))
        assert listed == {each.proposal_id for each in every_dossier(city)}


class TestAPage:
    def test_that_is_just_full_has_no_next_one(self, city: City) -> None:
        views = city.house.views
        whole = len(views.mandates())

        def lines_of(limit: int) -> list[MandateDocument]:
            return views.mandates(limit=limit)

        assert page_of(lines_of, whole).after is None
        assert page_of(lines_of, whole - 1).after == every_mandate(city)[-2]

    def test_of_a_list_without_end_is_a_failure_not_a_short_list(self, city: City) -> None:
        (line, *_) = city.house.views.mandates()
        with pytest.raises(RuntimeError):
            list(every_line(lambda after, limit: [line], limit=1))
