"""What a retry leaves in the journal: the kind of failure, and never whose ballot it was about."""

from __future__ import annotations

import pytest
from psycopg import Connection
from psycopg.rows import TupleRow
from structlog.testing import capture_logs

from adapters.postgres.attempts import attempt
from tests.integration.conftest import Partition

PASS_ID = "ab" * 16


def test_a_retry_names_the_kind_of_failure_and_no_voting_pass(
    database: Partition, capfd: pytest.CaptureFixture[str]
) -> None:
    tries = 0

    def fails_once(connection: Connection[TupleRow]) -> str:
        nonlocal tries
        tries += 1
        if tries == 1:
            connection.execute(
                """DO $$ BEGIN RAISE unique_violation
                   USING MESSAGE = 'Key (stream)=(ballot:round:%s) exists'; END $$""".replace(
                    "%s", PASS_ID
                )
            )
        return "done"

    with capture_logs() as journal:
        assert attempt(database.pool, fails_once) == "done"
    assert [line["failure"] for line in journal] == ["UniqueViolation"]
    assert PASS_ID not in str(journal) + "".join(capfd.readouterr())
