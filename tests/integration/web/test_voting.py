"""Voting on the pages: a pass for a resident, a ballot for a pass, and nothing that joins them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from structlog.testing import capture_logs

from adapters.web import passes
from tests.integration.web.conftest import City
from tests.integration.web.visiting import Visitor

Visit = Callable[..., Visitor]


@pytest.fixture
def ballot(city: City) -> str:
    """The ballot's address."""
    return passes.path_of(city.round_id)


@pytest.fixture
def holder(city: City, visit: Visit, ballot: str) -> Visitor:
    """Somebody who holds a pass and has no session."""
    voter = visit()
    issued = city.house.passes.issue(city.round_id, f"voter-{uuid4()}")
    answer = voter.send(f"{ballot}/stempas", {"voting_pass": passes.text_of(issued)})
    assert answer.status_code == 303
    return voter


def candidates(city: City) -> list[str]:
    """The proposals on the list."""
    found = city.house.views.round(city.round_id)
    assert found is not None
    return [line.proposal_id for line in found.candidates]


def cast(voter: Visitor, ballot: str, *choices: str, **changed: str) -> Any:
    """Fill in the ballot as it is shown and send it."""
    shown = voter.hidden(ballot)
    return voter.client.post(ballot, data=shown | {"choices": list(choices)} | changed)


class TestAResident:
    def test_gets_one_pass_in_a_cookie_of_the_ballot_alone(
        self, city: City, visit: Visit, ballot: str
    ) -> None:
        fatima = visit("fatima")
        answer = fatima.send(f"/stemrondes/{city.round_id}/stempas", {})
        assert answer.status_code == 303
        (cookie,) = (
            each
            for each in answer.headers.get_list("set-cookie")
            if each.startswith(f"{passes.COOKIE}=")
        )
        assert "HttpOnly" in cookie
        assert "samesite=strict" in cookie.lower()
        assert f"Path={ballot};" in cookie + ";"
        again = fatima.send(f"/stemrondes/{city.round_id}/stempas", {})
        assert again.status_code == 409
        assert "al een stempas gekregen" in again.text

    def test_sees_the_pass_once(self, city: City, visit: Visit, ballot: str) -> None:
        bram = visit("bram")
        bram.send(f"/stemrondes/{city.round_id}/stempas", {})
        text = re.compile(r"[0-9a-f]{32}\.[0-9a-f]{128}")
        assert text.search(bram.get(f"{ballot}/stempas").text)
        assert not text.search(bram.get(f"{ballot}/stempas").text)


class TestABallot:
    def test_is_confirmed_without_showing_the_choice(
        self, city: City, holder: Visitor, ballot: str
    ) -> None:
        choice = candidates(city)[0]
        answer = cast(holder, ballot, choice)
        assert answer.status_code == 303
        page = holder.get(answer.headers["location"])
        assert "ontvangen" in page.text
        assert choice not in page.text + answer.headers["location"]

    def test_sent_twice_counts_once(self, city: City, holder: Visitor, ballot: str) -> None:
        command_id, choice = str(uuid4()), candidates(city)[0]
        counting = len(city.house.ballot_box.counting(city.round_id))
        first = cast(holder, ballot, choice, command_id=command_id)
        second = cast(holder, ballot, choice, command_id=command_id, replaces="")
        assert first.headers["location"] == second.headers["location"]
        assert len(city.house.ballot_box.counting(city.round_id)) == counting + 1

    def test_has_an_id_that_does_not_tell_when_its_form_was_shown(
        self, visit: Visit, holder: Visitor, ballot: str
    ) -> None:
        proposal = visit("fatima").hidden("/wijken/WK030710/voorstel-indienen")
        assert UUID(holder.hidden(ballot)["command_id"]).version == 4
        assert UUID(proposal["command_id"]).version == 7

    def test_can_be_replaced_and_does_not_show_the_earlier_choice(
        self, city: City, holder: Visitor, ballot: str
    ) -> None:
        one, other = candidates(city)[:2]
        cast(holder, ballot, one)
        shown = holder.get(ballot).text
        assert "is al gestemd" in shown
        assert "checked" not in shown
        answer = cast(holder, ballot, other)
        assert "versie=1" in answer.headers["location"]

    def test_that_replaces_an_older_version_is_refused_and_keeps_the_choice(
        self, city: City, holder: Visitor, ballot: str
    ) -> None:
        one, other = candidates(city)[:2]
        cast(holder, ballot, one)
        answer = cast(holder, ballot, other, replaces="")
        assert answer.status_code == 409
        assert f'value="{other}"' in answer.text
        assert "checked" in answer.text

    def test_without_a_choice_or_with_too_many_is_refused(
        self, city: City, holder: Visitor, ballot: str
    ) -> None:
        assert cast(holder, ballot).status_code == 409
        assert cast(holder, ballot, *candidates(city)).status_code == 409
        assert cast(holder, ballot, "iets-anders").status_code == 409

    def test_of_a_made_up_pass_is_refused(self, city: City, visit: Visit, ballot: str) -> None:
        voter = visit()
        made_up = f"{'a' * 32}.{'b' * 128}"
        voter.send(f"{ballot}/stempas", {"voting_pass": made_up})
        answer = cast(voter, ballot, candidates(city)[0])
        assert answer.status_code == 403
        assert "niet geldig" in answer.text

    def test_comes_by_the_api_too(self, city: City, visit: Visit) -> None:
        issued = city.house.passes.issue(city.round_id, f"voter-{uuid4()}")
        body = {
            "command_id": str(uuid4()),
            "round_id": city.round_id,
            "voting_pass": issued.model_dump(),
            "choices": candidates(city)[:1],
        }
        answer = visit().client.post("/api/v1/ballots", json=body)
        assert answer.json() == {"version": 0}


class TestNothingJoinsVoterAndBallot:
    def test_pages_of_the_ballot_do_not_know_who_is_signed_in(
        self, visit: Visit, ballot: str
    ) -> None:
        aylin = visit("aylin")
        assert "Aylin" in aylin.get("/").text
        for page in (ballot, f"{ballot}/stempas", f"{ballot}/ontvangen"):
            assert "Aylin" not in aylin.get(page).text
            assert "kijken wij niet wie u bent" in aylin.get(page).text

    def test_no_line_is_logged_about_a_ballot(
        self, city: City, holder: Visitor, ballot: str
    ) -> None:
        with capture_logs() as lines:
            cast(holder, ballot, candidates(city)[0])
            cast(holder, ballot, "iets-anders")
            holder.get(f"{ballot}/ontvangen?versie=0")
            holder.client.post("/api/v1/ballots", json={"round_id": "x"})
            holder.get("/uitleg")
        routes = [line["route"] for line in lines]
        assert routes == ["/uitleg"]

    def test_a_line_about_another_page_has_no_ids_and_no_address(
        self, city: City, visit: Visit
    ) -> None:
        visitor = visit("joost")
        with capture_logs() as lines:
            visitor.get(f"/stemrondes/{city.round_id}?zoek=geheim")
        (line,) = lines
        assert line["route"] == "/stemrondes/{round_id}"
        assert set(line) == {"event", "log_level", "method", "route", "status", "duration_ms"}
