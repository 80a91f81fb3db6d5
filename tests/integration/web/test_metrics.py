"""What is measured, for whom, and what is never measured."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest
from fastapi import FastAPI
from prometheus_client.parser import text_string_to_metric_families
from psycopg import OperationalError
from pydantic import ValidationError
from starlette.testclient import TestClient

from adapters.house import House
from adapters.metrics import MEDIA_TYPE, Metrics
from adapters.postgres.append_notices import AppendNotices
from adapters.postgres.attempts import RETRIES
from adapters.settings import Settings
from adapters.web.access import MetricsTokenWrong
from adapters.web.app import create_app
from application.log import Accepted, Conflict, Outcome, Refused
from application.refusals import LogUnreachable, TooBusy, written
from domain.ballot import VotingPassInvalid
from domain.command import Role
from domain.errors import refusals_by_code
from tests.integration.web.conftest import KEY, City
from tests.integration.web.following import record_a_need
from tests.integration.web.test_access import PERSON_OF_ROLE
from tests.integration.web.test_ballots_by_api import cast
from tests.integration.web.test_crowding import on_the_ballot
from tests.integration.web.test_health import ProjectorThatTells
from tests.integration.web.visiting import Visitor

TOKEN = "a-token-of-at-least-thirty-two-characters"
BEARER = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def watched(city: City) -> FastAPI:
    """An application that may be watched by whoever has the token."""
    settings = city.house.settings.model_copy(
        update={"metrics_token": Settings.model_validate({"metrics_token": TOKEN}).metrics_token}
    )
    return create_app(replace(city.house, settings=settings), session_key=KEY)


def values(text: str) -> dict[str, float]:
    """Every sample by its name and labels."""
    return {
        sample.name + "".join(f"{{{name}={value}}}" for name, value in sample.labels.items()): (
            sample.value
        )
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def measured(app: FastAPI) -> dict[str, float]:
    """What a machine that watches gets."""
    answer = TestClient(app).get("/metrics", headers=BEARER)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == MEDIA_TYPE
    return values(answer.text)


def with_notices(house: House) -> House:
    """The same house, whose notices nobody else gives."""
    return replace(house, notices=AppendNotices())


class TestWhoMayRead:
    @pytest.mark.parametrize("role", list(Role))
    def test_no_role_without_the_token(
        self, role: Role, visit: Callable[..., Visitor], watched: FastAPI
    ) -> None:
        answer = visit(PERSON_OF_ROLE[role]).get("/metrics")
        assert (answer.status_code, MetricsTokenWrong.code in answer.text) == (403, True)

    @pytest.mark.parametrize("sent", ["", "Bearer ", "Bearer wrong", TOKEN, f"Bearer {TOKEN}é"])
    def test_nobody_with_another_token(self, sent: str, watched: FastAPI) -> None:
        headers = {b"authorization": sent.encode()}
        assert TestClient(watched).get("/metrics", headers=headers).status_code == 403

    @pytest.mark.parametrize("sent", ["Bearer ", f"Bearer {TOKEN}", "Bearer None"])
    def test_nobody_where_no_token_was_set(self, sent: str, app: FastAPI) -> None:
        answer = TestClient(app).get("/metrics", headers={"Authorization": sent})
        assert answer.status_code == 403

    def test_an_empty_token_is_none(self) -> None:
        assert Settings.model_validate({"metrics_token": ""}).metrics_token is None

    def test_a_short_token_cannot_be_set(self) -> None:
        with pytest.raises(ValidationError):
            Settings.model_validate({"metrics_token": "short"})


class TestWhatIsMeasured:
    def test_commands_and_events_of_the_main_log(self, city: City, watched: FastAPI) -> None:
        before = measured(watched)
        record_a_need(city)
        after = measured(watched)
        grown = {name for name in after if after[name] > before.get(name, 0)}
        assert {
            "wijkkas_log_commands_total{outcome=accepted}",
            "wijkkas_log_events_total",
            "wijkkas_log_group_commands_count",
            "wijkkas_log_append_seconds_count",
            "wijkkas_log_length",
        } <= grown

    def test_projections_connections_and_readers(self, watched: FastAPI) -> None:
        found = measured(watched)
        assert found["wijkkas_database_up"] == 1
        assert found["wijkkas_feed_readers"] == 0
        assert {"wijkkas_connections_open", "wijkkas_connections_waiting"} <= found.keys()
        for figure in ("lag_positions", "lag_seconds", "stands_still"):
            assert f"wijkkas_projection_{figure}{{projection=ledger}}" in found

    def test_outcomes_of_a_group_each_by_its_kind(self, city: City) -> None:
        house = with_notices(city.house)
        metrics = Metrics(house, lambda: 3)
        outcomes: list[Outcome] = [
            Accepted(4, 6),
            Accepted(0, 1, repeated=True),
            Refused(written(VotingPassInvalid())),
            Refused("made up by somebody"),
            Conflict(),
        ]
        house.notices.appended(outcomes, 0.004)
        found = values(metrics.text().decode())
        assert found["wijkkas_log_events_total"] == 3
        assert found["wijkkas_log_group_commands_sum"] == 5
        assert found["wijkkas_log_commands_total{outcome=conflict}"] == 1
        assert found["wijkkas_log_commands_total{outcome=repeated}"] == 1
        assert found[f"wijkkas_log_refusals_total{{code={VotingPassInvalid.code}}}"] == 1
        assert found["wijkkas_log_refusals_total{code=unknown}"] == 1
        assert found["wijkkas_feed_readers"] == 3

    def test_labels_are_codes_that_exist_and_no_others(self, watched: FastAPI) -> None:
        client = TestClient(watched)
        for number in range(20):
            client.get(f"/api/v1/no-such-thing/{number}")
        codes = [
            sample.labels["code"]
            for family in text_string_to_metric_families(
                client.get("/metrics", headers=BEARER).text
            )
            for sample in family.samples
            if "code" in sample.labels
        ]
        assert "page.unknown" in codes
        assert set(codes) <= refusals_by_code().keys() | {"unknown"}

    def test_retries_of_this_process(self, watched: FastAPI) -> None:
        before = measured(watched)["wijkkas_retries_total"]
        RETRIES.add()
        assert measured(watched)["wijkkas_retries_total"] == before + 1

    def test_a_database_that_is_away_is_told_and_the_rest_is_still_there(self, city: City) -> None:
        away = replace(
            city.house,
            projector=ProjectorThatTells(OperationalError("gone")),  # type: ignore[arg-type]  # a fake
        )
        found = values(Metrics(away, lambda: 0).text().decode())
        assert found["wijkkas_database_up"] == 0
        assert "wijkkas_connections_open" in found


class TestWhatIsNot:
    """Whatever tells when a ballot came, or whose it is."""

    def test_a_ballot_that_is_taken_or_refused_moves_no_count(
        self, city: City, watched: FastAPI
    ) -> None:
        voter = Visitor(TestClient(watched))
        before = measured(watched)
        assert cast(city, voter, city.round_id, choices=[on_the_ballot(city)]).status_code == 200
        assert cast(city, voter, city.round_id, choices=["none"]).status_code == 409
        assert counts(measured(watched)) == counts(before)

    def test_a_ballot_sent_away_is_counted_only_where_it_was_too_busy(self, city: City) -> None:
        metrics = Metrics(with_notices(city.house), lambda: 0)
        for refusal in (VotingPassInvalid(), LogUnreachable(), TooBusy(seconds=5)):
            metrics.answered(refusal, concerns_ballot=True)
        found = values(metrics.text().decode())
        counted = [name for name in found if "answers_refused_total" in name]
        assert counted == ["wijkkas_answers_refused_total{code=log.busy}"]

    def test_no_person_and_no_pass_stands_in_it(self, city: City, watched: FastAPI) -> None:
        issued = city.house.passes.issue(city.round_id, f"voter-{uuid4()}")
        record_a_need(city)
        text = TestClient(watched).get("/metrics", headers=BEARER).text
        assert issued.pass_id not in text
        assert "example:" not in text


def counts(found: dict[str, float]) -> dict[str, float]:
    """What only grows, without what the projector's own reading may retry."""
    return {
        name: value
        for name, value in found.items()
        if any(end in name for end in ("_total", "_count", "_sum", "_bucket"))
        and "retries" not in name
    }
