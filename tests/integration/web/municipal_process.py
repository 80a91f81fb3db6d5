"""One process that serves several municipalities, and what opens them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from starlette.testclient import TestClient

from adapters.bootstrap import open_house
from adapters.house import House
from adapters.postgres.reaching import ClusterUnreachable
from adapters.settings import Settings
from adapters.web.municipalities import Municipalities, Opening
from tests.integration.conftest import Partition
from tests.integration.projecting import a_year_in_town, copied, log_of


def settings_of(partition: Partition) -> Settings:
    """An installation at this partition; all have one session key set."""
    return Settings.model_validate(
        {
            "DATABASE_URL": partition.app_url,
            "partition": partition.schema,
            "session_key": "7" * 64,
            "connections": 2,
        }
    )


class Cluster:
    """Opens a house, or says that its cluster is away."""

    def __init__(self, partition: Partition) -> None:
        self.partition = partition
        self.is_away = False
        self.house: House | None = None

    @contextmanager
    def open(self) -> Iterator[House]:
        """The house, where the cluster is there."""
        if self.is_away:
            raise ClusterUnreachable(cluster="zuid")
        with open_house(settings_of(self.partition)) as house:
            self.house = house
            yield house


def two_clusters(new_partition: Callable[[], Partition]) -> tuple[Cluster, Cluster]:
    """Two municipalities; in the first a year has passed."""
    first, second = new_partition(), new_partition()
    copied(a_year_in_town(), log_of(first))
    return Cluster(first), Cluster(second)


@contextmanager
def served(*clusters: Cluster, hosts: dict[str, str] | None = None) -> Iterator[TestClient]:
    """A process that serves these."""
    openings = {
        each.partition.schema: Opening(each.partition.schema, each.open, retry_seconds=0.05)
        for each in clusters
    }
    municipalities = Municipalities(openings, hosts or {})
    with (
        municipalities.open(first_try_seconds=60.0),
        TestClient(municipalities, raise_server_exceptions=False) as client,
    ):
        yield client


def host(cluster: Cluster) -> dict[str, str]:
    """The header that names a municipality."""
    return {"host": f"{cluster.partition.schema}.example:8033"}
