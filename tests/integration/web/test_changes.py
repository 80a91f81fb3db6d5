"""What happened since somebody last looked, on the page and through the API."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import uuid4

import pytest

from domain.command import Actor, Role
from domain.proposal_support import GiveSupport
from projections.dossier import ProposalDossier
from tests.integration.web.conftest import City
from tests.integration.web.visiting import Visitor

Visit = Callable[..., Visitor]
NEXT = re.compile(r'href="(/wijken/WK[0-9]{6}/sinds\?jaar=[0-9]{4}&amp;na=[0-9]+)"')


@pytest.fixture
def proposal(city: City) -> ProposalDossier:
    """A proposal that can be supported."""
    return next(
        each
        for each in city.house.views.proposals(city.year)
        if each.status.value in ("submitted", "in_handling")
        and each.round is None
        and each.decision is None
    )


def supports(city: City, proposal_id: str) -> None:
    """One more neighbour wants it."""
    by = Actor(id=f"example:neighbour-{uuid4().hex[:8]}", role=Role.RESIDENT)
    command = GiveSupport(command_id=uuid4(), at=city.house.now(), by=by, proposal_id=proposal_id)
    city.house.projector.wait_for(city.house.desk.carry_out(command).position, 3.0)


def the_end(visitor: Visitor, path: str) -> str:
    """Follow the page to where nothing more happened; the link that a reader keeps."""
    for _ in range(100):
        page = visitor.get(path).text
        found = NEXT.search(page)
        assert found is not None
        path = found[1].replace("&amp;", "&")
        if "Verder in de tijd" not in page:
            return path
    raise AssertionError("there is no end to it")


class TestWhoLooksAgain:
    def test_sees_only_what_happened_since_in_plain_words_and_nobody_by_name(
        self, city: City, visit: Visit, proposal: ProposalDossier
    ) -> None:
        reader = visit()
        kept = the_end(reader, f"/wijken/{proposal.wijk}/sinds?jaar={city.year}")
        assert "Er gebeurde niets" in reader.get(kept).text
        supports(city, proposal.proposal_id)
        supports(city, proposal.proposal_id)
        page = reader.get(kept).text
        assert "Steun van een bewoner" in page
        assert "(2 keer)" in page
        assert f'href="/voorstellen/{proposal.proposal_id}"' in page
        assert "door: bewoner" in page
        assert "example:neighbour" not in page
        assert page.count("<li><strong>") == 1

    def test_reads_it_in_english(self, proposal: ProposalDossier, visit: Visit) -> None:
        page = visit().get(f"/wijken/{proposal.wijk}/sinds?lang=en").text
        assert "What happened since you last looked" in page


class TestWhoNamesADay:
    def test_sees_what_happened_from_then_on(
        self, city: City, proposal: ProposalDossier, visit: Visit
    ) -> None:
        here = f"/wijken/{proposal.wijk}/sinds?jaar={city.year}"
        assert "<h2>" in visit().get(f"{here}&vanaf=2020-01-01").text
        assert "Er gebeurde niets" in visit().get(f"{here}&vanaf=2099-01-01").text

    def test_keeps_a_link_that_begins_now_where_nothing_happened(
        self, city: City, proposal: ProposalDossier, visit: Visit
    ) -> None:
        reader, here = visit(), f"/wijken/{proposal.wijk}/sinds?jaar={city.year}"
        kept = the_end(reader, f"{here}&vanaf=2099-01-01")
        assert "Er gebeurde niets" in reader.get(kept).text
        supports(city, proposal.proposal_id)
        assert "Steun van een bewoner" in reader.get(kept).text

    def test_is_told_when_it_is_no_day(self, proposal: ProposalDossier, visit: Visit) -> None:
        answer = visit().get(f"/wijken/{proposal.wijk}/sinds?vanaf=gisteren")
        assert answer.status_code == 400
        assert "vanaf" in answer.text


def test_what_changes_all_wijken_is_said_in_each(
    city: City, proposal: ProposalDossier, visit: Visit
) -> None:
    page = visit().get(f"/wijken/{proposal.wijk}/sinds?jaar={city.year}&na=-1").text
    assert "Begrotingsjaar geopend" in page


def test_a_program_keeps_up_by_position(
    city: City, proposal: ProposalDossier, visit: Visit
) -> None:
    path = f"/api/v1/changes/{city.year}/{proposal.wijk}"
    answer = visit().get(path).json()
    while answer["more"]:
        answer = visit().get(f"{path}?after={answer['last']}").json()
    supports(city, proposal.proposal_id)
    answer = visit().get(f"{path}?after={answer['last']}").json()
    (day,) = answer["days"]
    assert [each["event"] for each in day["changes"]] == ["support.given.v1"]
    assert "actor_id" not in day["changes"][0]
