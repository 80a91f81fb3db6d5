"""Every closed round can be downloaded and counted again; an open one keeps its ballots sealed."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from adapters.closed_round.recounting import recount_command
from adapters.command_line import round_file, tally
from adapters.pabulib.reading import read_pabulib
from adapters.round_import.importing import RoundImport
from adapters.round_import.plan import RoundPlan
from adapters.settings import settings
from adapters.web import passes
from application.closed_round import closed_papers
from domain.tally.parameters import VotingRule
from projections.rounds import RoundDocument
from tests.integration.web.conftest import SCHEMA, City
from tests.integration.web.opened_rounds import WIJK, closed_and_counted, in_the_box, opened
from tests.integration.web.visiting import Visitor

Visit = Callable[..., Visitor]


def address(round_id: str) -> str:
    """Where the file of a round is."""
    return f"/api/v1/rounds/{round_id}/ballots.pb"


def counted_rounds(city: City) -> list[RoundDocument]:
    """Every round of the example city that was counted."""
    found = [
        each
        for year in (city.year - 2, city.year - 1)
        for each in city.house.views.rounds(year)
        if each.status.value == "tallied"
    ]
    assert found
    return found


def winners_by(command: str, path: Path) -> list[str]:
    """What `wijkkas tally` gives for a file, with the arguments of a command."""
    arguments = shlex.split(command)[3:]
    app = typer.Typer()
    tally.register(app)
    answer = CliRunner().invoke(app, [str(path), *arguments, "--json"])
    assert answer.exit_code == 0, answer.output
    winners: list[str] = json.loads(answer.stdout)["winners"]
    return winners


class TestACountedRound:
    def test_of_the_example_city_gives_its_winners_when_counted_again(
        self, city: City, visit: Visit, tmp_path: Path
    ) -> None:
        for each in counted_rounds(city):
            path = tmp_path / f"{each.round_id}.pb"
            path.write_bytes(visit().get(address(each.round_id)).content)
            papers = closed_papers(each.round_id, city.house.log)
            command = recount_command(papers.opened, papers.closed)
            recorded = [winner.proposal_id for winner in each.winners]
            assert winners_by(command, path) == recorded, each.round_id

    def test_has_a_link_and_the_command_on_its_page(self, city: City, visit: Visit) -> None:
        (found, *_) = counted_rounds(city)
        papers = closed_papers(found.round_id, city.house.log)
        page = unescape(visit().get(f"/stemrondes/{found.round_id}").text)
        assert f'href="{address(found.round_id)}"' in page
        assert recount_command(papers.opened, papers.closed) in page

    def test_is_a_text_file_with_titles_and_without_passes(self, city: City, visit: Visit) -> None:
        (found, *_) = counted_rounds(city)
        answer = visit().get(address(found.round_id))
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert f'filename="{found.round_id}.pb"' in answer.headers["content-disposition"]
        assert "API-Version" in answer.headers
        assert all(
            ballot.pass_id not in answer.text for ballot in in_the_box(city.house, found.round_id)
        )
        assert answer.text.startswith("META\n")

    def test_is_not_sent_again_to_who_has_it(self, city: City, visit: Visit) -> None:
        (found, *_) = counted_rounds(city)
        tag = visit().get(address(found.round_id)).headers["etag"]
        for known in (tag, f"W/{tag}", f'"something-else", {tag}', "*"):
            answer = visit().get(address(found.round_id), headers={"If-None-Match": known})
            assert (answer.status_code, answer.content) == (304, b"")
            assert answer.headers["etag"] == tag
        older = visit().get(address(found.round_id), headers={"If-None-Match": '"older"'})
        assert older.status_code == 200


IMPORTED = """META
key;value
budget;100.5
vote_type;{vote_type}
PROJECTS
project_id;cost
9;50.25
10;50.25
x;12.5
7;30
VOTES
voter_id;vote{points}
"""
BALLOTS = {
    "approval": ("", ["9,10", "9,10", "x", "7", "7,x"]),
    "choose-1": ("", ["9", "10", "10", "9", "7"]),
    "cumulative": (";points", ["9,10;3,1", "10;2", "x,7;1,1", "7;2", "9;1"]),
    "ordinal": ("", ["9,10,x", "10,9", "7", "x,7", "7,10"]),
}


class TestAnImportedRound:
    @pytest.mark.parametrize("vote_type", BALLOTS)
    @pytest.mark.parametrize("rule", ["mes", "greedy", "greedy-cost"])
    def test_gives_its_winners_when_counted_again(
        self, vote_type: str, rule: str, city: City, visit: Visit, tmp_path: Path
    ) -> None:
        points, votes = BALLOTS[vote_type]
        lines = "".join(f"{voter};{vote}\n" for voter, vote in enumerate(votes))
        source = tmp_path / "source.pb"
        source.write_text(IMPORTED.format(vote_type=vote_type, points=points) + lines)
        plan = RoundPlan(read_pabulib(source), WIJK, city.year, VotingRule(rule))
        house = city.house
        ports = (house.desk, house.ballot_box, house.streams, house.vault, house.passes, house.now)
        imported = RoundImport(*ports, lambda *_: None).run(plan)
        house.projector.wait_for(imported.position)
        path = tmp_path / f"{imported.round_id}.pb"
        path.write_bytes(visit().get(address(imported.round_id)).content)
        papers = closed_papers(imported.round_id, house.log)
        again = winners_by(recount_command(papers.opened, papers.closed), path)
        assert again
        assert [plan.file_ids[winner] for winner in again] == list(imported.winners)


class TestARoundThatPeopleVoteIn:
    def test_keeps_its_ballots_sealed_until_it_is_closed(self, city: City, visit: Visit) -> None:
        round_id, ids = opened(city.house, city.year)
        voter = visit()
        issued = city.house.passes.issue(round_id, "voter-of-a-file")
        path = passes.path_of(round_id)
        voter.send(f"{path}/stempas", {"voting_pass": passes.text_of(issued)})
        voter.client.post(path, data=voter.hidden(path) | {"choices": [ids["Bankje"]]})

        sealed = visit().get(address(round_id))
        assert (sealed.status_code, sealed.json()["code"]) == (409, "voting_round.ballots_sealed")
        assert "ballots.pb" not in visit().get(f"/stemrondes/{round_id}").text

        closed_and_counted(city.house, round_id)
        lines = visit().get(address(round_id)).text.splitlines()
        assert lines[-1] == f"1;{ids['Bankje']}"

    def test_one_that_does_not_exist_is_unknown(self, visit: Visit) -> None:
        answer = visit().get(address("nergens"))
        assert (answer.status_code, answer.json()["code"]) == (404, "voting_round.unknown")


class TestOnTheCommandLine:
    @pytest.fixture
    def command(
        self, monkeypatch: pytest.MonkeyPatch, city: City
    ) -> Callable[..., tuple[int, str]]:
        """Runs `wijkkas round-file` on the example city: exit code and output."""
        url = city.house.settings.database_url
        assert url is not None
        monkeypatch.setenv("DATABASE_URL", url.get_secret_value())
        monkeypatch.setenv("WIJKKAS_PARTITION", SCHEMA)
        settings.cache_clear()
        app = typer.Typer()
        round_file.register(app)

        def run(*arguments: str) -> tuple[int, str]:
            result = CliRunner().invoke(app, list(arguments))
            return result.exit_code, result.stdout

        return run

    def test_the_same_file_is_written_with_the_command_that_counts_it(
        self, city: City, visit: Visit, command: Callable[..., tuple[int, str]], tmp_path: Path
    ) -> None:
        (found, *_) = counted_rounds(city)
        path = tmp_path / "ronde.pb"
        code, said = command("--round", found.round_id, "--out", str(path), "--json")
        answer = json.loads(said)
        assert (code, answer["file"], answer["ballots"]) == (0, str(path), found.ballots)
        assert path.read_bytes() == visit().get(address(found.round_id)).content
        recorded = [winner.proposal_id for winner in found.winners]
        assert winners_by(answer["recount"], path) == recorded

    def test_an_open_round_is_refused_and_nothing_is_written(
        self, city: City, command: Callable[..., tuple[int, str]], tmp_path: Path
    ) -> None:
        path = tmp_path / "ronde.pb"
        code, said = command("--round", city.round_id, "--out", str(path), "--json")
        assert (code, json.loads(said)["code"]) == (1, "voting_round.ballots_sealed")
        assert not path.exists()

    def test_a_folder_that_is_not_there_is_wrong_usage(
        self, city: City, command: Callable[..., tuple[int, str]], tmp_path: Path
    ) -> None:
        (found, *_) = counted_rounds(city)
        code, _ = command("--round", found.round_id, "--out", str(tmp_path / "no" / "file.pb"))
        assert code == 2
