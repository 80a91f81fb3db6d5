"""The file of a closed round: whoever counts it as it says, gets the result that was recorded."""

from __future__ import annotations

import json
import shlex
from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import islice
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import Any, cast

import pytest
import typer
from typer.testing import CliRunner

from adapters.closed_round.contents import RoundNames, ballot_file_of
from adapters.closed_round.files import AT_WORK_MAX, RoundFiles, RoundFilesUnderWay
from adapters.closed_round.recounting import recount_command
from adapters.command_line.tally import register
from adapters.house import House
from adapters.pabulib.file import PabulibFile
from adapters.pabulib.writing import write_pabulib
from application.closed_round import ClosedRound, closed_round
from domain.ballot import BallotCast
from domain.ballot_list import public_line
from domain.round_result import BallotListChanged
from domain.tally.parameters import VotingRule
from domain.voting_rules import BallotForm, RoundRules
from tests.scenarios.town import Town, sealed
from tests.unit.domain.given import refused

NAMES = RoundNames("GM0307", "Liendert", {"garden": 'Tuin; met "hek"', "oven": "Oven"})
PRICES = {"bench": 333_33, "garden": 600_01, "kiosk": 333_33, "oven": 500_00, "swing": 120_50}
VOTERS = 40
RULES: dict[str, dict[str, Any]] = {
    "own of equal shares": {"rule": "mes"},
    "small steps": {"rule": "mes", "completion": "add1u", "add1_step_cents": 50},
    "until exhaustive": {"rule": "mes", "stop_at_exhaustive": True, "utility": "cardinality"},
    "no completion": {"rule": "mes", "completion": "none"},
    "threshold": {"rule": "greedy", "minimum_votes": 12},
    "no skipping": {"rule": "greedy-cost", "skip_unaffordable": False},
    "weighted": {"rule": "greedy-cost-weighted"},
    "overspending": {"rule": "bos", "completion": "greedy"},
    "phragmen": {"rule": "phragmen"},
    "maximin": {"rule": "maximin"},
    "exclusion": {"rule": "greedy", "exclusions": (("bench", "kiosk"),)},
    "categories": {
        "rule": "greedy",
        "categories": (
            {"name": "green", "proposal_ids": ("garden", "bench"), "max_cents": 700_00},
            {"name": "play", "proposal_ids": ("swing",), "min_cents": 120_50},
        ),
    },
    "draw": {"rule": "greedy", "tie_break": "draw"},
    "one": {"rule": "greedy", "ballot_form": "choose-1"},
    "knapsack": {"rule": "mes", "ballot_form": "knapsack"},
    "cumulative": {"rule": "mes", "ballot_form": "cumulative", "max_points": 10},
    "scoring": {"rule": "greedy", "ballot_form": "scoring", "max_points_per_proposal": 5},
    "points needed": {
        "rule": "greedy",
        "ballot_form": "scoring",
        "max_points_per_proposal": 5,
        "minimum_points": 60,
    },
    "order": {"rule": "mes", "ballot_form": "ordinal"},
    "order with own points": {
        "rule": "greedy",
        "ballot_form": "ordinal",
        "max_choices": 3,
        "place_points": (7, 2, 1),
    },
}


def voted(rules: RoundRules, parts: dict[str, int] | None = None) -> Town:
    """A town of voters who like the same things about equally, so that there are ties."""
    town = Town().with_money(5_000_00)
    for name, cents in PRICES.items():
        town.admit(name, cents)
    town.open_round(list(PRICES), 1_200_00, rules, parts=parts)
    for voter in range(VOTERS):
        choices = _choices(voter, rules.ballot_form)
        most = rules.max_points_per_proposal or 3
        points = tuple(1 + (voter + place) % most for place in range(len(choices)))
        town.cast(voter, *choices, points=points if rules.ballot_form.has_points else None)
    return town


