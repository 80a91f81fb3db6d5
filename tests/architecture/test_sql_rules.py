"""The SQL of migrations and adapters keeps the rules of a partition; each rule is shown to bite."""

from __future__ import annotations

import re

import pytest

from adapters.postgres.migrate import MIGRATIONS, migrations_in
from tests.architecture.sources import sources
from tests.architecture.sql_rules import (
    RULES,
    Rule,
    a_collision_is_an_error,
    a_function_that_writes_is_volatile,
    functions_open_to_everybody,
    names_are_qualified,
    no_schema_points_into_another,
    nothing_happens_behind_ones_back,
    only_the_head_row_orders,
    queries_in,
    query_offences,
    statements_of,
    the_lock_is_a_write,
    time_is_the_clock,
)

STATEMENTS = [
    statement
    for migration in migrations_in(MIGRATIONS)
    for statement in statements_of(migration.text)
]
FUNCTION = (
    "CREATE FUNCTION {{schema}}.f() RETURNS void LANGUAGE plpgsql VOLATILE\n"
    "%s AS $function$\n%s\n$function$;"
)
FIXED = "SET search_path = {{schema}}, pg_temp"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_rule_holds_in_every_migration(rule: Rule) -> None:
    assert [offence for statement in STATEMENTS for offence in rule(statement)] == []


def test_no_function_is_open_to_everybody() -> None:
    assert list(functions_open_to_everybody(STATEMENTS)) == []


def test_no_query_of_the_adapters_needs_more_than_one_schema_or_another_order() -> None:
    ours = [source for source in sources("adapters") if not source.within("adapters/bench")]
    queries = [query for source in ours for query in queries_in(source)]
    assert len(queries) > 20
    assert [offence for query in queries for offence in query_offences(query)] == []


def test_all_of_the_migrations_is_read() -> None:
    read = " ".join(statement.text for statement in STATEMENTS)
    for word in ("append_main", "append_ballots", "shut_fence", "kept_texts", "issued_passes"):
        assert re.search(rf"CREATE (TABLE|FUNCTION) \{{\{{\w+\}}\}}\.{word}\b", read)
    assert sum(bool(statement.body) for statement in STATEMENTS) >= 3


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (nothing_happens_behind_ones_back, "CREATE TRIGGER t BEFORE INSERT ON {{schema}}.a"),
        (nothing_happens_behind_ones_back, "CREATE VIEW {{schema}}.v AS SELECT 1"),
        (nothing_happens_behind_ones_back, "CREATE RULE r AS ON INSERT TO {{schema}}.a DO NOTHING"),
        (only_the_head_row_orders, "LOCK TABLE {{schema}}.main_log"),
        (only_the_head_row_orders, "SELECT pg_advisory_xact_lock(1)"),
        (only_the_head_row_orders, "CREATE TABLE {{schema}}.a (n bigserial)"),
        (
            only_the_head_row_orders,
            "CREATE TABLE {{schema}}.a (n int GENERATED ALWAYS AS IDENTITY)",
        ),
        (only_the_head_row_orders, FUNCTION % (FIXED, "BEGIN NOTIFY appended; END")),
        (the_lock_is_a_write, "SELECT 1 FROM {{schema}}.main_head FOR UPDATE"),
        (the_lock_is_a_write, FUNCTION % (FIXED, "INSERT INTO main_log SELECT 1;")),
        (
            the_lock_is_a_write,
            FUNCTION
            % (FIXED, "SELECT 1 FROM fences; UPDATE main_head SET n = n; INSERT INTO main_log x;"),
        ),
        (no_schema_points_into_another, "SELECT 1 FROM {{schema}}.a JOIN {{vault}}.b USING (c)"),
        (
            no_schema_points_into_another,
            "CREATE TABLE {{schema}}.a (n int REFERENCES {{schema}}.b)",
        ),
        (names_are_qualified, "CREATE TABLE a (n int)"),
        (names_are_qualified, "CREATE INDEX i ON main_log (stream)"),
        (names_are_qualified, "INSERT INTO main_head (n) VALUES (0)"),
        (names_are_qualified, "GRANT SELECT ON main_log TO {{app}}"),
        (names_are_qualified, "GRANT SELECT ON {{schema}}.a, main_log TO {{app}}"),
        (names_are_qualified, "ALTER TABLE a ADD COLUMN n int"),
        (names_are_qualified, "ALTER TABLE IF EXISTS a ADD COLUMN n int"),
        (names_are_qualified, FUNCTION % ("", "SELECT 1;")),
        (names_are_qualified, FUNCTION % ("SET search_path = public", "SELECT 1;")),
        (a_collision_is_an_error, FUNCTION % (FIXED, "INSERT INTO a x ON CONFLICT DO NOTHING;")),
        (a_collision_is_an_error, FUNCTION % (FIXED, "EXCEPTION WHEN unique_violation THEN")),
        (a_collision_is_an_error, "ALTER TABLE {{schema}}.a ADD CONSTRAINT one UNIQUE (n)"),
        (time_is_the_clock, "CREATE TABLE {{schema}}.a (t timestamptz DEFAULT now())"),
        (time_is_the_clock, FUNCTION % (FIXED, "moment := current_timestamp;")),
        (
            a_function_that_writes_is_volatile,
            (FUNCTION % (FIXED, "DELETE FROM a;")).replace(" VOLATILE", ""),
        ),
    ],
)
def test_a_rule_catches_an_offence(rule: Rule, text: str) -> None:
    assert [offence for statement in statements_of(text) for offence in rule(statement)]


def test_a_function_that_everybody_may_call_is_caught() -> None:
    made = FUNCTION % (FIXED, "SELECT 1;")
    assert list(functions_open_to_everybody(statements_of(made))) == ["{{schema}}.f"]
    closed = f"{made} REVOKE ALL ON FUNCTION {{{{schema}}}}.f FROM PUBLIC;"
    assert list(functions_open_to_everybody(statements_of(closed))) == []


@pytest.mark.parametrize(
    "query",
    [
        "SELECT 1 FROM {schema}.main_log JOIN {vault}.kept_texts ON true",
        "WITH a AS (SELECT 1 FROM {register}.rounds) SELECT 1 FROM {schema}.main_log",
        "SELECT pg_advisory_lock(1)",
        "SELECT next_position FROM {schema}.main_head FOR UPDATE",
        "INSERT INTO {schema}.a VALUES (1) ON CONFLICT ON CONSTRAINT one DO NOTHING",
    ],
)
def test_a_query_that_goes_too_far_is_caught(query: str) -> None:
    assert list(query_offences(query))
