"""`wijkkas state`, `why` and `rebuild`: one JSON object, and the exit codes scripts rely on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import typer
from psycopg import OperationalError
from typer.testing import CliRunner

from adapters.command_line import (
    check_advice,
    check_grounds,
    check_mandates,
    check_precedence,
    check_ranking,
    rebuild,
    state,
    why,
)
from adapters.postgres.projector import Projector
from adapters.settings import settings
from projections.budget_state import FIGURES
from tests.integration.conftest import Partition
from tests.integration.projecting import a_year_in_town, copied, log_of
from tests.scenarios.town import LIENDERT, YEAR

Command = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture(scope="module")
def year_in_town(shared_partition: Partition) -> Partition:
    """A partition with a year in town, for commands that only ask."""
    copied(a_year_in_town(), log_of(shared_partition))
    return shared_partition


@pytest.fixture
def command(year_in_town: Partition, monkeypatch: pytest.MonkeyPatch) -> Iterator[Command]:
    """Runs a command with `--json` on a year in town: its exit code and its answer."""
    monkeypatch.setenv("DATABASE_URL", year_in_town.app_url)
    monkeypatch.setenv("WIJKKAS_PARTITION", year_in_town.schema)
    settings.cache_clear()
    app = typer.Typer()
    checks = (check_mandates, check_advice, check_precedence, check_ranking, check_grounds)
    for each in (state, why, rebuild, *checks):
        each.register(app)

    def run(*arguments: str) -> tuple[int, dict[str, Any]]:
        result = CliRunner().invoke(app, [*arguments, "--json"])
        return result.exit_code, json.loads(result.stdout or "{}")

    yield run
    settings.cache_clear()


PLACE = ("--wijk", LIENDERT, "--year", str(YEAR))


class TestState:
    def test_answers_every_figure(self, command: Command) -> None:
        code, answer = command("state", *PLACE)
        assert code == 0
        assert list(answer) == ["wijk", "year", "position", *(f"{name}_cents" for name in FIGURES)]
        assert answer["granted_cents"] == 5_500_00
        assert answer["advanced_cents"] == answer["paid_cents"] == 2_000_00
        assert answer["available_cents"] == 4_500_00

    def test_as_it_stood_at_a_position(self, command: Command) -> None:
        code, answer = command("state", *PLACE, "--at", "10")
        assert (code, answer["position"]) == (0, 10)
        assert (answer["available_cents"], answer["granted_cents"]) == (10_000_00, 0)

    def test_as_it_stood_before_everything(self, command: Command) -> None:
        code, answer = command("state", *PLACE, "--as-of", "2001-01-01T00:00:00Z")
        assert (code, answer["position"], answer["allocated_cents"]) == (0, -1, 0)

    @pytest.mark.parametrize("wijk", ["WK999999", "Liendert"])
    def test_an_unknown_wijk_is_refused(self, command: Command, wijk: str) -> None:
        code, answer = command("state", "--wijk", wijk, "--year", str(YEAR))
        assert code == 1
        assert answer["code"] == "wijk.unknown"
        assert answer["title"] == (
            f"Wijk {wijk} does not exist in division GM0307-2022. Check the code of the wijk."
        )
        assert answer["detail"]

    def test_a_time_and_a_position_together_are_wrong_usage(self, command: Command) -> None:
        code, _ = command("state", *PLACE, "--at", "1", "--as-of", "2027-01-01")
        assert code == 2


class TestWhy:
    def test_the_entries_add_up_to_the_figure(self, command: Command) -> None:
        code, answer = command("why", *PLACE, "--figure", "available_cents")
        assert code == 0
        assert answer["figure"] == "available_cents"
        assert answer["cents"] == sum(entry["cents"] for entry in answer["entries"]) == 4_500_00
        assert answer["entries"][0]["event"] == "budget.money_allocated.v1"
        assert "garden" in {entry.get("proposal") for entry in answer["entries"]}

    def test_more_entries_than_a_page_are_all_there(
        self, command: Command, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _, whole = command("why", *PLACE, "--figure", "available")
        monkeypatch.setattr(why, "PAGE_MAX", 1)
        assert command("why", *PLACE, "--figure", "available") == (0, whole)

    def test_an_unknown_figure_is_refused(self, command: Command) -> None:
        code, answer = command("why", *PLACE, "--figure", "spent")
        assert (code, answer["code"]) == (1, "figure.unknown")


class TestRebuild:
    @pytest.fixture
    def year_in_town(self, database: Partition) -> Partition:
        """One of its own, since this writes."""
        copied(a_year_in_town(), log_of(database))
        return database

    def test_identical_rows_are_done(self, command: Command) -> None:
        code, answer = command("rebuild")
        assert (code, answer["identical"]) == (0, True)
        assert answer["events"] > 0
        assert answer["seconds"] >= 0

    def test_a_changed_row_is_not_true(self, command: Command, database: Partition) -> None:
        command("rebuild")
        with database.pool.connection() as session:
            session.execute(b"UPDATE budget_states SET available_cents = 1")
        code, answer = command("rebuild", "ledger")
        assert (code, answer["identical"]) == (1, False)
        assert command("rebuild", "ledger")[0] == 0

    def test_an_unknown_name_is_refused(self, command: Command) -> None:
        code, answer = command("rebuild", "ledgers")
        assert (code, answer["code"]) == (1, "projection.unknown")

    def test_has_the_connections_that_it_needs_however_few_who_serves_may_have(
        self, command: Command, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("WIJKKAS_CONNECTIONS", "2")
        monkeypatch.setattr("adapters.postgres.pool.WAIT_SECONDS_MAX", 0.5)
        settings.cache_clear()
        code, answer = command("rebuild")
        assert (code, answer["identical"]) == (0, True)

    def test_a_database_that_goes_away_meanwhile_is_said(
        self, command: Command, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def gone(*_: object) -> None:
            raise OperationalError("the connection is lost")

        monkeypatch.setattr(Projector, "rebuild", gone)
        code, answer = command("rebuild")
        assert (code, answer["code"]) == (1, "log.unreachable")


class TestCheckAdvice:
    def test_a_log_without_a_board_is_in_order(self, command: Command) -> None:
        code, answer = command("check-advice")
        assert code == 0
        assert (answer["ok"], answer["advices"], answer["faults"]) == (True, 0, [])
        assert answer["decisions"] > 0


class TestCheckPrecedence:
    def test_a_log_without_that_rule_is_in_order(self, command: Command) -> None:
        assert command("check-precedence") == (0, {"ok": True, "grants": 0, "faults": []})


class TestCheckRanking:
    def test_a_log_without_points_is_in_order(self, command: Command) -> None:
        assert command("check-ranking") == (0, {"ok": True, "grants": 0, "faults": []})


class TestCheckGrounds:
    def test_a_log_whose_grounds_are_so_is_in_order(self, command: Command) -> None:
        code, answer = command("check-grounds")
        assert code == 0
        assert (answer["ok"], answer["faults"]) == (True, [])
        assert answer["decisions"] > 0


class TestCheckMandates:
    def test_a_log_in_which_everyone_might_decide_is_in_order(self, command: Command) -> None:
        code, answer = command("check-mandates")
        assert code == 0
        assert answer["ok"]
        assert answer["faults"] == []
        assert answer["decisions"] > 0
