"""A real Dutch election, run through commands and both logs of an empty installation."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from adapters.command_line.main import app
from tests.real_files.elections import FOLDER

OFFICIAL_WINNERS_OF_ASSEN = {"3", "9", "2", "11", "13", "14", "5", "6", "12"}
BALLOTS_OF_ASSEN = 84


def test_assen_2024_through_the_log_names_the_nine_official_winners(tmp_path: Path) -> None:
    file = FOLDER / "Netherlands_Assen_2024.pb"
    place = ["--wijk", "WK030710", "--year", "2027", "--data", str(tmp_path / "data"), "--json"]
    done = CliRunner().invoke(app, ["import", str(file), "--rule", "mes", *place])
    answer = json.loads(done.stdout)
    assert set(answer["winners"]) == OFFICIAL_WINNERS_OF_ASSEN
    assert answer["ballots"] == BALLOTS_OF_ASSEN
    rebuilt = CliRunner().invoke(app, ["rebuild", *place[-3:]])
    assert json.loads(rebuilt.stdout)["identical"] is True
