"""The watch over fetched voting passes on PostgreSQL, in the register's schema.

Several processes count together: the row of an address is locked while it is counted, so that none
is lost and a signal is told once. The round's own row is locked too, so that nothing is kept of a
round that closes meanwhile.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from psycopg import Connection
from psycopg.rows import TupleRow
from psycopg.sql import SQL, Identifier

from adapters.postgres.attempts import attempt
from adapters.postgres.pool import Pool
from application.pass_watch import PassFetch
from domain.fetched_passes import PassSignal, minute_of

_KEY_BYTES = 32
_FORGOTTEN_AT_ONCE = 1_000
_MINUTES_IN_DAY = 24 * 60

_IS_OPEN = SQL(
    """
    SELECT true FROM {register}.rounds
    WHERE round_id = %(round_id)s AND private_key IS NOT NULL FOR SHARE
    """
)
_MAKE_KEY = SQL(
    """
    INSERT INTO {register}.fetch_keys (round_id, fetch_key) VALUES (%(round_id)s, %(made)s)
    ON CONFLICT DO NOTHING
    """
)
_KEY = SQL("SELECT fetch_key FROM {register}.fetch_keys WHERE round_id = %(round_id)s")
_COUNT = SQL(
    """
    INSERT INTO {register}.fetches AS known
        (round_id, source, period, passes, passes_before, told, stale_after, kept_until)
    VALUES (%(round_id)s, %(source)s, %(period)s, 1, 0, false,
        least(%(stale_after)s, %(kept_until)s), %(kept_until)s)
    ON CONFLICT (round_id, source) DO UPDATE SET
        period = greatest(known.period, excluded.period),
        passes = CASE WHEN known.period >= excluded.period THEN known.passes + 1 ELSE 1 END,
        passes_before = CASE WHEN known.period >= excluded.period THEN known.passes_before
            WHEN known.period = excluded.period - 1 THEN known.passes ELSE 0 END,
        stale_after = least(excluded.stale_after, known.kept_until)
    WHERE NOT known.told
    """
)
_TELL = SQL(
    """
    UPDATE {register}.fetches SET told = true, stale_after = kept_until
    WHERE round_id = %(round_id)s AND source = %(source)s AND NOT told
        AND passes + passes_before >= %(passes)s
    RETURNING true
    """
)
_SIGNAL = SQL(
    """
    INSERT INTO {register}.fetch_signals AS known (round_id, addresses, passes, minutes)
    VALUES (%(round_id)s, 1, %(passes)s, %(minutes)s)
    ON CONFLICT (round_id) DO UPDATE SET addresses = known.addresses + 1
    """
)
_SIGNALS = SQL(
    """
    SELECT round_id, addresses, passes, minutes FROM {register}.fetch_signals
    WHERE round_id = ANY (%s)
    """
)
# What somebody else is counting, or forgetting, is left to them: nobody waits here.
_FORGET = SQL(
    """
    DELETE FROM {register}.fetches WHERE (round_id, source) IN (
        SELECT round_id, source FROM {register}.fetches WHERE stale_after < %s
        ORDER BY stale_after LIMIT %s FOR UPDATE SKIP LOCKED
    )
    """
)


class PostgresPassWatch:
    """One partition's watch, in a schema beside its log."""

    def __init__(self, pool: Pool, schema: str) -> None:
        self._pool = pool
        register = Identifier(f"{schema}_register")
        self._is_open = _IS_OPEN.format(register=register)
        self._make_key = _MAKE_KEY.format(register=register)
        self._key = _KEY.format(register=register)
        self._count = _COUNT.format(register=register)
        self._tell = _TELL.format(register=register)
        self._signal = _SIGNAL.format(register=register)
        self._signals = _SIGNALS.format(register=register)
        self._forget = _FORGET.format(register=register)

    def note(self, fetch: PassFetch) -> None:
        """Count one pass more; see the port. Not repeated when the server goes away meanwhile: it
        could count twice.
        """
        now, minutes = minute_of(fetch.moment), fetch.rule.within_minutes
        period = now // minutes
        values = {
            "round_id": fetch.round_id,
            "made": secrets.token_bytes(_KEY_BYTES),
            "period": period,
            "stale_after": (period + 2) * minutes,
            "kept_until": now + fetch.rule.kept_days * _MINUTES_IN_DAY,
            "passes": fetch.rule.passes_from_one_address,
            "minutes": minutes,
        }
        with self._pool.connection() as connection:
            connection.execute(self._forget, (now, _FORGOTTEN_AT_ONCE))
            with connection.transaction():
                self._counted(connection, fetch.network, values)

    def forget(self, moment: datetime) -> None:
        """Forget what is over by then, a bounded number of rows at a time."""
        asked = (minute_of(moment), _FORGOTTEN_AT_ONCE)
        with self._pool.connection() as connection:
            while connection.execute(self._forget, asked).rowcount == _FORGOTTEN_AT_ONCE:
                pass

    def _counted(
        self, connection: Connection[TupleRow], network: str, values: dict[str, Any]
    ) -> None:
        if connection.execute(self._is_open, values).fetchone() is None:
            return
        connection.execute(self._make_key, values)
        row = connection.execute(self._key, values).fetchone()
        if row is None:
            raise LookupError(f"the key of round {values['round_id']} was made and is not there")
        values["source"] = hashed_network(bytes(row[0]), network)
        connection.execute(self._count, values)
        if connection.execute(self._tell, values).fetchone() is not None:
            connection.execute(self._signal, values)

    def signals(self, round_ids: Iterable[str]) -> Mapping[str, PassSignal]:
        """What was told of these rounds, by round."""
        asked = list(round_ids)
        rows = attempt(
            self._pool,
            lambda connection: connection.execute(self._signals, (asked,)).fetchall(),
        )
        return {row[0]: PassSignal(*row) for row in rows}


def hashed_network(key: bytes, network: str) -> bytes:
    """32 bytes that stand for a network in one round, and for none without the round's key."""
    return hmac.new(key, network.encode(), hashlib.sha256).digest()
