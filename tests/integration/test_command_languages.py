"""Whoever reads an answer on the command line reads it in Dutch or in English."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from adapters.command_line.main import app
from adapters.settings import settings
from tests.integration.conftest import Partition

SAYS_NOTHING = {"round-file", "serve"}
"""Commands that print no sentence of their own."""
FILE = """META
key;value
budget;100
vote_type;approval
max_length;1
PROJECTS
project_id;cost
9;60
10;40
VOTES
voter_id;vote
a;9,10
"""
Says = Callable[..., str]


@pytest.fixture
def says(database: Partition, monkeypatch: pytest.MonkeyPatch) -> Iterator[Says]:
    """What a command says on an empty partition, on both of its outputs."""
    monkeypatch.setenv("DATABASE_URL", database.app_url)
    monkeypatch.setenv("WIJKKAS_OWNER_URL", database.owner_url)
    monkeypatch.setenv("WIJKKAS_PARTITION", database.schema)
    settings.cache_clear()

    def run(*arguments: str) -> str:
        result = CliRunner().invoke(app, arguments)
        assert result.exit_code == 0, result.output
        return result.output

    yield run
    settings.cache_clear()


@pytest.mark.parametrize(
    ("command", "dutch", "english"),
    [
        (("migrate",), "al van deze versie", "of this version already"),
        (("project", "--check"), "ledger: 0 achter", "ledger: 0 behind"),
        (("rebuild",), "0 gebeurtenissen opnieuw", "0 events applied again"),
    ],
)
def test_an_answer_is_in_dutch_unless_english_is_asked_for(
    says: Says, command: tuple[str, ...], dutch: str, english: str
) -> None:
    assert dutch in says(*command)
    in_english = says(*command, "--language", "en")
    assert english in in_english
    assert dutch not in in_english


def test_an_import_and_its_remark_are_too(says: Says, tmp_path: Path) -> None:
    file = tmp_path / "small.pb"
    file.write_text(FILE, encoding="utf-8")
    command = ("import", str(file), "--wijk", "WK030710", "--year", "2027", "--rule", "greedy")
    dutch = says(*command)
    assert "1 stemmen, positie" in dutch
    assert "Stembiljetten gaan buiten 0-1 keuzes" in dutch
    english = says(*command, "--language", "en")
    assert "1 ballots, position" in english
    assert "Ballots go beyond 0-1 choices" in english


def test_every_command_that_says_something_has_the_option() -> None:
    commands = getattr(typer.main.get_command(app), "commands", {})
    assert commands.keys() >= {"demo", "import", "state"}
    without = {
        name
        for name, command in commands.items()
        if "language" not in {parameter.name for parameter in command.params}
    }
    assert without == SAYS_NOTHING
