"""A round in which so few voted that its list would tell who chose what: the pages say so.

Of one whose result was published before there was a least number it stays; otherwise nobody won.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from fastapi import FastAPI

from adapters.postgres.embedded import Database
from application.closed_round import TooFewForSecrecy
from domain.ballot import CastBallot
from domain.money import Money
from domain.tally.parameters import VotingRule
from domain.theme_division import ThemeDivision
from domain.theme_round import OpenThemeRound
from domain.voting_round import OpenVotingRound
from domain.voting_rules import RoundRules
from projections.rounds import RoundDocument
from tests.integration.web.conftest import City
from tests.integration.web.opened_rounds import closed_and_counted, give
from tests.integration.web.planned_city import LIENDERT, YEAR, PlannedCity, limited_city
from tests.integration.web.visiting import Visitor

Visit = Callable[..., Visitor]


class SealedResults:
    """Stands for results of a city whose regulation asks for more ballots than there are."""

    def sealed(self, found: RoundDocument) -> TooFewForSecrecy:
        """Always too few."""
        return TooFewForSecrecy(round=found.round_id, least=1_000, article="4.1")

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
class TestARoundOfBefore:
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


@pytest.fixture(scope="module")
def small(postgres: Database, scratch: Path) -> Iterator[PlannedCity]:
    """A city that asks for ten ballots."""
    rules = {"voting": {"article": "4.1", "minimum_ballots": 10}}
    with limited_city(postgres, scratch, "gm_sealed", rules) as found:
        yield found


def cast(city: PlannedCity, round_id: str, *choices: str, points: tuple[int, ...] | None) -> None:
    """The one ballot."""
    house = city.house
    voting_pass = house.passes.issue(round_id, f"resident-{uuid4().hex}")
    ballot = {"voting_pass": voting_pass, "choices": choices, "points": points}
    about = {"command_id": uuid4(), "at": house.now(), "round_id": round_id}
    house.ballot_box.cast(CastBallot.model_validate(about | ballot))


@pytest.fixture(scope="module")
def proposal(small: PlannedCity) -> str:
    """It alone stands on the list, and one resident votes for it."""
    proposal_id = small.handled("100", "Straatfeest")
    house = small.house
    opened = give(
        house,
        "joost",
        OpenVotingRound,
        round_id="few",
        wijk=LIENDERT,
        year=YEAR,
        budget_cents=Money(100_00),
        rules=RoundRules(rule=VotingRule.GREEDY),
        proposal_ids=(proposal_id,),
        opens_at=house.now(),
    )
    house.projector.wait_for(opened)
    before = small.page("/stemrondes/few")
    assert "Met minder dan 10 stembiljetten is er geen uitslag" in before
    cast(small, "few", proposal_id, points=None)
    closed_and_counted(house, "few")
    return proposal_id


class TestARoundOnProposals:
    def test_the_page_says_why_nobody_won_and_who_decides(
        self, small: PlannedCity, proposal: str
    ) -> None:
        page = small.page("/stemrondes/few")
        sealed = page.partition('id="verzegeld"')[2].partition("</section>")[0]
        assert "artikel 4.1" in sealed
        assert "Daarom is er geen uitslag. Het college besluit over de voorstellen" in sealed
        assert proposal not in sealed
        assert "Gewonnen" not in page
        english = small.page("/stemrondes/few?lang=en")
        assert "article 4.1" in english
        assert "With fewer than 10 ballots there is no result" in english

    def test_the_api_tells_that_there_is_no_outcome(
        self, small: PlannedCity, proposal: str
    ) -> None:
        told = small.visitor().get("/api/v1/rounds/few").json()
        assert (told["result"], told["round"]["winners"]) == ([], [])
        assert told["round"]["hasNoOutcome"]
        assert told["round"]["minimum_ballots"] == 10
        file = small.visitor().get("/api/v1/rounds/few/ballots.pb")
        assert file.json()["code"] == "voting_round.too_few_for_secrecy"

    def test_the_dossier_says_so_and_is_work_that_can_be_done(
        self, small: PlannedCity, proposal: str
    ) -> None:
        page = small.page(f"/voorstellen/{proposal}?lang=nl")
        assert "Er stemden te weinig mensen voor een uitslag." in page
        assert "Geen uitslag" in page
        assert proposal in small.page("/werk/voorstellen", "joost")
        small.does("joost", f"/werk/voorstellen/{proposal}/reserveren", amount="100")


class TestARoundOnThemes:
    def test_divides_nothing_and_says_why(self, small: PlannedCity) -> None:
        house = small.house
        give(
            house,
            "joost",
            OpenThemeRound,
            round_id="few-themes",
            wijk=LIENDERT,
            year=YEAR,
            budget_cents=Money(90_00),
            division=ThemeDivision(
                themes=("groen", "zorg"), step_cents=Money(10_00), least_themes=2
            ),
            opens_at=house.now(),
        )
        cast(small, "few-themes", "groen", "zorg", points=(7, 2))
        closed_and_counted(house, "few-themes")
        page = small.page("/stemrondes/few-themes").replace("\u00a0", " ")
        assert "Er is niets verdeeld" in page
        assert "Er stemden te weinig mensen." in page
        assert "artikel 4.1" in page
        assert not any(amount in page for amount in ("€ 70", "€ 20,"))
        told = small.visitor().get("/api/v1/rounds/few-themes").json()["round"]
        assert (told["shares"], told["hasNoOutcome"]) == ([], True)
        assert small.visitor().get("/api/v1/rounds/few-themes/division").status_code == 409