def _choices(voter: int, form: BallotForm) -> list[str]:
    most = {BallotForm.CHOOSE_ONE: 1, BallotForm.KNAPSACK: 2}.get(form, 3)
    names, stride = list(PRICES), 1 + voter // 5 % 2
    return [names[(voter + stride * place) % 5] for place in range(1 + voter % most)]


def counted(town: Town) -> ClosedRound:
    """The round, closed and counted."""
    town.close_round()
    town.tally()
    return closed_round("round-1", town.log, town.box.counting)


def recounted(found: ClosedRound, folder: Path) -> list[str]:
    """The winners that the command in the file gives."""
    file = ballot_file_of(found, NAMES)
    path = folder / "round-1.pb"
    path.write_bytes(write_pabulib(file))
    said = file.meta["comment"].split("with: ")[1].split(" - amounts")[0]
    assert said == recount_command(found.opened, found.closed)
    program, command, name, *arguments = shlex.split(said)
    assert (program, command, name) == ("wijkkas", "tally", path.name)
    app = typer.Typer()
    register(app)
    answer = CliRunner().invoke(app, [str(path), *arguments, "--json"])
    assert answer.exit_code == 0, answer.output
    winners: list[str] = json.loads(answer.stdout)["winners"]
    return winners


def recorded(found: ClosedRound) -> list[str]:
    """The winners in the log, in order."""
    assert found.tallied is not None
    return [winner.line_id for winner in found.tallied.winners]


class TestCountedAgain:
    @pytest.mark.parametrize("name", RULES)
    def test_it_gives_the_recorded_winners_in_order(self, name: str, tmp_path: Path) -> None:
        found = counted(voted(RoundRules.model_validate(RULES[name])))
        assert recorded(found)
        assert recounted(found, tmp_path) == recorded(found)

    def test_it_gives_them_where_proposals_may_be_funded_in_part(self, tmp_path: Path) -> None:
        rules = RoundRules(rule=VotingRule.GREEDY)
        found = counted(voted(rules, parts={"garden": 100_00, "oven": 50_50}))
        assert recounted(found, tmp_path) == recorded(found)

    def test_it_gives_them_where_the_seed_of_the_draw_is_lost(self, tmp_path: Path) -> None:
        town = voted(RoundRules.model_validate(RULES["draw"]))
        town.draw_seeds.kept.clear()
        town.close_round(reason=sealed("a disk broke"))
        town.tally()
        found = closed_round("round-1", town.log, town.box.counting)
        assert found.closed.draw_seed is None
        assert recounted(found, tmp_path) == recorded(found)

    def test_the_seed_of_a_draw_is_part_of_the_command(self) -> None:
        found = counted(voted(RoundRules.model_validate(RULES["draw"])))
        assert found.closed.draw_seed is not None
        assert recount_command(found.opened, found.closed).endswith(found.closed.draw_seed)


def file_of(**rules: Any) -> tuple[ClosedRound, PabulibFile]:
    """A round that was counted, and its file."""
    found = counted(voted(RoundRules.model_validate({"rule": "mes"} | rules)))
    return found, ballot_file_of(found, NAMES)


