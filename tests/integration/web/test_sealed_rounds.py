"""A round in which so few voted that its list would tell who chose what: the pages say so."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from fastapi import FastAPI

from application.closed_round import TooFewForSecrecy
from projections.rounds import RoundDocument
from tests.integration.web.conftest import City
from tests.integration.web.visiting import Visitor

Visit = Callable[..., Visitor]


class SealedResults:
    """Stands for results of a city whose regulation asks for more ballots than there are."""

    def sealed(self, found: RoundDocument) -> TooFewForSecrecy:
        """Always too few."""
        return TooFewForSecrecy(round=found.round_id, least=1_000)

    def account(self, found: RoundDocument) -> None:
        """Nobody may ask."""
        raise AssertionError(f"{found.round_id} was explained")

    of = account


@pytest.fixture
def sealed(app: FastAPI) -> Iterator[None]:
    """While the test runs, every round is too small."""
    before = app.state.results
    app.state.results = SealedResults()
    yield
    app.state.results = before


def a_counted_round(city: City) -> RoundDocument:
    """A round of the example city of which the result is there."""
    rounds = city.house.views.rounds(city.year - 1)
    return next(each for each in rounds if each.status.value == "tallied")


@pytest.mark.usefixtures("sealed")
class TestTooFewVoted:
    @pytest.mark.parametrize(
        ("language", "said"),
        [("nl", "De stemmen blijven verzegeld"), ("en", "The ballots stay sealed")],
    )
    def test_the_page_says_why_and_who_won(
        self, city: City, visit: Visit, language: str, said: str
    ) -> None:
        found = a_counted_round(city)
        page = visit().get(f"/stemrondes/{found.round_id}?lang={language}").text
        assert said in page
        assert all(f"/voorstellen/{each.proposal_id}" in page for each in found.winners)

    def test_the_api_gives_winners_and_no_numbers_of_votes(self, city: City, visit: Visit) -> None:
        found = a_counted_round(city)
        answer = visit().get(f"/api/v1/rounds/{found.round_id}").json()
        assert answer["result"] == []
        assert len(answer["round"]["winners"]) == len(found.winners)
