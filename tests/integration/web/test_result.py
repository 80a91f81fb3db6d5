"""The page of a result, and the payments that anyone can check."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from adapters.command_line import certificate_check
from adapters.command_line.certificate_check import check
from adapters.web.pages.round_payments import NoPaymentsToCheck
from tests.integration.web.conftest import City
from tests.integration.web.visiting import Visitor

Visit = Callable[..., Visitor]


@pytest.fixture
def tallied(city: City) -> str:
    """A round of last year."""
    return f"example-round-{city.year - 1}-WK030703"


def test_every_proposal_has_a_reason_a_picture_and_a_sentence_that_says_the_same(
    city: City, visit: Visit, tallied: str
) -> None:
    found = city.house.views.round(tallied)
    assert found is not None
    page = visit().get(f"/stemrondes/{tallied}").text
    for line in found.candidates:
        assert f'id="reach-{line.proposal_id}"' in page
        assert f'aria-labelledby="reach-{line.proposal_id}"' in page
    assert page.count("ekozen") > len(found.candidates)
    assert "Elke stemmer krijgt een even groot deel van het geld." in page
    assert "Een stemmer betaalde ten hoogste" in page


def test_a_page_in_english_says_it_in_english(visit: Visit, tallied: str) -> None:
    page = visit().get(f"/stemrondes/{tallied}?lang=en").text
    assert "Chosen in step 1" in page
    assert "Gekozen in stap" not in page


def test_what_a_visitor_fills_in_is_in_no_form(visit: Visit, tallied: str) -> None:
    page = visit().get(f"/stemrondes/{tallied}").text
    own = page[page.index('id="mijn-deel"') :]
    own = own[: own.index("</section>")]
    assert "<form" not in own
    assert "name=" not in own


def test_the_payments_pass_the_checker_that_is_given_with_them(visit: Visit, tallied: str) -> None:
    visitor = visit()
    payments = visitor.get(f"/stemrondes/{tallied}/betalingen.json")
    assert payments.headers["content-type"] == "application/json"
    ballots = visitor.get(f"/api/v1/rounds/{tallied}/ballots.pb")
    assert check(ballots.text, payments.json()) == []
    forged = json.loads(payments.text)
    forged["purchases"].pop()
    assert ("left", last_bought(payments.json())) in check(ballots.text, forged)
    program = visitor.get("/narekenen/certificate_check.py")
    assert program.content == Path(certificate_check.__file__).read_bytes()


def last_bought(written: dict[str, list[dict[str, str]]]) -> str:
    """The project of the last purchase."""
    return written["purchases"][-1]["project"]


def test_a_round_that_is_open_has_no_payments(city: City, visit: Visit) -> None:
    answer = visit().get(f"/stemrondes/{city.round_id}/betalingen.json")
    assert answer.status_code == 404
    assert "geen betalingen" in answer.text
    assert NoPaymentsToCheck.code == "voting_round.no_payments_to_check"
