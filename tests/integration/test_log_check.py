"""`wijkkas check-log`: a log that is whole, and each way in which one can be broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.command_line.answering import Language
from adapters.command_line.check_log import BROKEN, tell
from adapters.postgres.log_check import Broken, LogCheck, check_log
from tests.integration.conftest import Partition
from tests.integration.installation import Installation
from tests.integration.logs import logs_of
from tests.integration.sessions import owner_session
from tests.integration.submissions import ROUND, ballot, command, events, open_round


@pytest.fixture
def filled(database: Partition) -> Partition:
    """A partition with events, refusals and ballots."""
    logs = logs_of(database)
    logs.main.append([open_round(ROUND), command(*events("a", 0, 3)), command(refusal="a.b")])
    logs.main.append([command(*events("a", 3), *events("b", 0))])
    logs.ballots.append([ballot("x"), ballot("y")])
    return database


BREAKING: dict[str, tuple[str, set[Broken]]] = {
    "an entry is gone": (
        "DELETE FROM main_log WHERE position = 2",
        {Broken("main", "positions", 1), Broken("main", "versions", 1)},
    ),
    "the end is gone": (
        "DELETE FROM main_log WHERE position = 5",
        {Broken("main", "positions", 2)},
    ),
    "the head is behind": (
        "UPDATE main_head SET next_position = 5",
        {Broken("main", "positions", 2), Broken("main", "commands", 1)},
    ),
    "an outcome is gone": (
        "DELETE FROM main_commands WHERE first_position = 1",
        {Broken("main", "commands", 4)},
    ),
    "two commands have one event": (
        "UPDATE main_commands SET first_position = 3 WHERE first_position = 4",
        {Broken("main", "commands", 1)},
    ),
    "time goes back": (
        "UPDATE main_log SET appended_at = appended_at - interval '1 hour' WHERE position = 4",
        {Broken("main", "times", 1)},
    ),
    "an entry is later than the last one": (
        "UPDATE main_head SET last_time = '-infinity'",
        {Broken("main", "times", 6)},
    ),
    "a ballot is gone": (
        "DELETE FROM ballot_log WHERE stream = 'x'",
        {Broken("ballot", "positions", 1)},
    ),
    "a ballot's outcome is gone": (
        "DELETE FROM ballot_commands WHERE first_position = 0",
        {Broken("ballot", "commands", 2)},
    ),
}


def test_an_empty_log_is_whole(database: Partition) -> None:
    found = check_log(database.pool, database.schema)
    assert (found.whole, found.lengths) == (True, {"main": 0, "ballot": 0})


def test_a_log_that_was_only_appended_to_is_whole(filled: Partition) -> None:
    found = check_log(filled.pool, filled.schema)
    assert (found.broken, found.lengths) == ((), {"main": 6, "ballot": 2})


@pytest.mark.parametrize(("statement", "broken"), BREAKING.values(), ids=BREAKING)
def test_what_is_broken_is_found(filled: Partition, statement: str, broken: set[Broken]) -> None:
    with owner_session(filled) as owner:
        assert owner.execute(statement.encode()).rowcount > 0
    assert set(check_log(filled.pool, filled.schema).broken) == broken
    with filled.pool.connection() as session:
        assert session.autocommit


class TestTheCommand:
    def test_ends_with_0_where_the_log_is_whole(self, filled: Partition, tmp_path: Path) -> None:
        code, answer = Installation(filled, tmp_path).wijkkas("check-log")
        lengths = {"main": 6, "ballot": 2}
        assert (code, answer) == (0, {"whole": True, "lengths": lengths, "broken": []})

    def test_ends_with_1_and_says_what_is_broken(self, filled: Partition, tmp_path: Path) -> None:
        with owner_session(filled) as owner:
            owner.execute("DELETE FROM ballot_log WHERE stream = 'x'")
        code, answer = Installation(filled, tmp_path).wijkkas("check-log")
        broken = [{"log": "ballot", "rule": "positions", "times": 1}]
        assert (code, answer["whole"], answer["broken"]) == (1, False, broken)

    @pytest.mark.parametrize(
        ("language", "said"),
        [("nl", "ballot: de posities sluiten niet aan"), ("en", "ballot: positions do not add up")],
    )
    def test_says_it_in_the_language_of_the_operator(
        self, language: Language, said: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        tell(LogCheck({"main": 6, "ballot": 1}, (Broken("ballot", "positions", 1),)), language)
        first, second = capsys.readouterr().out.splitlines()
        assert first.startswith("main: 6 ")
        assert second.startswith(said)

    def test_has_a_sentence_for_every_rule(self) -> None:
        assert {each.rule for _, found in BREAKING.values() for each in found} == BROKEN.keys()
