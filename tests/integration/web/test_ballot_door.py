"""Ballots from programs, through the door that a server has and through the route behind it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient
from structlog.testing import capture_logs

from adapters.postgres import gathering
from adapters.postgres.gathering import Gathering
from adapters.web.api.ballots import Ballot
from adapters.web.app import create_app
from adapters.web.ballot_door import PATH, BallotDoor
from adapters.web.security import BODY_BYTES_MAX, HEADERS, RateBound, TooManyRequestsFromHere
from application.command_ids import new_command_id
from application.log import LogUnavailable
from application.refusals import LogUnreachable, TooBusy
from domain.ballot import CastBallot
from tests.event_loops import run_apart
from tests.integration.web.conftest import KEY, City


@pytest.fixture
def fresh(city: City) -> FastAPI:
    """An application of its own, which lets one address send much."""
    app = create_app(city.house, session_key=KEY)
    app.state.rate_bound = RateBound(requests_max=1_000_000)
    return app


@pytest.fixture(params=["door", "route"])
def voter(fresh: FastAPI, request: pytest.FixtureRequest) -> Iterator[TestClient]:
    """Sends ballots to a server, or to an application without one."""
    if request.param == "route":
        yield TestClient(fresh, raise_server_exceptions=False)
        return
    with TestClient(BallotDoor(fresh), raise_server_exceptions=False) as client:
        yield client


def filled_in(city: City, **more: Any) -> dict[str, Any]:
    """A ballot with a pass of its own, for the first proposal of the open round."""
    found = city.house.views.round(city.round_id)
    assert found is not None
    issued = city.house.passes.issue(city.round_id, f"voter-{uuid4()}")
    return {
        "command_id": str(uuid4()),
        "round_id": city.round_id,
        "voting_pass": issued.model_dump(),
        "choices": [found.candidates[0].proposal_id],
    } | more


def code_of(answer: Any) -> tuple[int, str]:
    assert answer.headers["content-type"] == "application/problem+json"
    return answer.status_code, answer.json()["code"]


def test_the_body_has_the_fields_and_types_of_the_command() -> None:
    body, command = Ballot.model_fields, CastBallot.model_fields
    assert body.keys() == command.keys() - {"at"}
    for name, field in body.items():
        assert field.annotation == command[name].annotation, name
        assert field.metadata == command[name].metadata, name


class TestTaken:
    def test_a_ballot_is_in_the_box_and_the_answer_has_the_headers_of_every_answer(
        self, city: City, voter: TestClient
    ) -> None:
        length = city.house.ballot_log.next_position()
        answer = voter.post(PATH, json=filled_in(city))
        assert (answer.status_code, answer.json()) == (200, {"version": 0})
        assert city.house.ballot_log.next_position() == length + 1
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["api-version"] == "1.0.0"
        assert answer.headers["cache-control"] == "no-store"
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS

    def test_the_same_ballot_twice_gets_the_same_answer(
        self, city: City, voter: TestClient
    ) -> None:
        ballot = filled_in(city)
        assert voter.post(PATH, json=ballot).json() == voter.post(PATH, json=ballot).json()

    def test_a_ballot_replaces_the_one_it_names(self, city: City, voter: TestClient) -> None:
        ballot = filled_in(city)
        voter.post(PATH, json=ballot)
        later = ballot | {"command_id": str(uuid4()), "replaces": 0}
        assert voter.post(PATH, json=later).json() == {"version": 1}

    def test_nothing_is_written_down_about_it(self, city: City, voter: TestClient) -> None:
        ballot = filled_in(city)
        with capture_logs() as lines:
            voter.post(PATH, json=ballot)
            voter.post(PATH, json=ballot | {"choices": ["unknown"]})
        assert [line for line in lines if line["event"] == "request.answered"] == []

    def test_other_requests_go_on_to_the_application(self, voter: TestClient) -> None:
        assert voter.get("/healthz").status_code == 200
        assert code_of(voter.get(PATH)) == (405, "request.method_unknown")


class TestRefused:
    """With the same code, whichever way a ballot comes in."""

    def test_a_second_ballot_of_a_pass(self, city: City, voter: TestClient) -> None:
        ballot = filled_in(city)
        voter.post(PATH, json=ballot)
        again = voter.post(PATH, json=ballot | {"command_id": str(uuid4())})
        assert code_of(again) == (409, "ballot.already_cast")

    def test_a_pass_of_nobody(self, city: City, voter: TestClient) -> None:
        ballot = filled_in(city)
        ballot["voting_pass"]["signature"] = "0" * 128
        assert code_of(voter.post(PATH, json=ballot)) == (403, "voting_pass.invalid")

    def test_an_id_that_tells_when_it_was_made(self, city: City, voter: TestClient) -> None:
        ballot = filled_in(city, command_id=str(new_command_id()))
        assert code_of(voter.post(PATH, json=ballot)) == (400, "ballot.command_id_tells_time")

    def test_a_choice_that_is_not_on_the_list(self, city: City, voter: TestClient) -> None:
        ballot = filled_in(city, choices=["elsewhere"])
        assert code_of(voter.post(PATH, json=ballot)) == (409, "ballot.choice_unknown")

    def test_a_round_that_is_not_there(self, city: City, voter: TestClient) -> None:
        ballot = filled_in(city, round_id="nowhere")
        assert code_of(voter.post(PATH, json=ballot)) == (404, "voting_round.unknown")

    @pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"choices": 1}', b"\xff\xfe"])
    def test_what_is_no_ballot(self, voter: TestClient, body: bytes) -> None:
        answer = voter.post(PATH, content=body, headers={"content-type": "application/json"})
        assert code_of(answer) == (400, "request.malformed")

    def test_a_field_that_is_not_known_is_named(self, city: City, voter: TestClient) -> None:
        answer = voter.post(PATH, json=filled_in(city, name="Jan"))
        assert code_of(answer) == (400, "request.malformed")
        assert "body.name" in answer.json()["detail"]

    def test_what_is_wrong_in_a_thousand_places_is_said_once(
        self, city: City, voter: TestClient
    ) -> None:
        answer = voter.post(PATH, json=filled_in(city, choices=[1] * 1_000))
        assert code_of(answer) == (400, "request.malformed")
        assert "choices" not in answer.json()["detail"]

    def test_a_form_of_another_site(self, city: City, voter: TestClient) -> None:
        as_form = voter.post(PATH, data={"round_id": city.round_id})
        assert code_of(as_form) == (400, "request.not_json")
        elsewhere = voter.post(
            PATH, json=filled_in(city), headers={"origin": "https://elsewhere.example"}
        )
        assert elsewhere.status_code == 403

    def test_more_than_a_ballot_can_be(self, voter: TestClient) -> None:
        body = b" " * (BODY_BYTES_MAX + 1)
        answer = voter.post(PATH, content=body, headers={"content-type": "application/json"})
        assert code_of(answer) == (413, "request.too_large")

    def test_a_body_that_does_not_come(self, fresh: FastAPI) -> None:
        said: list[Any] = []

        async def say(message: Any) -> None:
            said.append(message)

        async def knock() -> None:
            door = BallotDoor(fresh, body_seconds_max=0.05)
            headers = [(b"content-type", b"application/json"), (b"host", b"testserver")]
            scope = {
                **{"type": "http", "method": "POST", "path": PATH, "raw_path": PATH.encode()},
                **{"query_string": b"", "headers": headers, "client": ("127.0.0.1", 1)},
                **{"scheme": "http", "server": ("testserver", 80), "http_version": "1.1"},
            }
            await door(scope, asyncio.Event().wait, say)  # type: ignore[arg-type]  # waits for ever, so never has a message

        run_apart(asyncio.wait_for(knock(), 5))
        assert said[0]["status"] == 408
        assert b"request.too_slow" in said[1]["body"]

    def test_too_many_from_one_place(self, city: City, voter: TestClient, fresh: FastAPI) -> None:
        fresh.state.rate_bound = RateBound(requests_max=1)
        voter.post(PATH, json=filled_in(city))
        answer = voter.post(PATH, json=filled_in(city))
        assert code_of(answer) == (503, TooManyRequestsFromHere.code)
        assert int(answer.headers["retry-after"]) > 0


class TestOverload:
    """Some are taken and the others are told when to come back; never both, never neither."""

    def sent_at_once(
        self, city: City, app: FastAPI, door: BallotDoor, number: int
    ) -> list[httpx.Response]:
        ballots = [filled_in(city) for _ in range(number)]

        async def send() -> list[httpx.Response]:
            transport = httpx.ASGITransport(door)
            async with (
                app.router.lifespan_context(app),
                httpx.AsyncClient(transport=transport, base_url="http://testserver") as client,
            ):
                # The first one alone: then the round is known, and nothing waits for a thread.
                first = await client.post(PATH, json=ballots[0])
                rest = [client.post(PATH, json=ballot) for ballot in ballots[1:]]
                return [first, *await asyncio.gather(*rest)]

        return run_apart(send())

    def stored_and_told(self, city: City, length: int, answers: list[httpx.Response]) -> int:
        """How many were told to come back; every other one is in the box."""
        taken = [answer for answer in answers if answer.status_code == 200]
        told = [answer for answer in answers if answer.status_code == 503]
        assert len(taken) + len(told) == len(answers)
        assert city.house.ballot_log.next_position() == length + len(taken)
        for answer in told:
            assert code_of(answer) == (503, TooBusy.code)
            assert int(answer.headers["retry-after"]) > 0
        return len(told)

    def test_more_under_way_than_may_be(self, city: City, fresh: FastAPI) -> None:
        length = city.house.ballot_log.next_position()
        answers = self.sent_at_once(city, fresh, BallotDoor(fresh, under_way_max=5), 40)
        assert self.stored_and_told(city, length, answers) == 34

    def test_more_waiting_for_the_log_than_may_wait(
        self, city: City, fresh: FastAPI, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Gathering.__init__, "__defaults__", (3,))
        length = city.house.ballot_log.next_position()
        answers = self.sent_at_once(city, fresh, BallotDoor(fresh), 40)
        assert self.stored_and_told(city, length, answers) > 0

    def test_with_room_for_all_all_are_taken_in_few_transactions(
        self, city: City, fresh: FastAPI, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        groups: list[int] = []
        append_group = Gathering._append_group

        async def counting(gathered: Gathering, group: Any) -> None:
            groups.append(len(group))
            await append_group(gathered, group)

        monkeypatch.setattr(Gathering, "_append_group", counting)
        length = city.house.ballot_log.next_position()
        answers = self.sent_at_once(city, fresh, BallotDoor(fresh), 40)
        assert self.stored_and_told(city, length, answers) == 0
        assert sum(groups) == 40
        assert max(groups) > 1

    def test_a_log_that_is_gone_is_said_so_with_a_time_to_come_back(
        self, city: City, fresh: FastAPI, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def gone(*_: object) -> None:
            raise LogUnavailable("gone")

        monkeypatch.setattr(gathering.Gathering, "submit", gone)
        (answer, *_) = self.sent_at_once(city, fresh, BallotDoor(fresh), 1)
        assert code_of(answer) == (503, LogUnreachable.code)
        assert int(answer.headers["retry-after"]) > 0
