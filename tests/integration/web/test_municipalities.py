"""One process for several municipalities: each under its own host, apart from the others."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from starlette.responses import Response
from starlette.testclient import TestClient
from structlog.testing import capture_logs

from adapters.web.municipalities import UNDER_WAY_EACH, Municipalities, Opening
from adapters.web.sessions import COOKIE, Session, Sessions, key_of
from domain.command import Actor, Role
from tests.integration.conftest import Partition
from tests.integration.web.municipal_process import (
    Cluster,
    host,
    served,
    settings_of,
    two_clusters,
)
from tests.integration.web.served import Served
from tests.waiting import soon

NAMED = "wijkgeld.amersfoort.example"


@pytest.fixture
def clusters(new_partition: Callable[[], Partition]) -> tuple[Cluster, Cluster]:
    """Two municipalities; in the first a year has passed."""
    return two_clusters(new_partition)


class TestARequest:
    def test_goes_to_the_municipality_that_its_host_names(
        self, clusters: tuple[Cluster, Cluster]
    ) -> None:
        first, second = clusters
        path = "/api/v1/years/2027/states"
        with served(first, second) as client:
            assert first.house is not None
            first.house.projector.catch_up()
            assert client.get(path, headers=host(first)).json()["states"]
            assert client.get(path, headers=host(second)).json()["states"] == []

    def test_finds_it_under_the_name_that_the_directory_gives_it(
        self, clusters: tuple[Cluster, Cluster]
    ) -> None:
        first, second = clusters
        with served(first, second, hosts={NAMED: first.partition.schema}) as client:
            answer = client.get("/api/v1/openapi.json", headers={"host": NAMED})
            assert client.get("/readyz", headers={"host": NAMED.upper()}).json()["projections"]
        assert answer.status_code != 503

    @pytest.mark.parametrize(("language", "word"), [("nl", "gemeente"), ("en", "municipality")])
    def test_under_a_name_of_nobody_is_answered_so(
        self, clusters: tuple[Cluster, Cluster], language: str, word: str
    ) -> None:
        with served(*clusters) as client:
            for path in ("/", "/api/v1/years"):
                answer = client.get(f"{path}?lang={language}", headers={"host": "gm9999.example"})
                assert (answer.status_code, word in answer.text) == (404, True)
                assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.json()["code"] == "host.unknown"


class TestAMunicipalityThatCannotBeOpened:
    def test_says_why_and_keeps_no_other_from_answering(
        self, clusters: tuple[Cluster, Cluster]
    ) -> None:
        first, second = clusters
        second.is_away = True
        with served(first, second) as client:
            answer = client.get("/api/v1/years", headers=host(second))
            assert (answer.status_code, answer.json()["code"]) == (503, "cluster.unreachable")
            assert answer.headers["retry-after"]
            assert client.get("/", headers=host(second)).status_code == 503
            assert client.get("/readyz", headers=host(first)).status_code == 200
            ready = client.get("/readyz", headers={"host": "127.0.0.1:8033"})
            assert (ready.status_code, ready.json()["closed"]) == (
                200,
                {second.partition.schema: "cluster.unreachable"},
            )

    def test_is_opened_as_soon_as_it_can_be(self, clusters: tuple[Cluster, Cluster]) -> None:
        first, second = clusters
        second.is_away = True
        with served(first, second) as client:
            assert client.get("/", headers=host(second)).status_code == 503
            second.is_away = False
            assert soon(lambda: client.get("/", headers=host(second)).status_code == 200)

    def test_and_no_other_that_can_makes_the_process_not_ready_and_still_alive(
        self, clusters: tuple[Cluster, Cluster]
    ) -> None:
        for each in clusters:
            each.is_away = True
        with served(*clusters) as client:
            assert client.get("/readyz").status_code == 503
            assert client.get("/healthz").status_code == 200

    def test_is_said_to_be_opening_before_the_first_attempt(
        self, clusters: tuple[Cluster, Cluster]
    ) -> None:
        opening = Opening(clusters[0].partition.schema, clusters[0].open)
        assert opening.refusal.code == "partition.not_open_yet"


class TestMunicipalitiesApart:
    def test_who_is_signed_in_at_one_is_nobody_at_another(
        self, clusters: tuple[Cluster, Cluster]
    ) -> None:
        keys = {key_of(settings_of(each.partition)) for each in clusters}
        assert len(keys) == 2
        first, second = clusters

        answer = Response()
        griffier = Session(Actor(id="person-1", role=Role.GRIFFIER), "G.")
        Sessions(key_of(settings_of(first.partition)), secure=True).begin(answer, griffier)
        cookie = answer.headers["set-cookie"].split(";")[0].removeprefix(f"{COOKIE}=")
        with served(first, second) as client:
            path = "/api/v1/events"
            headers = {"cookie": f"{COOKIE}={cookie}"}
            assert client.get(path, headers=headers | host(first)).status_code == 200
            refused = client.get(path, headers=headers | host(second))
        assert (refused.status_code, refused.json()["code"]) == (403, "authorisation.role_may_not")

    def test_one_whose_connections_are_all_taken_answers_no_later_for_the_other(
        self, clusters: tuple[Cluster, Cluster]
    ) -> None:
        first, second = clusters
        with served(first, second) as client, ExitStack() as taken, ThreadPoolExecutor(60) as many:
            assert first.house is not None
            pool = first.house.pool
            for _ in range(2):
                taken.enter_context(pool.connection())
            waiting = [
                many.submit(client.get, "/api/v1/years/2027/states", headers=host(first))
                for _ in range(60)
            ]
            assert soon(lambda: pool.get_stats()["requests_waiting"] >= 50)
            answer = client.get("/api/v1/years/2027/states", headers=host(second))
            assert (answer.status_code, answer.json()) == (200, {"states": []})
            assert not any(each.done() for each in waiting)
            taken.close()
            assert {each.result().status_code for each in waiting} == {200}

    def test_one_with_too_much_to_do_sends_away_who_comes_and_the_other_does_not(
        self, clusters: tuple[Cluster, Cluster]
    ) -> None:
        first, second = clusters
        busy = Opening(first.partition.schema, first.open)
        calm = Opening(second.partition.schema, second.open)
        municipalities = Municipalities({busy.partition: busy, calm.partition: calm}, {})
        with municipalities.open(60.0), TestClient(municipalities) as client:
            busy.under_way = UNDER_WAY_EACH
            answer = client.get("/api/v1/years", headers=host(first))
            assert (answer.status_code, answer.json()["code"]) == (503, "log.busy")
            assert client.get("/readyz", headers=host(second)).status_code == 200
            busy.under_way = 0


def test_the_journal_says_which_municipality_is_closed(clusters: tuple[Cluster, Cluster]) -> None:
    clusters[1].is_away = True
    with capture_logs() as lines, served(*clusters):
        pass
    closed = [each for each in lines if each["event"] == "municipality.closed"]
    assert {each["partition"] for each in closed} == {clusters[1].partition.schema}
    assert {each["code"] for each in closed} == {"cluster.unreachable"}


def test_a_process_serves_every_municipality_of_the_directory_until_told_to_stop(
    clusters: tuple[Cluster, Cluster], tmp_path: Path
) -> None:
    address = without_role(clusters[0].partition)
    lines = ["[clusters.c]", f'database_url = "{address}"', "[partitions]"]
    lines += [f'{each.partition.schema} = "c"' for each in clusters]
    (tmp_path / "directory.toml").write_text("\n".join([*lines, 'gm9999 = "c"']))
    directory = {"WIJKKAS_DIRECTORY": str(tmp_path / "directory.toml")}
    process = Served(
        "", "gm0307", b"7" * 32, tmp_path, arguments=("serve", "--all"), more=directory
    )
    with process as served:
        ready = httpx.get(f"{served.address}/readyz").json()
        assert ready == {"status": "ready", "closed": {"gm9999": "cluster.sign_in_refused"}}
        for each in clusters:
            answer = httpx.get(f"{served.address}/readyz", headers=host(each), timeout=20)
            assert "projections" in answer.json()
        served.tell_to_stop()
        assert served.exit_code() == 0


def without_role(partition: Partition) -> str:
    """Where all partitions of a cluster are entered."""
    return partition.app_url.replace(f"&user={partition.role}", "")
