"""Whoever submits a proposal has no say in its id, since ties go by id: it is the next number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from adapters.example_city.people import EXAMPLE_PEOPLE
from adapters.house import House
from application.streams import Reading
from domain.proposal import ProposalStatus
from domain.proposal_number import numbered_id
from tests.integration.offices import at_once
from tests.integration.web.conftest import City
from tests.integration.web.visiting import Visitor

Visit = Callable[..., Visitor]
WIJK = "WK030711"
FORM = f"/wijken/{WIJK}/voorstel-indienen"
API = "/api/v1/commands/submit-proposal"
FATIMA = EXAMPLE_PEOPLE["fatima"].actor.id
MANY = 6
CHOSEN = "0000-first-of-all"


def idea(year: int, /, **more: Any) -> dict[str, Any]:
    """A proposal as a program sends it."""
    fields = {
        "command_id": str(uuid4()),
        "wijk": WIJK,
        "year": year,
        "title": "Een fietspomp",
        "description": "Voor iedereen die langskomt.",
        "amount_cents": 250_00,
    }
    return fields | more


def typed(year: int, /, **more: str) -> dict[str, str]:
    """The same, as a form sends it."""
    fields = {
        "command_id": str(uuid4()),
        "year": str(year),
        "title": "Een fietspomp",
        "description": "Voor iedereen die langskomt.",
        "amount": "250",
    }
    return fields | more


def exists(house: House, proposal_id: str) -> bool:
    """Whether a proposal has this id."""
    return Reading(house.streams).proposal(proposal_id).state is not None


def number_of(proposal_id: str) -> int:
    """The number at the end of an id."""
    return int(proposal_id.rpartition("-")[2])


@pytest.fixture(autouse=True)
def _with_room(city: City, visit: Visit) -> None:
    """One person has at most so many proposals open: those of former tests are taken back."""
    fatima = visit("fatima")
    for each in city.house.views.proposals(city.year, WIJK):
        state = Reading(city.house.streams).proposal(each.proposal_id).state
        if state and state.applicant_id == FATIMA and state.status is ProposalStatus.SUBMITTED:
            body = {"proposal_id": each.proposal_id}
            fatima.client.post("/api/v1/commands/withdraw-proposal", json=body)


class TestByTheApi:
    def test_an_id_that_was_sent_is_refused(self, city: City, visit: Visit) -> None:
        answer = visit("fatima").client.post(API, json=idea(city.year, proposal_id=CHOSEN))
        assert (answer.status_code, answer.json()["code"]) == (400, "request.malformed")
        assert not exists(city.house, CHOSEN)

    def test_the_receipt_tells_the_next_number(self, city: City, visit: Visit) -> None:
        fatima = visit("fatima")
        one = fatima.client.post(API, json=idea(city.year)).json()["proposal_id"]
        other = fatima.client.post(API, json=idea(city.year)).json()["proposal_id"]
        assert one == numbered_id(city.year, WIJK, number_of(one))
        assert number_of(other) == number_of(one) + 1

    def test_the_same_command_gets_the_same_number_also_after_others(
        self, city: City, visit: Visit
    ) -> None:
        fatima, body = visit("fatima"), idea(city.year)
        first = fatima.client.post(API, json=body).json()
        fatima.client.post(API, json=idea(city.year))
        again = fatima.client.post(API, json=body).json()
        assert again == first | {"repeated": True}

    def test_withdrawing_and_submitting_again_gives_no_lower_number(
        self, city: City, visit: Visit
    ) -> None:
        fatima = visit("fatima")
        first = fatima.client.post(API, json=idea(city.year)).json()["proposal_id"]
        withdrawn = fatima.client.post(
            "/api/v1/commands/withdraw-proposal", json={"proposal_id": first}
        )
        assert withdrawn.status_code == 200
        second = fatima.client.post(API, json=idea(city.year)).json()["proposal_id"]
        assert number_of(second) == number_of(first) + 1

    def test_many_at_once_each_get_a_number_of_their_own(self, city: City, visit: Visit) -> None:
        fatima = visit("fatima")

        def submitted(body: dict[str, Any]) -> str:
            proposal_id: str = fatima.client.post(API, json=body).json()["proposal_id"]
            return proposal_id

        ids = at_once(submitted, [idea(city.year) for _ in range(MANY)])
        numbers = sorted(number_of(each) for each in ids)
        assert numbers == list(range(numbers[0], numbers[0] + MANY))


class TestByTheForm:
    def test_the_page_has_no_id_to_edit(self, visit: Visit) -> None:
        assert "proposal_id" not in visit("fatima").get(FORM).text

    def test_an_id_that_was_slipped_in_counts_for_nothing(self, city: City, visit: Visit) -> None:
        answer = visit("fatima").send(FORM, typed(city.year, proposal_id=CHOSEN))
        assert answer.status_code == 303
        assert f"/voorstellen/{city.year}-{WIJK}-" in answer.headers["location"]
        assert not exists(city.house, CHOSEN)
