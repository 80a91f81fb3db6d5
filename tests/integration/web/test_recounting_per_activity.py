"""A round on activities in the hands of who counts again: its file, its payments, other rules."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.closed_round.recounting import recount_command
from adapters.command_line.certificate_check import check
from adapters.postgres.embedded import Database
from application.closed_round import closed_papers
from tests.integration.web.board_city import BoardCity
from tests.integration.web.per_activity_city import (
    PLANTING,
    counted,
    garden,
    has_voted,
    opens,
    per_activity_city,
    votes,
)
from tests.integration.web.test_round_files import winners_by


@pytest.fixture(scope="module")
def found(postgres: Database, scratch: Path) -> Iterator[BoardCity]:
    """A city whose regulation grants per activity, in full."""
    with per_activity_city(postgres, scratch, "gm_recounted_per_activity") as framed:
        yield framed


@pytest.fixture(scope="module")
def voted(found: BoardCity) -> tuple[str, str]:
    """A counted round in which planting won and digging did not; and the oven that won."""
    return has_voted(found)


class TestACountedRound:
    """Everything in it goes by the names of lines."""

    def test_the_file_of_the_round_counts_again_to_what_won(
        self, found: BoardCity, voted: tuple[str, str], tmp_path: Path
    ) -> None:
        proposal_id, oven = voted
        path = tmp_path / "ronde-1.pb"
        path.write_bytes(found.city.visitor().get("/api/v1/rounds/ronde-1/ballots.pb").content)
        assert "Planten (Een moestuin)" in path.read_text()
        papers = closed_papers("ronde-1", found.city.house.log)
        again = winners_by(recount_command(papers.opened, papers.closed), path)
        assert again == [f"{proposal_id}.{PLANTING}", oven]

    def test_rules_are_compared_on_it_by_the_names_of_its_lines(
        self, found: BoardCity, voted: tuple[str, str]
    ) -> None:
        proposal_id, oven = voted
        form = {"subject": "round:ronde-1", "variant": ["greedy", "mes"]}
        part = ("file", ("", b"", "application/octet-stream"))
        page = found.city.visitor("joost").send("/werk/vergelijken", form, files=[part]).text
        assert "Zoals deze ronde is geteld" in page
        asked = {"round_id": "ronde-1", "variants": ["greedy"]}
        answer = found.city.visitor("joost").client.post("/api/v1/comparisons", json=asked).json()
        assert answer["outcomes"][0]["winners"] == [f"{proposal_id}.{PLANTING}", oven]

    def test_where_voters_pay_their_payments_are_checked_against_the_file(
        self, found: BoardCity
    ) -> None:
        proposal_id = garden(found)
        answer = opens(found, "ronde-delen", proposal_id, rule="mes", budget="80")
        assert answer.status_code == 303, answer.text
        votes(found, "ronde-delen", "bram", f"{proposal_id}.{PLANTING}")
        votes(found, "ronde-delen", "fatima", f"{proposal_id}.{PLANTING}")
        counted(found, "ronde-delen")
        page = found.city.page("/stemrondes/ronde-delen")
        assert "Waar ging het deel van elke stemmer naartoe?" in page
        visitor = found.city.visitor()
        paid = visitor.get("/stemrondes/ronde-delen/betalingen.json")
        file = visitor.get("/api/v1/rounds/ronde-delen/ballots.pb")
        assert f"{proposal_id}.{PLANTING}" in paid.text
        assert check(file.text, paid.json()) == []
