"""The rules that the SQL of a partition keeps, each as a function to the sentences it offends with.

They are what lets the same SQL run on one PostgreSQL, on many, and on Citus with a schema per
partition, and what keeps the log's order true: docs/decisions/0002-append-function-and-tables.md.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.architecture.sources import Source

PLACEHOLDER = re.compile(r"\{\{(schema|vault|register)\}\}")
BODY = re.compile(r"\$function\$(.*?)\$function\$", re.DOTALL)
NAMED = re.compile(
    r"\b(?:INTO|UPDATE|FROM|JOIN|TABLE|VIEW|FUNCTION|SCHEMA|ON)"
    r"(?:\s+IF\s+(?:NOT\s+)?EXISTS|\s+ONLY)?\s+([\w{}.\"]+)",
    re.IGNORECASE,
)
GRANTED = re.compile(
    r"(?:GRANT|REVOKE)\b.*?\bON (?:TABLE |FUNCTION |SCHEMA )?(.*?)\s+(?:TO|FROM)\b",
    re.IGNORECASE | re.DOTALL,
)
KEYWORDS = {"SCHEMA", "TABLE", "FUNCTION", "PUBLIC"}
"""What may follow a word that a name follows too."""
SCHEMA_OF = {"{schema}": "log", "{vault}": "vault", "{register}": "register"}
_SQL_BEGINS = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH|COPY|MERGE)\b")


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a migration without comments; `body` is that of the function it makes."""

    head: str
    body: str = ""

    @property
    def text(self) -> str:
        """All of it."""
        return f"{self.head} {self.body}"

    @property
    def about(self) -> str:
        """What to call it in a sentence."""
        return " ".join(self.head.split())[:60]


Rule = Callable[[Statement], Iterator[str]]


def statements_of(text: str) -> list[Statement]:
    """The statements of a migration."""
    bare = re.sub(r"--[^\n]*", "", text)
    bodies: list[str] = []

    def put_aside(found: re.Match[str]) -> str:
        bodies.append(found.group(1))
        return f"$body{len(bodies) - 1}$"

    statements = []
    for part in BODY.sub(put_aside, bare).split(";"):
        if part.strip():
            kept = re.search(r"\$body(\d+)\$", part)
            statements.append(Statement(part.strip(), bodies[int(kept.group(1))] if kept else ""))
    return statements


def _offends(statement: Statement, pattern: str, says: str) -> Iterator[str]:
    for found in re.findall(pattern, statement.text, re.IGNORECASE):
        yield f"{statement.about}: {says} ({found})"


def nothing_happens_behind_ones_back(statement: Statement) -> Iterator[str]:
    """No triggers, rules or views: a write does what it says, to the table that it names."""
    pattern = r"\bTRIGGER\b|\bCREATE (?:OR REPLACE )?(?:RULE|(?:MATERIALIZED |TEMP )?VIEW)\b"
    yield from _offends(statement, pattern, "acts behind one's back")


def only_the_head_row_orders(statement: Statement) -> Iterator[str]:
    """Order and mutual exclusion come from the head row, which is all that a move carries along."""
    pattern = (
        r"\bLOCK TABLE\b|\bLISTEN\b|\bNOTIFY\b|\w*advisory\w*"
        r"|\bnextval\b|\b\w*serial\b|\bSEQUENCE\b|\bIDENTITY\b"
    )
    yield from _offends(statement, pattern, "orders by something else than the head row")


def the_lock_is_a_write(statement: Statement) -> Iterator[str]:
    """A lock that only reads shows an old head while a schema moves."""
    yield from _offends(
        statement, r"\bFOR (?:NO KEY )?(?:UPDATE|SHARE|KEY SHARE)\b", "locks by reading"
    )
    writes_a_log = re.search(r"\bINSERT INTO (?:main|ballot)_log\b", statement.body)
    if writes_a_log is None:
        return
    lock = re.search(r"\bUPDATE (?:main|ballot)_head\b", statement.body)
    looks = re.search(
        r"\bFROM (?:main_log|ballot_log|fences|main_commands|ballot_commands)\b", statement.body
    )
    if lock is None or (looks is not None and looks.start() < lock.start()):
        yield f"{statement.about}: looks before it has the lock"


