"""The one composition root: opens a partition and puts every port behind its real adapter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from adapters.dutch_holidays import is_dutch_holiday
from adapters.house import House
from adapters.partition_directory import (
    DirectoryFile,
    OneDatabase,
    as_role,
    directory_of,
    role_of,
)
from adapters.pass_watch import PostgresPassWatch
from adapters.postgres.append_notices import AppendNotices
from adapters.postgres.draw_seeds import PostgresDrawSeeds
from adapters.postgres.embedded import embedded_database
from adapters.postgres.epochs import Epochs
from adapters.postgres.log import PostgresBallotLog, PostgresLog
from adapters.postgres.migrate import migrate
from adapters.postgres.partition_entry import looked_at
from adapters.postgres.pool import Pool, open_pool
from adapters.postgres.projector import Projector
from adapters.postgres.roles import password_in, role_in
from adapters.postgres.vault import PostgresVault
from adapters.postgres.views import PostgresViews
from adapters.settings import Settings
from adapters.voting_pass_register import Ed25519PassCheck, PostgresVotingPassRegister
from application.ballot_box import BallotBox
from application.command_desk import CommandDesk
from application.handlers import handlers
from application.partition_directory import PartitionDirectory, Place
from application.streams import RememberedStreams
from domain.errors import Refusal


class OwnerUrlMissing(Refusal):
    code = "database.owner_url_missing"
    dutch = "Migreren gebeurt als eigenaar: zet WIJKKAS_OWNER_URL, of owner_url in de lijst."
    english = (
        "Migrating is done as the owner: set WIJKKAS_OWNER_URL, or owner_url in the directory."
    )


@contextmanager
def open_house(
    settings: Settings, data: Path | None = None, *, demo: bool = False
) -> Iterator[House]:
    """A partition that is ready to use, for the length of the block.

    With `data`, or without a server, on an embedded database that is made and migrated where
    needed; `demo` marks one that is made now as a demonstration. Elsewhere the partition is found
    through the directory and used as it is: raises `PartitionUnknown` and what `looked_at` raises.
    """
    with _places(settings, data) as (places, is_embedded):
        place = places.place(settings.partition)
        if is_embedded:
            migrate_place(place, demo=demo)
        is_demo = looked_at(place)
        epochs = Epochs()
        with open_pool(
            place.address,
            place.partition,
            connections_max=settings.connections,
            when_connected=epochs.note,
        ) as pool:
            yield _furnished(settings, pool, epochs, is_demo=is_demo)


def hosts_of(settings: Settings) -> Mapping[str, str]:
    """The partition that answers under the name of a host, where the directory says so."""
    directory = directory_of(settings)
    return directory.hosts if isinstance(directory, DirectoryFile) else {}


@contextmanager
def partitions_of(settings: Settings, data: Path | None) -> Iterator[PartitionDirectory]:
    """The partitions of this installation: of its directory, or the one of an embedded database."""
    with _places(settings, data) as (places, _):
        yield places


def migrate_place(place: Place, *, demo: bool = False) -> list[str]:
    """Bring a partition to this version as its owner, and return what was applied.

    Raises `OwnerUrlMissing` where its owner is not known here, and what `migrate` raises.
    """
    if place.owner_address is None:
        raise OwnerUrlMissing()
    return migrate(
        place.owner_address,
        place.partition,
        role_in(place.address),
        app_password=password_in(place.address),
        demo=demo,
        cluster=place.cluster,
    )


@contextmanager
def _places(settings: Settings, data: Path | None) -> Iterator[tuple[PartitionDirectory, bool]]:
    """The directory, and whether it is that of an embedded database."""
    on_a_server = settings.directory is not None or settings.database_url is not None
    if data is None and on_a_server:
        yield directory_of(settings), False
        return
    with embedded_database(data or settings.data_directory) as database:
        address = as_role(database.app_url, role_of(settings.partition))
        yield OneDatabase(settings.partition, address, database.owner_url), True


def _furnished(settings: Settings, pool: Pool, epochs: Epochs, *, is_demo: bool) -> House:
    schema = settings.partition
    notices = AppendNotices()
    log = PostgresLog(pool, schema, notices)
    ballot_log = PostgresBallotLog(pool, schema, notices)
    streams = RememberedStreams(log)
    epochs.when_new(streams.forget)
    passes = PostgresVotingPassRegister(pool, schema)
    ballot_box = BallotBox(ballot_log, streams, Ed25519PassCheck(), when_shut=passes.close_round)
    carried_out_by = handlers(
        ballot_box, passes.open_round, PostgresDrawSeeds(pool, schema), is_dutch_holiday
    )
    return House(
        settings=settings,
        is_demo=is_demo,
        log=log,
        ballot_log=ballot_log,
        streams=streams,
        desk=CommandDesk(log, streams, carried_out_by, examples_may_act=is_demo),
        ballot_box=ballot_box,
        vault=PostgresVault(pool, schema),
        passes=passes,
        pass_watch=PostgresPassWatch(pool, schema),
        views=PostgresViews(pool, schema),
        projector=Projector(pool, schema, log),
        now=lambda: datetime.now(UTC),
        notices=notices,
        pool=pool,
        epochs=epochs,
    )
