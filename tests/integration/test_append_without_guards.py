"""Each rule of the append functions, taken out: what then goes wrong, and does not with it.

Two sessions are made to meet by holding a lock in between, so that nothing depends on luck.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
import stamina
from psycopg.errors import SerializationFailure, UniqueViolation

from adapters.postgres.embedded import Database
from adapters.postgres.migrate import MIGRATIONS
from adapters.postgres.pool import open_pool
from application.log import (
    FENCE_CLOSED,
    Accepted,
    Conflict,
    Log,
    LogUnavailable,
    Outcome,
    Refused,
    StreamVersion,
    Submission,
)
from tests.integration.conftest import Partition, migrated
from tests.integration.logs import Logs, logs_of
from tests.integration.sessions import owner_session, wait_until_blocked
from tests.integration.submissions import ROUND, ballot, command, events, open_round

Rule = tuple[str, str]
Without = Callable[[Sequence[Rule]], Partition]

LOCK: Rule = (
    """UPDATE main_head SET next_position = next_position
        RETURNING next_position, last_time INTO STRICT head, moment;""",
    "SELECT next_position, last_time INTO STRICT head, moment FROM main_head;",
)
EXPECTED_HEAD: Rule = (
    """last_time = moment
            WHERE next_position = head;""",
    "last_time = moment;",
)
CLOCK_AFTER_THE_LOCK: Rule = ("moment := clock_timestamp();", "moment := now();")
TIME_NEVER_BACK: Rule = ("greatest(moment, clock_timestamp())", "clock_timestamp()")
KNOWN_OUTCOMES: Rule = ("IF one.known_fingerprint IS NOT NULL THEN", "IF false THEN")
UNCHANGED_STREAMS: Rule = ("holds AND heads[read_streams[r]] = read_versions[r];", "holds;")
WHOLE_COMMANDS: Rule = ("heads[event_streams[e]] := heads[event_streams[e]] - 1;", "NULL;")
NEXT_VERSION: Rule = (
    "holds := event_versions[written + 1] = heads[event_streams[written + 1]] + 1;",
    "holds := true;",
)
COLLISIONS_ARE_ERRORS: Rule = (
    "WHERE given.place IS NOT NULL;",
    "WHERE given.place IS NOT NULL ON CONFLICT DO NOTHING;",
)
BALLOT_LOCK = "UPDATE ballot_head SET next_position = next_position RETURNING next_position"
FENCE_UNDER_THE_LOCK: Sequence[Rule] = (
    (f"{BALLOT_LOCK} INTO STRICT head;\n    moment", "moment"),
    ("next_place := head;\n\n    SELECT array_agg(fence)", "SELECT array_agg(fence)"),
    (
        "(closes_at IS NULL OR moment < closes_at);",
        f"(closes_at IS NULL OR moment < closes_at);\n    {BALLOT_LOCK} INTO STRICT head;",
    ),
    ("    FOR one IN\n", "    next_place := head;\n    FOR one IN\n"),
)

IDS_APART: Rule = ("least(count(DISTINCT given.command_id), ", "least(count(given.command_id), ")
STREAMS_APART: Rule = (", count(DISTINCT given.stream)) INTO", ", count(given.stream)) INTO")
NEW_IDS: Rule = ("WHERE known.command_id = given.command_id OFFSET 0)", "WHERE false)")
FREE_VERSIONS: Rule = ("AND taken.version = given.version OFFSET 0)", "AND false)")
NO_HOLES: Rule = ("(given.version = 0 OR EXISTS", "(true OR EXISTS")
OPEN_FENCES: Rule = ("WHERE given.fence = ANY (open_fences)", "WHERE true")
ONCE = command(*events("a", 0))
ONCE_ELSEWHERE = replace(ONCE, events=tuple(events("b", 0)))
FUNCTIONS = ("0003_append.sql", "0009_append_singles.sql")


@pytest.fixture
def without(postgres: Database, tmp_path: Path) -> Iterator[Without]:
    """Makes the test's partition with append functions that lack the given rules."""
    made: list[Partition] = []

    def take_out(rule: str, instead: str) -> None:
        found = [file for file in FUNCTIONS if rule in (tmp_path / file).read_text("utf-8")]
        assert found, f"the rule is written otherwise now: {rule}"
        for file in found:
            text = (tmp_path / file).read_text("utf-8")
            (tmp_path / file).write_text(text.replace(rule, instead), encoding="utf-8")

    def make(rules: Sequence[Rule]) -> Partition:
        for file in MIGRATIONS.glob("*.sql"):
            (tmp_path / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
        for rule, instead in rules:
            take_out(rule, instead)
        schema = f"without{tmp_path.name[-20:].lower().replace('-', '_')}"
        app_url = migrated(postgres, schema, folder=tmp_path)
        pool = open_pool(app_url, schema)
        made.append(Partition(postgres.owner_url, app_url, schema, pool))
        return made[-1]

    with stamina.set_testing(True, attempts=1):
        yield make
    for partition in made:
        partition.pool.close()


class TestWithoutTheLock:
    """Two commands meet between reading the head and inserting."""

    def race(self, partition: Partition, *pair: Submission) -> list[Future[list[Outcome]]]:
        """Let both get as far as they can, each at a server of its own, then let them finish."""
        log, other = logs_of(partition).main, logs_of(partition).main
        with ThreadPoolExecutor(2) as threads:
            with owner_session(partition, autocommit=False) as holder:
                holder.execute("LOCK TABLE main_log IN SHARE MODE")
                first = threads.submit(log.append, [pair[0]])
                wait_until_blocked(partition, holder)
                second = threads.submit(other.append, [pair[1]])
                time.sleep(0.3)
            return [first, second]

    def test_with_it_both_are_answered(self, without: Without) -> None:
        apart = self.race(without([]), command(*events("a", 0)), command(*events("b", 0)))
        assert [future.result() for future in apart] == [[Accepted(0, 0)], [Accepted(1, 1)]]

    def test_with_it_the_second_sees_what_it_waited_for(self, without: Without) -> None:
        same = self.race(without([]), command(*events("a", 0)), command(*events("a", 0)))
        assert [future.result() for future in same] == [[Accepted(0, 0)], [Conflict()]]

    def test_one_of_two_that_do_not_touch_is_thrown_back(self, without: Without) -> None:
        apart = self.race(without([LOCK]), command(*events("a", 0)), command(*events("b", 0)))
        assert apart[0].result() == [Accepted(0, 0)]
        assert isinstance(cause(apart[1]), SerializationFailure)

    def test_and_without_the_expected_head_both_take_one_position(self, without: Without) -> None:
        partition = without([LOCK, EXPECTED_HEAD])
        apart = self.race(partition, command(*events("a", 0)), command(*events("b", 0)))
        assert apart[0].result() == [Accepted(0, 0)]
        assert isinstance(cause(apart[1]), UniqueViolation)


def cause(future: Future[list[Outcome]]) -> BaseException | None:
    """What the database said when the log could not answer."""
    failure = future.exception()
    assert isinstance(failure, LogUnavailable)
    return failure.__cause__


class TestWithoutTheClockAfterTheLock:
    @pytest.mark.parametrize(
        ("rules", "expected"),
        [([], Refused(FENCE_CLOSED)), ([CLOCK_AFTER_THE_LOCK], Accepted(0, 0))],
        ids=["with it, no", "without it, a ballot enters after closing time"],
    )
    def test_does_a_ballot_that_waited_past_closing_time_enter(
        self, without: Without, rules: Sequence[Rule], expected: Outcome
    ) -> None:
        partition = without(rules)
        logs = logs_of(partition)
        with ThreadPoolExecutor(1) as threads:
            with owner_session(partition, autocommit=False) as holder:
                holder.execute("SELECT * FROM ballot_head FOR UPDATE")
                with owner_session(partition) as owner:
                    owner.execute(
                        """INSERT INTO fences VALUES (%s, '-infinity',
                           clock_timestamp() + interval '700 milliseconds')""",
                        (ROUND,),
                    )
                late = threads.submit(logs.ballots.append, [ballot("a")])
                wait_until_blocked(partition, holder)
                time.sleep(0.8)
            assert late.result() == [expected]


class TestWithoutTheFenceUnderTheLock:
    @pytest.mark.parametrize(
        ("rules", "expected"),
        [([], Refused(FENCE_CLOSED)), (FENCE_UNDER_THE_LOCK, Accepted(0, 0))],
        ids=["with it, no", "without it, a ballot enters a shut round"],
    )
    def test_does_a_ballot_enter_that_waited_for_the_shutting(
        self, without: Without, rules: Sequence[Rule], expected: Outcome
    ) -> None:
        partition = without(rules)
        logs = logs_of(partition)
        logs.main.append([open_round()])
        with ThreadPoolExecutor(1) as threads:
            with owner_session(partition, autocommit=False) as closing:
                closing.execute("SELECT shut_fence(%s)", (ROUND,))
                late = threads.submit(logs.ballots.append, [ballot("a")])
                wait_until_blocked(partition, closing)
            assert late.result() == [expected]


class TestWithoutOtherRules:
    """One session suffices: the same steps with the rule, and without it."""

    def test_without_known_outcomes_a_command_sent_twice_conflicts_with_itself(
        self, without: Without
    ) -> None:
        log: Log = logs_of(without([KNOWN_OUTCOMES])).main
        once = command(*events("a", 0))
        assert log.append([once]) == [Accepted(0, 0)]
        assert log.append([once]) == [Conflict()]

    def test_without_unchanged_streams_a_grant_rests_on_a_withdrawn_mandate(
        self, without: Without
    ) -> None:
        def grant_after_withdrawal(logs: Logs) -> list[Outcome]:
            logs.main.append([command(*events("mandate", 0, 2))])
            grant = command(*events("grant", 0), read=(StreamVersion("mandate", 0),))
            return logs.main.append([grant])

        assert grant_after_withdrawal(logs_of(without([UNCHANGED_STREAMS]))) == [Accepted(2, 2)]

    def test_without_whole_commands_one_builds_on_what_was_never_stored(
        self, without: Without
    ) -> None:
        log = logs_of(without([WHOLE_COMMANDS])).main
        batch = [command(*events("b", 0), *events("a", 7)), command(*events("b", 1))]
        assert log.append(batch) == [Conflict(), Accepted(0, 0)]
        assert [entry.version for entry in log.stream("b")] == [1]

    def test_skipping_taken_events_one_by_one_stores_half_a_command_and_a_hole(
        self, without: Without
    ) -> None:
        log = logs_of(without([NEXT_VERSION, COLLISIONS_ARE_ERRORS])).main
        log.append([command(*events("a", 0))])
        assert log.append([command(*events("a", 0), *events("b", 0))]) == [Accepted(1, 2)]
        assert [entry.position for entry in log.read()] == [0, 2]

    @pytest.mark.parametrize(("rules", "goes_back"), [([], False), ([TIME_NEVER_BACK], True)])
    def test_without_the_last_time_a_clock_set_back_sets_the_log_back(
        self, without: Without, rules: Sequence[Rule], goes_back: bool
    ) -> None:
        partition = without(rules)
        log = logs_of(partition).main
        with owner_session(partition) as owner:
            owner.execute("UPDATE main_head SET last_time = clock_timestamp() + interval '1 hour'")
        log.append([command(*events("a", 0))])
        with owner_session(partition) as owner:
            row = owner.execute("SELECT appended_at < now() + '50 min' FROM main_log").fetchone()
        assert row == (goes_back,)


class TestCommandsOfOneEventWithoutARule:
    """What the quick way takes for granted where it does not look; a command stored wrongly, or
    an error where there was an answer.
    """

    def test_with_all_of_them_each_command_has_its_own_answer(self, without: Without) -> None:
        logs = logs_of(without([]))
        once = command(*events("a", 0))
        assert logs.main.append([once, once]) == [Accepted(0, 0), Accepted(0, 0, repeated=True)]
        assert logs.main.append([once]) == [Accepted(0, 0, repeated=True)]
        assert logs.main.append([command(*events("a", 0))]) == [Conflict()]
        assert logs.main.append([command(*events("b", 0))] * 2)[1] == Accepted(1, 1, repeated=True)
        assert logs.main.append([command(*events("c", 5))]) == [Conflict()]
        assert logs.ballots.append([ballot("d")]) == [Refused(FENCE_CLOSED)]

    def test_without_previous_versions_a_stream_has_a_hole(self, without: Without) -> None:
        log = logs_of(without([NO_HOLES])).main
        assert log.append([command(*events("a", 5))]) == [Accepted(0, 0)]

    def test_without_open_fences_a_ballot_enters_a_round_that_was_never_opened(
        self, without: Without
    ) -> None:
        assert logs_of(without([OPEN_FENCES])).ballots.append([ballot("a")]) == [Accepted(0, 0)]

    @pytest.mark.parametrize(
        ("rule", "batches"),
        [
            (NEW_IDS, [[ONCE], [ONCE_ELSEWHERE]]),
            (FREE_VERSIONS, [[command(*events("a", 0))], [command(*events("a", 0))]]),
            (STREAMS_APART, [[command(*events("a", 0)), command(*events("a", 0))]]),
            (IDS_APART, [[ONCE, ONCE_ELSEWHERE]]),
        ],
        ids=["new ids", "free versions", "streams apart", "ids apart"],
    )
    def test_without_it_the_database_breaks_off_where_there_was_an_answer(
        self, without: Without, rule: Rule, batches: list[list[Submission]]
    ) -> None:
        log = logs_of(without([rule])).main
        for batch in batches[:-1]:
            log.append(batch)
        with pytest.raises(LogUnavailable) as broken:
            log.append(batches[-1])
        assert isinstance(broken.value.__cause__, UniqueViolation)
        assert [entry.position for entry in log.read()] == [0] * (len(batches) - 1)