def no_schema_points_into_another(statement: Statement) -> Iterator[str]:
    """Log, vault and register may live on different servers: no statement needs two of them."""
    schemas = set(PLACEHOLDER.findall(statement.text))
    if len(schemas) > 1:
        yield f"{statement.about}: names {', '.join(sorted(schemas))}"
    yield from _offends(statement, r"\bFOREIGN KEY\b|\bREFERENCES\b", "points to another table")


def names_are_qualified(statement: Statement) -> Iterator[str]:
    """Every name has its schema, or the function that uses it fixes where names are looked up."""
    head = statement.head.split("$body")[0]
    granted = GRANTED.match(head)
    named = NAMED.findall(head) + (granted.group(1).split(",") if granted else [])
    for name in (name.strip() for name in named):
        if "{{" not in name and name.upper() not in KEYWORDS:
            yield f"{statement.about}: {name} has no schema"
    if statement.body and not re.search(r"SET search_path = \{\{\w+\}\}, pg_temp\b", head):
        yield f"{statement.about}: does not say where its names are looked up"


def a_collision_is_an_error(statement: Statement) -> Iterator[str]:
    """Functions neither swallow a conflict nor ask which constraint it was."""
    if statement.body:
        yield from _offends(
            statement, r"\bON CONFLICT\b|\bEXCEPTION\s+WHEN\b", "swallows a conflict"
        )
    pattern = r"\bCONSTRAINT \w+|\bconstraint_name\b|\bGET STACKED DIAGNOSTICS\b"
    yield from _offends(statement, pattern, "names a constraint")


def time_is_the_clock(statement: Statement) -> Iterator[str]:
    """`now()` is the time at which a transaction began to wait."""
    pattern = (
        r"(?<!clock_)\b(?:now|transaction_timestamp|statement_timestamp)\(\)|\bcurrent_timestamp\b"
    )
    yield from _offends(statement, pattern, "takes the time before the lock")


def a_function_that_writes_is_volatile(statement: Statement) -> Iterator[str]:
    """What writes says so: PostgreSQL may leave out a call, or repeat it, of what does not."""
    if not statement.body:
        return
    if (
        re.search(r"\b(INSERT|UPDATE|DELETE)\b", statement.body)
        and "VOLATILE" not in statement.head
    ):
        yield f"{statement.about}: writes, and is not VOLATILE"


RULES: tuple[Rule, ...] = (
    nothing_happens_behind_ones_back,
    only_the_head_row_orders,
    the_lock_is_a_write,
    no_schema_points_into_another,
    names_are_qualified,
    a_collision_is_an_error,
    time_is_the_clock,
    a_function_that_writes_is_volatile,
)


def functions_open_to_everybody(statements: list[Statement]) -> Iterator[str]:
    """Functions that are not taken away from everybody, whom PostgreSQL lets call a new one."""
    made = {
        name
        for each in statements
        for name in re.findall(r"CREATE (?:OR REPLACE )?FUNCTION ([\w{}.]+)", each.head)
    }
    closed = {
        name
        for each in statements
        if re.match(r"REVOKE ALL ON FUNCTION\b", each.head) and "FROM PUBLIC" in each.head
        for name in re.findall(r"\{\{\w+\}\}\.\w+", each.head)
    }
    yield from sorted(made - closed)


def queries_in(source: Source) -> Iterator[str]:
    """The statements of SQL that stand as texts in a Python file."""
    for node in ast.walk(source.tree):
        text = node.value if isinstance(node, ast.Constant) else None
        if isinstance(text, str) and _SQL_BEGINS.match(text):
            yield text


def query_offences(query: str) -> Iterator[str]:
    """What a query of the application does that one partition on one server would not need."""
    about = " ".join(query.split())[:60]
    schemas = {name for placeholder, name in SCHEMA_OF.items() if placeholder in query}
    if len(schemas) > 1:
        yield f"{about}: names {', '.join(sorted(schemas))}"
    if re.search(r"\bLOCK TABLE\b|\bNOTIFY\b|advisory_|\bON CONSTRAINT\b", query):
        yield f"{about}: orders by something else than the head row"
    if re.search(r"_head\b.*\bFOR (?:NO KEY )?(?:UPDATE|SHARE)\b", query, re.DOTALL):
        yield f"{about}: locks the head by reading"
