"""Ballots of several municipalities that one process serves: gathered for each by itself."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.testclient import TestClient

from adapters.bench.open_round import OpenRound, open_round
from adapters.web.ballot_door import PATH
from adapters.web.municipalities import UNDER_WAY_EACH, Municipalities, Opening
from tests.integration.conftest import Partition
from tests.integration.web.municipal_process import Cluster, host, served, two_clusters


@pytest.fixture
def clusters(new_partition: Callable[[], Partition]) -> tuple[Cluster, Cluster]:
    """Two municipalities; in the first a year has passed."""
    return two_clusters(new_partition)


def cast(client: TestClient, cluster: Cluster, body: bytes) -> Any:
    """Send a ballot to a municipality."""
    headers = host(cluster) | {"content-type": "application/json"}
    return client.post(PATH, content=body, headers=headers)


def round_of(cluster: Cluster) -> OpenRound:
    """A round that opens in the municipality."""
    assert cluster.house is not None
    return open_round(cluster.house, cluster.partition.owner_url)


def gathering_sessions(cluster: Cluster) -> int:
    """How many sessions of the database gather ballots: they last called what stores them."""
    with cluster.partition.pool.connection() as session:
        rows = session.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE usename = current_user"
            " AND query LIKE %s AND pid <> pg_backend_pid()",
            [f'%"{cluster.partition.schema}".append_ballot_singles($1%'],
        )
        return int(rows.fetchall()[0][0])


class TestBallots:
    def test_are_gathered_for_each_municipality_by_itself(
        self, clusters: tuple[Cluster, Cluster]
    ) -> None:
        with served(*clusters) as client, ThreadPoolExecutor(8) as many:
            sent = [
                many.submit(cast, client, each, body)
                for each in clusters
                for body in list(round_of(each).ballots(12, seed=1))
            ]
            answers = [(each.result().status_code, each.result().json()) for each in sent]
            assert answers == [(200, {"version": 0})] * 24
            for each in clusters:
                assert each.house is not None
                assert each.house.ballot_log.next_position() == 12
                assert gathering_sessions(each) == 1
        assert [gathering_sessions(each) for each in clusters] == [0, 0]

    def test_with_a_pass_of_another_municipality_are_refused(
        self, clusters: tuple[Cluster, Cluster]
    ) -> None:
        first, second = clusters
        with served(first, second) as client:
            (body,) = round_of(first).ballots(1, seed=1)
            round_of(second)
            refused = cast(client, second, body)
            assert (refused.status_code, refused.json()["code"]) == (403, "voting_pass.invalid")
            taken = cast(client, first, body)
        assert taken.status_code == 200

    def test_beyond_those_that_can_be_under_way_are_sent_away_with_when_to_come_back(
        self, clusters: tuple[Cluster, Cluster]
    ) -> None:
        first = clusters[0]
        opening = Opening(first.partition.schema, first.open)
        municipalities = Municipalities({opening.partition: opening}, {})
        with municipalities.open(60.0), TestClient(municipalities) as client:
            (body,) = round_of(first).ballots(1, seed=1)
            opening.under_way = UNDER_WAY_EACH
            refused = cast(client, first, body)
            assert (refused.status_code, refused.json()["code"]) == (503, "log.busy")
            assert refused.headers["retry-after"]
            opening.under_way = 0
            assert cast(client, first, body).status_code == 200