class TestWhatItHolds:
    def test_voters_are_numbers_in_public_order_and_no_pass_is_in_it(self) -> None:
        found, file = file_of()
        assert [ballot.voter_id for ballot in file.ballots] == [
            str(number) for number in range(1, VOTERS + 1)
        ]
        assert [ballot.choices for ballot in file.ballots] == [
            ballot.choices for ballot in found.ballots
        ]
        written = write_pabulib(file).decode()
        assert all(ballot.pass_id not in written for ballot in found.ballots)
        assert all(public_line(ballot).decode() not in written for ballot in found.ballots)

    def test_amounts_are_euros_to_the_cent(self) -> None:
        _, file = file_of(max_total_cents=2_000_50)
        assert file.meta["budget"] == "1200"
        assert file.meta["max_sum_cost"] == "2000.50"
        assert [project.columns["cost"] for project in file.projects] == [
            "333.33",
            "600.01",
            "333.33",
            "500",
            "120.50",
        ]

    def test_titles_are_those_that_were_not_erased(self) -> None:
        _, file = file_of()
        names = {project.project_id: project.name for project in file.projects}
        assert names["garden"] == 'Tuin; met "hek"'
        assert names["bench"] == "bench"

    def test_votes_and_points_are_those_of_the_list(self) -> None:
        found, file = file_of(ballot_form="cumulative", max_points=10)
        for project in file.projects:
            named = [each for each in found.ballots if project.project_id in each.choices]
            assert project.votes == len(named)
            assert project.score == sum(
                (each.points or ())[each.choices.index(project.project_id)] for each in named
            )

    def test_who_won_is_said_once_it_is_counted(self) -> None:
        town = voted(RoundRules(rule=VotingRule.EQUAL_SHARES))
        town.close_round()
        before = closed_round("round-1", town.log, town.box.counting)
        assert ballot_file_of(before, NAMES).selected is None
        town.tally()
        found = closed_round("round-1", town.log, town.box.counting)
        assert set(ballot_file_of(found, NAMES).selected or ()) == set(recorded(found))

    def test_hashes_of_rules_and_list_are_said(self) -> None:
        found, file = file_of()
        assert found.opened.rules_hash in file.meta["comment"]
        assert found.closed.ballots_root in file.meta["comment"]

    def test_the_same_round_gives_the_same_bytes(self) -> None:
        found, file = file_of()
        assert write_pabulib(file) == write_pabulib(ballot_file_of(found, NAMES))


class SlowTown:
    """A town with a counted round, whose ballots are slow to come out of the box."""

    def __init__(self) -> None:
        self.town = voted(RoundRules(rule=VotingRule.GREEDY))
        counted(self.town)
        self.go_on = Event()
        self.asked = 0
        self.ballots_are_gone = False

    def counting(self, round_id: str) -> list[BallotCast]:
        """The ballots, as soon as somebody says so."""
        self.asked += 1
        assert self.go_on.wait(30)
        return [] if self.ballots_are_gone else self.town.box.counting(round_id)

    def files(self) -> RoundFiles:
        """The files of this town, where nothing has a name."""
        nothing = SimpleNamespace(year=lambda _: None, proposal=lambda _: None)
        house = SimpleNamespace(
            log=self.town.log,
            ballot_box=self,
            views=nothing,
            vault=SimpleNamespace(texts=lambda _: {}),
        )
        return RoundFiles(cast(House, house))


class TestWhenManyAskAtOnce:
    """Making a file takes seconds and anyone may ask, so that only a few can be kept waiting."""

    def test_a_few_wait_for_one_file_and_others_are_told_to_come_back(self) -> None:
        slow = SlowTown()
        files = slow.files()
        with ThreadPoolExecutor(AT_WORK_MAX + 2) as pool:
            asked = [pool.submit(files.of, "round-1") for _ in range(AT_WORK_MAX + 2)]
            told = list(islice(as_completed(asked, timeout=30), 2))
            assert all(isinstance(each.exception(), RoundFilesUnderWay) for each in told)
            slow.go_on.set()
        waited = [each.result() for each in asked if each not in told]
        assert len({file.digest for file in waited}) == 1
        assert slow.asked == 1

    def test_one_that_is_there_is_given_at_once_also_then(self) -> None:
        slow = SlowTown()
        slow.go_on.set()
        files = slow.files()
        known = files.of("round-1")
        for _ in range(AT_WORK_MAX + 1):
            assert files.of("round-1") is known
        assert slow.asked == 1

    def test_who_was_refused_a_file_leaves_room(self) -> None:
        slow = SlowTown()
        slow.go_on.set()
        files = slow.files()
        slow.ballots_are_gone = True
        for _ in range(AT_WORK_MAX + 1):
            with refused(BallotListChanged):
                files.of("round-1")
