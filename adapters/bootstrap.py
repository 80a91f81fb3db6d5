"""The one composition root: opens a partition and puts every port behind its real adapter."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier, Literal

from adapters.house import House
from adapters.postgres.append_notices import AppendNotices
from adapters.postgres.draw_seeds import PostgresDrawSeeds
from adapters.postgres.embedded import Database, embedded_database
from adapters.postgres.log import PostgresBallotLog, PostgresLog
from adapters.postgres.migrate import migrate
from adapters.postgres.pool import Pool, open_pool
from adapters.postgres.projector import Projector
from adapters.postgres.roles import ApplicationRoleTooPowerful, password_in, role_in
from adapters.postgres.vault import PostgresVault
from adapters.postgres.views import PostgresViews
from adapters.settings import Settings
from adapters.voting_pass_register import Ed25519PassCheck, PostgresVotingPassRegister
from application.ballot_box import BallotBox
from application.command_desk import CommandDesk
from application.handlers import handlers
from application.streams import RememberedStreams
from domain.errors import UNAVAILABLE, Refusal


class NotMigrated(Refusal):
    code = "database.not_migrated"
    status = UNAVAILABLE
    dutch = "De database heeft partitie {partition} nog niet. Voer eerst 'wijkkas migrate' uit."
    english = "The database does not have partition {partition} yet. Run 'wijkkas migrate' first."


class OwnerUrlMissing(Refusal):
    code = "database.owner_url_missing"
    dutch = "Migreren gebeurt als eigenaar: zet WIJKKAS_OWNER_URL."
    english = "Migrating is done as the owner: set WIJKKAS_OWNER_URL."


@contextmanager
def open_house(
    settings: Settings, data: Path | None = None, *, demo: bool = False
) -> Iterator[House]:
    """A partition that is ready to use, for the length of the block.

    With `data`, or without a `DATABASE_URL`, on an embedded database that is made and migrated
    where needed; `demo` marks one that is made now as a demonstration. A server is used as it is:
    raises `NotMigrated` where the partition is missing, and `ApplicationRoleTooPowerful` for a role
    that could change the log.
    """
    with _database(settings, data) as database:
        if database is not None:
            migrate_partition(database, settings, demo=demo)
            app_url = database.app_url
        else:
            app_url = _server_url(settings)
        with open_pool(app_url, settings.partition) as pool:
            yield _furnished(settings, pool)


def migrate_partition(database: Database, settings: Settings, *, demo: bool = False) -> list[str]:
    """Bring the partition to this version as owner, and return what was applied."""
    return migrate(
        database.owner_url,
        settings.partition,
        role_in(database.app_url),
        app_password=password_in(database.app_url),
        demo=demo,
    )


@contextmanager
def migratable_database(settings: Settings, data: Path | None) -> Iterator[Database]:
    """The database as its owner may reach it. Raises `OwnerUrlMissing` for a server without."""
    with _database(settings, data) as database:
        if database is not None:
            yield database
        elif settings.owner_url is None:
            raise OwnerUrlMissing()
        else:
            yield Database(_server_url(settings), settings.owner_url.get_secret_value())


@contextmanager
def _database(settings: Settings, data: Path | None) -> Iterator[Database | None]:
    """The embedded database, or None where a server is to be used."""
    if data is None and settings.database_url is not None:
        yield None
        return
    with embedded_database(data or settings.data_directory) as database:
        yield database


def _server_url(settings: Settings) -> str:
    return settings.database_url.get_secret_value() if settings.database_url else ""


def _furnished(settings: Settings, pool: Pool) -> House:
    schema = settings.partition
    is_demo = _is_demo(pool, schema)
    notices = AppendNotices()
    log = PostgresLog(pool, schema, notices)
    ballot_log = PostgresBallotLog(pool, schema, notices)
    streams = RememberedStreams(log)
    passes = PostgresVotingPassRegister(pool, schema)
    ballot_box = BallotBox(ballot_log, streams, Ed25519PassCheck(), when_shut=passes.close_round)
    carried_out_by = handlers(ballot_box, passes.open_round, PostgresDrawSeeds(pool, schema))
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
        views=PostgresViews(pool, schema),
        projector=Projector(pool, schema, log),
        now=lambda: datetime.now(UTC),
        notices=notices,
        pool=pool,
    )


_INSTALLATION = SQL(
    """
    SELECT demo, current_user,
        has_table_privilege({log}, 'INSERT, UPDATE, DELETE, TRUNCATE')
    FROM {installation}
    """
)


def _is_demo(pool: Pool, schema: str) -> bool:
    """Whether this is a demonstration.

    Raises `ApplicationRoleTooPowerful` for a role that could change what stands in the log.
    """
    log = Identifier(schema, "main_log").as_string(None)
    query = _INSTALLATION.format(log=Literal(log), installation=Identifier(schema, "installation"))
    try:
        with pool.connection() as connection:
            row = connection.execute(query).fetchone()
    except (psycopg.errors.UndefinedTable, psycopg.errors.InsufficientPrivilege) as missing:
        raise NotMigrated(partition=schema) from missing
    demo, role, may_write = row or (False, None, False)
    if may_write:
        raise ApplicationRoleTooPowerful(role=role)
    return bool(demo)
