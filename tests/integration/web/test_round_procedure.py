"""How a round is run, on its page: announced, extended with a reason, and with too few ballots."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from adapters.closed_round.files import RoundFiles
from adapters.house import House
from domain.ballot import CastBallot
from domain.calendar import DUTCH_TIME, dutch_day
from domain.money import Money
from domain.round_procedure import Quorum, QuorumMissed, RoundProcedure
from domain.tally.parameters import VotingRule
from domain.voting_round import CloseVotingRound, OpenVotingRound, TallyVotingRound
from domain.voting_rules import RoundRules
from tests.integration.web.conftest import City
from tests.integration.web.opened_rounds import BUDGET_CENTS, WIJK, give, proposals_in_handling
from tests.integration.web.visiting import Visitor

Visit = Callable[..., Visitor]


def laid_down(house: House, year: int, procedure: RoundProcedure, **times: timedelta) -> str:
    """A round that is run so, its opening and closing from now on."""
    ids = proposals_in_handling(house, year)
    round_id = f"test-{uuid4().hex[:8]}"
    now = house.now()
    closes_in = times.get("closes_in")
    position = give(
        house,
        "joost",
        OpenVotingRound,
        round_id=round_id,
        wijk=WIJK,
        year=year,
        budget_cents=Money(BUDGET_CENTS),
        rules=RoundRules(rule=VotingRule.GREEDY),
        proposal_ids=tuple(ids.values()),
        opens_at=now + times.get("opens_in", timedelta()),
        closes_at=now + closes_in if closes_in else None,
        procedure=procedure,
    )
    house.projector.wait_for(position)
    return round_id


def with_one_ballot(house: House, round_id: str) -> None:
    """One resident votes for the first proposal."""
    found = house.views.round(round_id)
    assert found is not None
    command: dict[str, Any] = {"command_id": uuid4(), "at": house.now(), "round_id": round_id}
    choices = (found.candidates[0].proposal_id,)
    voting_pass = house.passes.issue(round_id, f"resident-{uuid4().hex}")
    house.ballot_box.cast(CastBallot(**command, voting_pass=voting_pass, choices=choices))


class TestAnAnnouncedRound:
    def test_says_from_when_on_and_that_its_list_stands(self, city: City, visit: Visit) -> None:
        two_days = timedelta(days=2)
        quiet = RoundProcedure(quiet_days=1)
        round_id = laid_down(city.house, city.year, quiet, opens_in=two_days)
        page = visit().get(f"/stemrondes/{round_id}").text
        assert "Binnenkort stemmen" in page
        assert "Rust voor het stemmen" in page
        assert "2. Stem vanaf" in page
        assert f"/stemrondes/{round_id}/stembiljet" not in page
        assert (
            "Nothing changes about the proposals"
            in visit().get(f"/stemrondes/{round_id}?lang=en").text
        )

    def test_has_no_ballot_to_fill_in_yet_whoever_has_a_pass(
        self, city: City, visit: Visit
    ) -> None:
        quiet = RoundProcedure(quiet_days=1)
        round_id = laid_down(city.house, city.year, quiet, opens_in=timedelta(days=2))
        voter = visit("aylin")
        assert voter.send(f"/stemrondes/{round_id}/stempas", {}).status_code == 303
        for path in ("stembiljet", "stembiljet/stempas"):
            page = voter.get(f"/stemrondes/{round_id}/{path}").text
            assert "Stemmen kan vanaf" in page
            assert f'href="/stemrondes/{round_id}"' in page
            assert f'/stemrondes/{round_id}/stembiljet"' not in page


class TestExtending:
    @pytest.fixture
    def round_id(self, city: City) -> str:
        """A round that closes in a day, and can go on for a week."""
        procedure = RoundProcedure(extension_days_max=7)
        return laid_down(city.house, city.year, procedure, closes_in=timedelta(days=1))

    def test_everyone_sees_until_when_and_why_everywhere(
        self, city: City, visit: Visit, round_id: str
    ) -> None:
        joost = visit("joost")
        form = f"/werk/stemrondes/{round_id}/verlengen"
        assert form in joost.get(f"/werk/stemrondes?jaar={city.year}").text
        assert "Verlengen kan tot uiterlijk" in joost.get(form).text
        day = city.house.now().astimezone(DUTCH_TIME).date() + timedelta(days=5)
        sent = {"closes_on": day.isoformat(), "reason": "De zaal was een dag dicht."}
        assert joost.send(form, sent).status_code == 303
        page = visit().get(f"/stemrondes/{round_id}").text
        assert "Deze ronde is verlengd" in page
        assert "De zaal was een dag dicht." in page
        told = visit().get(f"/api/v1/rounds/{round_id}").json()["round"]
        assert datetime.fromisoformat(told["closes_at"]).astimezone(DUTCH_TIME).date() == day
        listed = f"/api/v1/proposals/{told['candidates'][0]['proposal_id']}"
        proposal = visit().get(listed).json()["proposal"]
        assert proposal["round"]["closes_at"] == told["closes_at"]

    def test_what_is_not_right_is_said_beside_its_field(
        self, city: City, visit: Visit, round_id: str
    ) -> None:
        joost = visit("joost")
        form = f"/werk/stemrondes/{round_id}/verlengen"
        far = dutch_day(city.house.now()) + timedelta(days=30)
        page = joost.send(form, {"closes_on": far.isoformat(), "reason": "Zomaar."})
        assert page.status_code == 409
        assert 'id="closes_on-wrong"' in page.text
        assert joost.send(form, {"closes_on": "", "reason": "Zomaar."}).status_code == 400

    def test_is_for_who_runs_rounds(self, visit: Visit, round_id: str) -> None:
        form = f"/werk/stemrondes/{round_id}/verlengen"
        assert visit("aylin").get(form).status_code == 403

    def test_says_what_to_do_where_it_cannot_be(self, city: City, visit: Visit) -> None:
        fixed = laid_down(city.house, city.year, RoundProcedure(), closes_in=timedelta(days=1))
        page = visit("joost").get(f"/werk/stemrondes/{fixed}/verlengen").text
        assert "kan niet verlengd worden" in page


def counted_with_one(city: City, missed: QuorumMissed) -> str:
    """A round with one ballot of the two that it needs, closed and counted."""
    procedure = RoundProcedure(quorum=Quorum(least_ballots=2, when_missed=missed))
    round_id = laid_down(city.house, city.year, procedure)
    with_one_ballot(city.house, round_id)
    give(city.house, "joost", CloseVotingRound, round_id=round_id)
    city.house.projector.wait_for(give(city.house, "joost", TallyVotingRound, round_id=round_id))
    return round_id


class TestTooFewBallots:
    def test_without_an_outcome_nobody_won_and_the_page_says_who_decides(
        self, city: City, visit: Visit
    ) -> None:
        round_id = counted_with_one(city, QuorumMissed.NO_OUTCOME)
        page = visit().get(f"/stemrondes/{round_id}").text
        assert "Er stemden te weinig mensen" in page
        assert "Daarom is er geen uitslag." in page
        assert "Gewonnen" not in page
        english = visit().get(f"/stemrondes/{round_id}?lang=en").text
        assert "Therefore there is no result." in english
        told = visit().get(f"/api/v1/rounds/{round_id}").json()
        assert (told["result"], told["round"]["winners"]) == ([], [])
        assert told["round"]["hasNoOutcome"]

    def test_its_file_says_so_too(self, city: City) -> None:
        round_id = counted_with_one(city, QuorumMissed.NO_OUTCOME)
        content = RoundFiles(city.house).of(round_id).content.decode()
        assert "There is no outcome: fewer than 2 ballots." in content

    def test_with_advice_the_result_is_there_and_is_said_to_be_advice(
        self, city: City, visit: Visit
    ) -> None:
        round_id = counted_with_one(city, QuorumMissed.ADVICE)
        page = visit().get(f"/stemrondes/{round_id}").text
        assert "is de uitslag hieronder een advies" in page
        assert "Gewonnen" in page
        told = visit().get(f"/api/v1/rounds/{round_id}").json()["round"]
        assert (told["missesQuorum"], told["hasNoOutcome"]) == (True, False)


class TestOpeningWithAQuorum:
    def test_the_form_freezes_how_the_round_is_run(self, city: City, visit: Visit) -> None:
        joost = visit("joost")
        page = f"/werk/stemronde-openen/{WIJK}?jaar={city.year}"
        ids = list(proposals_in_handling(city.house, city.year).values())
        begins = city.house.now().astimezone(DUTCH_TIME).date() + timedelta(days=9)
        fields: dict[str, Any] = {
            "year": str(city.year),
            "ballot_form": "approval",
            "round_id": f"opened-{uuid4().hex[:8]}",
            "proposal_ids": ids,
            "budget": "1.000",
            "rule": "mes",
            "tie_break": "proposal_id_ascending",
            "opens_at": city.house.now().isoformat(),
            "opens_on": begins.isoformat(),
            "closes_on": (begins + timedelta(days=14)).isoformat(),
            "quiet_days": "7",
            "extension_days_max": "7",
            "least_ballots": "25",
            "least_percent": "5",
            "voters": "1000",
            "extended_days": "3",
            "when_missed": "no_outcome",
        }
        answer = joost.send(page, fields | {"quiet_days": "30"})
        assert 'id="opens_on-wrong"' in answer.text
        assert joost.send(page, fields).status_code == 303
        found = city.house.views.round(fields["round_id"])
        assert found is not None
        assert found.procedure.quiet_days == 7
        assert found.procedure.quorum == Quorum(
            least_ballots=25,
            least_percent=5,
            voters=1000,
            extended_days=3,
            when_missed=QuorumMissed.NO_OUTCOME,
        )
        assert found.opens_at.astimezone(DUTCH_TIME).date() == begins
        said = visit().get(f"/stemrondes/{found.round_id}").text
        assert "Ten minste 50 stembiljetten." in said

    def test_a_percentage_needs_how_many_may_vote(self, city: City, visit: Visit) -> None:
        page = f"/werk/stemronde-openen/{WIJK}?jaar={city.year}"
        fields = {
            "year": str(city.year),
            "ballot_form": "approval",
            "round_id": f"opened-{uuid4().hex[:8]}",
            "proposal_ids": list(proposals_in_handling(city.house, city.year).values()),
            "budget": "1.000",
            "rule": "mes",
            "tie_break": "proposal_id_ascending",
            "opens_at": city.house.now().isoformat(),
            "least_percent": "5",
        }
        answer = visit("joost").send(page, fields)
        assert 'id="voters-wrong"' in answer.text
