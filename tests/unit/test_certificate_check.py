"""The checker of certificates: a true one passes, and every kind of forged one is refused."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from adapters.command_line import certificate_check
from adapters.command_line.certificate_check import PROBLEMS, check
from adapters.command_line.check_certificate import register
from domain.tally.election import Election
from domain.tally.parameters import Completion, TallyParameters
from domain.tally.payments.certificate import Certificate, certificate_of
from domain.tally.rules import count
from tests.properties.small_elections import elections

Forge = Callable[[dict[str, Any]], object]

UNCOMPLETED = TallyParameters(completion=Completion.NONE)
HOUSES = Election.of(
    30,
    {"park": 9, "bench": 6, "tree": 4, "wall": 29},
    [*[["bench", "park"]] * 3, *[["park"]] * 2, ["tree"], ["tree", "wall"], [], ["wall", "bench"]],
)


def pb_of(election: Election) -> str:
    """The election as a Pabulib file; written by hand, as an auditor's own would be."""
    kind = "scoring" if election.has_points else "approval"
    lines = ["META", "key;value", f"budget;{election.budget}", f"vote_type;{kind}", "PROJECTS"]
    lines += ["project_id;cost"]
    lines += [f"{each.project_id};{each.price}" for each in election.projects]
    lines += ["VOTES", "voter_id;vote;points" if election.has_points else "voter_id;vote"]
    for number, group in enumerate(election.ballots):
        points = ",".join(map(str, group.points))
        line = f";{','.join(group.approved)}" + (f";{points}" if election.has_points else "")
        lines += [f"{number}-{voter}{line}" for voter in range(group.voters)]
    return "\n".join(lines)


def certificate(
    rule: str, parameters: TallyParameters = UNCOMPLETED, election: Election = HOUSES
) -> dict[str, Any]:
    """As it comes out of a file."""
    found: Certificate = certificate_of(election, parameters, count(election, rule, parameters))
    return dict(json.loads(json.dumps(found)))


def codes(written: dict[str, Any], election: Election = HOUSES) -> set[str]:
    return {code for code, _ in check(pb_of(election), written)}


class TestATrueCertificatePasses:
    @pytest.mark.parametrize("rule", ["mes", "phragmen"])
    @settings(deadline=None, max_examples=60)
    @given(counted=elections(), data=st.data())
    def test_of_any_election(self, rule: str, counted: Election, data: st.DataObject) -> None:
        completions = [Completion.NONE, Completion.GREEDY]
        completions += [Completion.ADD1] if rule == "mes" else []
        parameters = TallyParameters(
            completion=data.draw(st.sampled_from(completions)),
            minimum_votes=data.draw(st.sampled_from([0, 2])),
        )
        written = certificate(rule, parameters, counted)
        assert check(pb_of(counted), written) == []

    @settings(deadline=None, max_examples=60)
    @given(counted=elections(), data=st.data())
    def test_of_points(self, counted: Election, data: st.DataObject) -> None:
        some = st.integers(1, 5)
        pointed = Election.of(
            counted.budget,
            counted.prices,
            [
                {project_id: data.draw(some) for project_id in group.approved}
                for group in counted.ballots
            ],
        )
        if pointed.has_points:
            assert check(pb_of(pointed), certificate("mes", UNCOMPLETED, pointed)) == []

    def test_of_exclusions_which_are_named(self) -> None:
        parameters = TallyParameters(completion=Completion.NONE, exclusions=(("bench", "park"),))
        written = certificate("mes", parameters)
        assert len(written["barred"]) == 1
        assert codes(written) == set()


def first(written: dict[str, Any]) -> dict[str, Any]:
    """The first purchase."""
    purchase: dict[str, Any] = written["purchases"][0]
    return purchase


MES_FORGERIES: dict[str, tuple[str, Forge]] = {
    "a group more": (
        "ballots",
        lambda it: it["groups"].append({"approved": ["wall"], "voters": 9}),
    ),
    "a group of nobody": ("ballots", lambda it: it["groups"].append({"approved": [], "voters": 0})),
    "other voters": ("ballots", lambda it: it["groups"][0].update(voters=5)),
    "other choices": ("ballots", lambda it: it["groups"][1].update(approved=["wall"])),
    "a larger share": ("given", lambda it: it.update(share=5)),
    "a smaller share": ("given", lambda it: it.update(share=3)),
    "a raise that is none": ("given", lambda it: it.update(raises=1)),
    "a project that is not there": ("project", lambda it: first(it).update(project="moon")),
    "a project twice": ("project", lambda it: it["purchases"].append(first(it))),
    "a project added twice": ("project", lambda it: it["added"].append(first(it)["project"])),
    "another price": ("price", lambda it: first(it).update(price=1)),
    "a payer who chose it not": (
        "supporter",
        lambda it: first(it)["payments"].append({"group": 0, "each": 0}),
    ),
    "the same payer twice": (
        "supporter",
        lambda it: first(it)["payments"].append(first(it)["payments"][0]),
    ),
    "a payment too low": ("sum", lambda it: first(it)["payments"][0].update(each="0.5")),
    "nobody who pays": ("sum", lambda it: first(it).update(payments=[])),
    "an unpaid winner": (
        "sum",
        lambda it: it["purchases"].append({"project": "wall", "price": 29, "payments": []}),
    ),
    "a winner beyond the budget": ("budget", lambda it: it["added"].append("wall")),
    "a winner left out": ("left", lambda it: it["purchases"].pop()),
    "a payment below zero": ("malformed", lambda it: first(it)["payments"][0].update(each="-1")),
    "a payment of a million digits": (
        "malformed",
        lambda it: first(it)["payments"][0].update(each="1e999999"),
    ),
    "no groups": ("malformed", lambda it: it.pop("groups")),
    "no such rule": ("rule", lambda it: it.update(rule="greedy")),
}


