"""Whether both logs of a partition are whole: what a database should show after any restore.

Every position from 0 to the head has its entry, every stream its versions from 0, times never go
back, and the commands that were accepted account for every entry once. Read in one snapshot, as the
application's role, while the application goes on. That nothing in an entry was changed is another
question, which this does not answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import LiteralString

from psycopg import IsolationLevel
from psycopg.sql import SQL, Identifier

from adapters.postgres.pool import Pool
from adapters.postgres.projection_tables import Session

LOGS = ("main", "ballot")

_WRONG: dict[str, LiteralString] = {
    "positions": """
        SELECT abs(head.next_position - found.entries)
            + abs(head.next_position - found.after_last)
        FROM {head} head, (SELECT count(*) AS entries, coalesce(max(position) + 1, 0) AS after_last
            FROM {log}) found""",
    "versions": """
        SELECT count(*) FROM (SELECT FROM {log} GROUP BY stream
            HAVING count(*) <> max(version) + 1) streams""",
    "commands": """
        SELECT count(*) FILTER (WHERE first_position <> after_former)
            + (SELECT abs(next_position - (SELECT coalesce(sum(event_count), 0)
                FROM {commands} WHERE first_position IS NOT NULL)) FROM {head})
        FROM (SELECT first_position, lag(first_position + event_count, 1, 0::bigint)
                OVER (ORDER BY first_position) AS after_former
            FROM {commands} WHERE first_position IS NOT NULL) accepted""",
}
"""For each rule, how often it is broken."""
_TIMES: LiteralString = """
    SELECT count(*) FILTER (WHERE appended_at < before)
        + count(*) FILTER (WHERE appended_at > (SELECT last_time FROM {head}))
    FROM (SELECT appended_at, lag(appended_at) OVER (ORDER BY position) AS before
        FROM {log}) entries"""
_LENGTH: LiteralString = "SELECT next_position FROM {head}"


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that one log (`main`, `ballot`) does not keep, and how often."""

    log: str
    rule: str
    times: int


@dataclass(frozen=True, slots=True)
class LogCheck:
    """How long each log is, and what is wrong with them."""

    lengths: dict[str, int]
    broken: tuple[Broken, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing is."""
        return not self.broken


def check_log(pool: Pool, schema: str) -> LogCheck:
    """Check both logs of a partition; reads all of them: seconds per million entries."""
    with pool.connection() as session:
        session.set_autocommit(False)
        session.set_isolation_level(IsolationLevel.REPEATABLE_READ)
        try:
            with session.transaction():
                lengths = {log: _number(session, schema, log, _LENGTH) for log in LOGS}
                broken = tuple(each for log in LOGS for each in _broken(session, schema, log))
        finally:
            session.set_isolation_level(None)
            session.set_autocommit(True)
    return LogCheck(lengths, broken)


def _broken(session: Session, schema: str, log: str) -> list[Broken]:
    rules = _WRONG | ({"times": _TIMES} if log == "main" else {})
    found = [Broken(log, rule, _number(session, schema, log, sql)) for rule, sql in rules.items()]
    return [each for each in found if each.times]


def _number(session: Session, schema: str, log: str, query: LiteralString) -> int:
    names = {name: Identifier(schema, f"{log}_{name}") for name in ("log", "head", "commands")}
    row = session.execute(SQL(query).format(**names)).fetchone()
    return int(row[0]) if row else 0
