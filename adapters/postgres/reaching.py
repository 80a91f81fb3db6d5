"""Reaching a cluster: a connection to it, or the reason why not, with what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import Connection, OperationalError, ProgrammingError
from psycopg.rows import TupleRow

from adapters.postgres.pool import CONNECT_SECONDS_MAX
from domain.errors import UNAVAILABLE, Refusal


class ClusterUnreachable(Refusal):
    code = "cluster.unreachable"
    status = UNAVAILABLE
    dutch = (
        "De database van cluster {cluster} is niet te bereiken. Kijk of zij draait en of het adres "
        "klopt; daarna gaat het vanzelf weer."
    )
    english = (
        "The database of cluster {cluster} cannot be reached. See whether it runs and whether its "
        "address is right; then it works again by itself."
    )


class ClusterFull(Refusal):
    code = "cluster.too_many_connections"
    status = UNAVAILABLE
    dutch = (
        "Cluster {cluster} heeft geen verbinding meer vrij. Stop processen die er geen nodig "
        "hebben, of verhoog max_connections (docs/scaling.md rekent het voor)."
    )
    english = (
        "Cluster {cluster} has no connection left. Stop processes that need none, or raise "
        "max_connections (docs/scaling.md has the sum)."
    )


class ClusterReadOnly(Refusal):
    code = "cluster.read_only"
    status = UNAVAILABLE
    dutch = (
        "De database van cluster {cluster} is alleen te lezen: een replica, of zo ingesteld. "
        "Verwijs naar de server waarin geschreven wordt."
    )
    english = (
        "The database of cluster {cluster} can only be read: a replica, or set so. Point to the "
        "server that is written to."
    )


class SignInRefused(Refusal):
    code = "cluster.sign_in_refused"
    status = UNAVAILABLE
    dutch = (
        "Cluster {cluster} laat de rol van deze partitie niet toe. Voer 'wijkkas migrate' uit als "
        "eigenaar, of zet het juiste wachtwoord."
    )
    english = (
        "Cluster {cluster} does not let the role of this partition in. Run 'wijkkas migrate' as "
        "the owner, or set the right password."
    )


class DatabaseMissing(Refusal):
    code = "cluster.database_missing"
    status = UNAVAILABLE
    dutch = (
        "Cluster {cluster} heeft de database in het adres niet. Maak haar als beheerder: CREATE "
        "DATABASE … OWNER wijkkas_owner; REVOKE ALL ON DATABASE … FROM PUBLIC."
    )
    english = (
        "Cluster {cluster} does not have the database in the address. Make it as administrator: "
        "CREATE DATABASE … OWNER wijkkas_owner; REVOKE ALL ON DATABASE … FROM PUBLIC."
    )


class AddressInvalid(Refusal):
    code = "cluster.address_invalid"
    status = UNAVAILABLE
    dutch = "Het adres van cluster {cluster} is geen adres van PostgreSQL: postgresql://host/naam."
    english = "The address of cluster {cluster} is none of PostgreSQL's: postgresql://host/name."


# What a server says when it has no place left. On connecting there is no code, only this text; one
# in another language counts as not reachable, which is true as well.
_FULL = ("too many clients", "too many connections", "remaining connection slots")
_NOT_LET_IN = (
    "authentication failed",
    "does not exist",
    "no pg_hba.conf entry",
    "no password",
    "permission denied",
)


@contextmanager
def reached(
    address: str, cluster: str, *, purpose: str = "wijkkas"
) -> Iterator[Connection[TupleRow]]:
    """A connection in which each statement commits by itself, for the length of the block."""
    try:
        connection = psycopg.connect(
            address,
            autocommit=True,
            application_name=purpose,
            connect_timeout=CONNECT_SECONDS_MAX,
        )
    except ProgrammingError as failure:
        raise AddressInvalid(cluster=cluster) from failure
    except OperationalError as failure:
        raise _why_not(cluster, str(failure)) from failure
    with connection:
        try:
            yield connection
        except OperationalError as lost:
            raise ClusterUnreachable(cluster=cluster) from lost


def _why_not(cluster: str, said: str) -> Refusal:
    if any(words in said for words in _FULL):
        return ClusterFull(cluster=cluster)
    if 'FATAL:  database "' in said and "does not exist" in said:
        return DatabaseMissing(cluster=cluster)
    if any(words in said for words in _NOT_LET_IN):
        return SignInRefused(cluster=cluster)
    return ClusterUnreachable(cluster=cluster)


def refuse_read_only(connection: Connection[TupleRow], cluster: str) -> None:
    """Raise `ClusterReadOnly` where nothing can be written: on a replica, or by a setting."""
    row = connection.execute("SELECT current_setting('transaction_read_only')::boolean").fetchone()
    if row == (True,):
        raise ClusterReadOnly(cluster=cluster)
