"""A file whose ballots give points or an order, as a round by command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.integration.conftest import Partition
from tests.integration.installation import PLACE, Installation

POINTS = """META
key;value
budget;100
vote_type;{vote_type}
max_sum_points;5
PROJECTS
project_id;cost
1;60
2;60
3;40
VOTES
voter_id;vote{points}
"""
CUMULATIVE = POINTS.format(vote_type="cumulative", points=";points") + "a;2,1;4,1\nb;1;2\nc;3;5\n"
ORDINAL = POINTS.format(vote_type="ordinal", points="") + "a;2,3\nb;2,1\nc;1,3\n"


@pytest.mark.parametrize(
    ("text", "winners"), [(CUMULATIVE, ["3", "2"]), (ORDINAL, ["2", "3"])], ids=["points", "order"]
)
def test_a_file_with_points_or_an_order_runs_through_the_log(
    database: Partition, tmp_path: Path, text: str, winners: list[str]
) -> None:
    installation = Installation(database, tmp_path / "points.pb")
    installation.file.write_text(text, "utf-8")
    for _ in range(2):
        code, answer = installation.wijkkas(
            "import", str(installation.file), *PLACE, "--rule", "greedy", "--draw"
        )
        assert (code, answer["ballots"], answer["winners"]) == (0, 3, winners)
