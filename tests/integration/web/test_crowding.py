"""When too many wait for a log, whoever comes is told when to come back, and nothing is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from adapters.web import passes
from adapters.web.app import create_app
from adapters.web.crowding import BoundedCrowd
from application.log import LogCrowded, Outcome, Submission
from application.refusals import TooBusy
from tests.integration.web.conftest import KEY, City
from tests.integration.web.test_ballots_by_api import cast
from tests.integration.web.visiting import Visitor

NEED = {"wijk": "WK030710", "source": "meeting", "description": "Een bankje bij de vijver"}


class FullQueue:
    """Where submissions wait for a log, with no room left."""

    def append(self, submissions: Sequence[Submission]) -> list[Outcome]:
        """Nobody is let in."""
        raise LogCrowded


@pytest.fixture
def crowded(city: City, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Both logs have as many waiting as they may have."""
    with monkeypatch.context() as patched:
        patched.setattr(city.house.log, "_group", FullQueue())
        patched.setattr(city.house.ballot_log, "_group", FullQueue())
        yield


def comes_back_later(answer: Any) -> bool:
    """Whether this says: it is busy, and when to try again."""
    return (
        answer.status_code == 503
        and int(answer.headers["retry-after"]) > 0
        and (TooBusy.code in answer.text or "te druk" in answer.text)
    )


def on_the_ballot(city: City) -> str:
    """A proposal of the open round."""
    found = city.house.views.round(city.round_id)
    assert found is not None
    return found.candidates[0].proposal_id


@pytest.mark.usefixtures("crowded")
class TestWhileItIsCrowded:
    def test_a_command_over_the_api(self, city: City, visit: Callable[..., Visitor]) -> None:
        length = city.house.log.next_position()
        body = NEED | {"year": city.year, "need_id": f"need-{uuid4().hex[:8]}"}
        answer = visit("sanne").client.post("/api/v1/commands/record-need", json=body)
        assert comes_back_later(answer)
        assert city.house.log.next_position() == length

    def test_a_command_from_a_page(self, city: City, visit: Callable[..., Visitor]) -> None:
        sanne = visit("sanne")
        path = f"/werk/wijkplannen/{city.year}/WK030710"
        fields = sanne.hidden(path) | NEED | {"command_id": str(uuid4())}
        answer = sanne.send(f"{path}/behoefte", fields)
        assert comes_back_later(answer)
        assert NEED["description"] in answer.text

    def test_a_ballot_over_the_api(self, city: City, visit: Callable[..., Visitor]) -> None:
        length = city.house.ballot_log.next_position()
        answer = cast(city, visit(), city.round_id, choices=[on_the_ballot(city)])
        assert comes_back_later(answer)
        assert city.house.ballot_log.next_position() == length

    def test_a_ballot_from_a_page(self, city: City, visit: Callable[..., Visitor]) -> None:
        voter, path = visit(), passes.path_of(city.round_id)
        issued = city.house.passes.issue(city.round_id, f"voter-{uuid4()}")
        voter.send(f"{path}/stempas", {"voting_pass": passes.text_of(issued)})
        fields = voter.hidden(path) | {"choices": [on_the_ballot(city)]}
        answer = voter.client.post(path, data=fields)
        assert comes_back_later(answer)


@pytest.mark.parametrize("path", ["/", "/api/v1/years"])
def test_a_request_too_many_is_sent_away_before_it_waits(
    city: City, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr(BoundedCrowd.__init__, "__defaults__", (0,))
    answer = TestClient(create_app(city.house, session_key=KEY)).get(path)
    assert comes_back_later(answer)
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_requests_one_after_another_are_no_crowd(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BoundedCrowd.__init__, "__defaults__", (1,))
    client = TestClient(create_app(city.house, session_key=KEY), raise_server_exceptions=False)
    found = [client.get(path).status_code for path in ("/healthz", "/no-such-page", "/healthz")]
    assert found == [200, 404, 200]


def test_with_room_again_the_same_ballot_is_taken(
    city: City, visit: Callable[..., Visitor]
) -> None:
    answer = cast(city, visit(), city.round_id, choices=[on_the_ballot(city)])
    assert answer.status_code == 200