class TestAForgedCertificateOfEqualSharesIsRefused:
    @pytest.mark.parametrize(("code", "forge"), MES_FORGERIES.values(), ids=MES_FORGERIES.keys())
    def test_with(self, code: str, forge: Forge) -> None:
        written = certificate("mes")
        assert codes(written) == set()
        forge(written)
        assert code in codes(written)

    def test_with_one_who_pays_for_another(self) -> None:
        """The sum is right, and one supporter pays less than the others and keeps something."""
        election = Election.of(20, {"a": 10, "b": 11}, [["a"], ["a", "b"]])
        written = certificate("mes", election=election)
        payments = first(written)["payments"]
        payments[0]["each"], payments[1]["each"] = 4, 6
        assert codes(written, election) == {"unequal"}

    def test_with_payers_who_do_not_have_that_much(self) -> None:
        election = Election.of(30, {"a": 25}, [["a"], ["a"], []])
        written = certificate("mes", election=election)
        assert written["purchases"] == []
        payments = [{"group": 1, "each": "12.5"}]
        written["purchases"] = [{"project": "a", "price": 25, "payments": payments}]
        assert codes(written, election) == {"share"}

    def test_with_points_that_are_not_paid_in_proportion(self) -> None:
        election = Election.of(20, {"a": 8}, [{"a": 3}, {"a": 1}])
        written = certificate("mes", election=election)
        assert [each["each"] for each in first(written)["payments"]] == [2, 6]
        for payment in first(written)["payments"]:
            payment["each"] = 4
        assert codes(written, election) == {"unequal"}

    def test_with_other_points_on_the_ballots(self) -> None:
        election = Election.of(20, {"a": 8}, [{"a": 3}, {"a": 1}])
        written = certificate("mes", election=election)
        written["groups"][0]["points"] = [2]
        assert "ballots" in codes(written, election)


class TestAForgedCertificateOfPhragmenIsRefused:
    def test_with_somebody_who_keeps_something_back(self) -> None:
        election = Election.of(10, {"a": 6}, [["a"], ["a"], []])
        written = certificate("phragmen", election=election)
        written["groups"] = [
            {"approved": [], "voters": 1},
            {"approved": ["a"], "voters": 1},
            {"approved": ["a"], "voters": 1},
        ]
        first(written)["payments"] = [{"group": 1, "each": 2}, {"group": 2, "each": 4}]
        assert codes(written, election) == {"unequal", "share"}

    def test_with_more_given_than_in_the_end(self) -> None:
        written = certificate("phragmen")
        written["share"] = 1
        assert "given" in codes(written)

    def test_with_a_winner_left_out(self) -> None:
        written = certificate("phragmen")
        written["purchases"].pop(0)
        assert "left" in codes(written)


def test_every_guard_is_the_only_one_to_see_some_forgery() -> None:
    """Without that guard this forgery would pass; `unequal` and `share` have theirs above."""
    seen_by_one = {"unequal", "share"}
    for _, forge in MES_FORGERIES.values():
        written = certificate("mes")
        forge(written)
        found = codes(written)
        seen_by_one |= found if len(found) == 1 else set()
    assert seen_by_one == set(PROBLEMS)


def test_the_checker_shares_no_code_with_the_count() -> None:
    tree = ast.parse(Path(certificate_check.__file__).read_text("utf-8"))
    imported = {
        (each.module or "") if isinstance(each, ast.ImportFrom) else alias.name
        for each in ast.walk(tree)
        if isinstance(each, ast.Import | ast.ImportFrom)
        for alias in each.names
    }
    assert {each.split(".")[0] for each in imported} <= sys.stdlib_module_names


class TestTheCommands:
    @pytest.fixture
    def files(self, tmp_path: Path) -> tuple[Path, Path]:
        pb, json_file = tmp_path / "election.pb", tmp_path / "certificate.json"
        pb.write_text(pb_of(HOUSES))
        json_file.write_text(json.dumps({"winners": [], "certificate": certificate("mes")}))
        return pb, json_file

    def run(self, *arguments: object) -> Any:
        app = typer.Typer()
        app.callback()(lambda: None)
        register(app)
        return CliRunner().invoke(app, ["check-certificate", *map(str, arguments)])

    def test_a_true_one_ends_with_zero(self, files: tuple[Path, Path]) -> None:
        result = self.run(*files, "--json")
        answer = json.loads(result.stdout)
        assert (result.exit_code, answer["ok"], answer["problems"]) == (0, True, [])
        assert answer["trusted"]["rule"] == "mes"

    def test_a_forged_one_ends_with_one_and_says_what_is_wrong(
        self, files: tuple[Path, Path]
    ) -> None:
        forged = deepcopy(certificate("mes"))
        forged["purchases"].pop()
        files[1].write_text(json.dumps(forged))
        result = self.run(*files)
        assert result.exit_code == 1
        assert "kon nog betaald worden" in result.stdout
        assert "could still be paid" in self.run(*files, "--language", "en").stdout

    @pytest.mark.parametrize("text", ["", "[1]", "7", '{"certificate": 3}'])
    def test_what_is_no_certificate_is_not_taken_for_one(
        self, files: tuple[Path, Path], text: str
    ) -> None:
        files[1].write_text(text)
        assert self.run(*files).exit_code in (1, 2)

    def test_the_file_runs_by_itself(self, files: tuple[Path, Path], tmp_path: Path) -> None:
        alone = tmp_path / "check.py"
        alone.write_text(Path(certificate_check.__file__).read_text("utf-8"))
        done = subprocess.run(
            [sys.executable, "-I", alone, *files], capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith("GOED / CORRECT")
