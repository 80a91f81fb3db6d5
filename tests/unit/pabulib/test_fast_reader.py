"""The fast reader reads what is plain, and leaves everything else to the careful one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from adapters.pabulib import fast as fast_module
from adapters.pabulib import reading
from adapters.pabulib.fast import compile_vote_reader
from adapters.pabulib.file import PabulibFile
from adapters.pabulib.reading import pabulib_from_bytes, read_pabulib
from tests.unit.pabulib.texts import META, PROJECTS, VOTES, of_type, parsed, problem

PLAIN = META + PROJECTS + VOTES


def read_both_ways(text: str) -> PabulibFile:
    """What the fast reader gives, or leaves to the careful one; both are the same."""
    quick, careful = parsed(text, fast=True), parsed(text)
    assert quick == careful
    assert quick.election() == careful.election()
    assert careful.grouped is None
    return quick


class TestWhatIsPlain:
    @pytest.mark.parametrize(
        "text",
        [
            PLAIN,
            PLAIN.replace("\n", "\r\n"),
            PLAIN.rstrip("\n"),
            PLAIN.replace("b;9;", "b;9"),
            "\ufeff" + PLAIN,
            PLAIN.replace("b;9;", "\n\nb;9;"),
            PLAIN.replace("a;9,10;30", "a; 9 ,,10\t;30"),
            PLAIN.replace("b;9;", " b\t;9"),
            PLAIN.replace("b;9;", "b;9;zażółć"),
            PLAIN.replace("\n10;", "\nzażółć/10;").replace("a;9,10", "a;zażółć/10,9"),
            META + PROJECTS + "VOTES\nage;vote;voter_id\n30;9;a\n;;b\n",
            META + PROJECTS + "VOTES\nvoter_id;vote\n",
            META + "PROJECTS\nproject_id;cost\nVOTES\nvoter_id;vote\na;\n",
            META + PROJECTS.replace("Park", '"Pa;\n""rk"') + VOTES,
        ],
    )
    def test_is_read_fast_and_the_same(self, text: str) -> None:
        assert read_both_ways(text).grouped is not None

    def test_is_grouped_whatever_the_order_of_the_choices(self) -> None:
        file = read_both_ways(PLAIN.replace("b;9;", "b;10,9;"))
        assert file.grouped is not None
        assert file.grouped.voters.tolist() == [2, 1]

    def test_has_points_in_its_groups(self) -> None:
        votes = "voter_id;vote;points\na;x,y;1,2\nb;y,x;2,1\nc;x,y;2,1\n"
        file = read_both_ways(of_type("cumulative", votes))
        assert file.grouped is not None
        assert file.grouped.voters.tolist() == [2, 1]

    @pytest.mark.parametrize("number", [31, 32, 33, 200])
    @pytest.mark.parametrize("vote_type", ["approval", "ordinal"])
    def test_may_be_a_long_ballot(self, number: int, vote_type: str) -> None:
        ids = [str(each) for each in range(number)]
        projects = "PROJECTS\nproject_id;cost\n" + "".join(f"{each};5\n" for each in ids)
        votes = f"VOTES\nvoter_id;vote\na;{','.join(ids)}\nb;{','.join(ids[::-1])}\nc;0\n"
        file = read_both_ways(META.replace("approval", vote_type) + projects + votes)
        assert file.grouped is not None
        assert len(file.grouped.voters) == (2 if vote_type == "approval" else 3)

    def test_keeps_its_ballots_unread_until_somebody_asks(self) -> None:
        ballots = parsed(PLAIN, fast=True).ballots
        assert len(ballots) == 3
        assert ballots[0].others == ("30",)
        assert [ballot.voter_id for ballot in ballots[1:]] == ["b", "c"]
        assert hash(ballots) == hash(tuple(ballots))

    def test_may_name_a_voter_twice(self) -> None:
        for second in ("a", "0"):
            text = META + PROJECTS + f"VOTES\nvoter_id;vote\nb;9\n{second};9\nb;10\n"
            assert read_both_ways(text).grouped is not None
            assert "different voters" in read_both_ways(text).remarks[0].english


ALL_KINDS = [
    PLAIN,
    META + PROJECTS + "VOTES\nvoter_id;vote;points\na;9,10;1,2\nb;10;3\n",
    of_type("cumulative", "voter_id;vote;points\na;x,y;1,2\nb;y,x;2,1\na;;\n"),
    of_type("ordinal", "voter_id;vote\nb;x,y\na;y\n"),
    META
    + "PROJECTS\nproject_id;cost\n"
    + "".join(f"a long project id {each};5\n" for each in range(40))
    + "VOTES\nvoter_id;vote\na;"
    + ",".join(f"a long project id {each}" for each in range(40))
    + "\n",
]
"""Approvals; the same with a column of points; points; orders; long ids on a long ballot."""

READS_ALL_OF_THEM = """
import sys
from adapters.pabulib.reading import pabulib_from_bytes
for text in sys.argv[1:]:
    assert pabulib_from_bytes(text.encode(), fast=True).grouped is not None, text
"""


def test_the_loops_stay_within_their_arrays() -> None:
    """Not compiled they raise where they do not; compiled they would write over something else."""
    subprocess.run(
        [sys.executable, "-c", READS_ALL_OF_THEM, *ALL_KINDS],
        env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
        check=True,
    )


class TestWhatIsUnusualButFine:
    @pytest.mark.parametrize(
        "text",
        [
            PLAIN.replace("b;9;", 'b;"9";'),
            PLAIN.replace("b;9;", "b"),
            PLAIN.replace("b;9;", ";;"),
            PLAIN.replace("b;9;", "b;9;;;;"),
            PLAIN.replace("b;9;", "b;\u00a09\u2003;"),
            PLAIN.replace("b;9;", "\u00a0b;9;"),
            PLAIN.replace("b;9;", "żaba;9;"),
            PLAIN.replace("b;9;\n", "b;9;\r"),
            PLAIN.replace("b;9;", " \t "),
            of_type("cumulative", "voter_id;vote;points\na;x;0\n"),
            of_type("cumulative", "voter_id;vote;points\na;x;+3\n"),
            of_type("scoring", "voter_id;vote;points\na;x;3\n", "default_score;1\n"),
        ],
    )
    def test_is_left_to_the_careful_reader(self, text: str) -> None:
        assert read_both_ways(text).grouped is None


class TestWhatIsWrong:
    @pytest.mark.parametrize(
        ("text", "line"),
        [
            (PLAIN.replace("b;9;", "b;8;"), 12),
            (PLAIN.replace("b;9;", "b;9,9;"), 12),
            (PLAIN.replace("b;9;", ";9;"), 12),
            (PLAIN.replace("b;9;", "\u00a0;9;"), 12),
            (PLAIN.replace("b;9;", "b;9;;1"), 12),
            (PLAIN.replace("b;9;", "b\0;9;"), 12),
            (PLAIN.replace("b;9;", "b;9;" + "x" * 140_000), 12),
            (PLAIN.replace("b;9;", 'b;"9;'), 13),
            (PLAIN.replace("b;9;", "\nMETA"), 13),
            (of_type("ordinal", "voter_id;vote;points\na;x;1,1\n"), 12),
            (of_type("cumulative", "voter_id;vote;points\na;x;1000001\n"), 12),
        ],
    )
    def test_is_refused_with_the_same_line(self, text: str, line: int) -> None:
        assert problem(text, fast=True) == problem(text)
        assert f"Line {line} of" in problem(text)

    def test_may_be_bytes_that_are_no_text(self) -> None:
        data = PLAIN.replace("b;9;", "b;9;é").encode("latin-1")
        with pytest.raises(reading.BallotFileMalformed) as refused:
            pabulib_from_bytes(data, fast=True)
        assert refused.value.values["line"] == 12


class TestWhichReaderReads:
    def test_a_large_file_is_read_fast(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "election.pb"
        path.write_text(PLAIN)
        monkeypatch.setattr(reading, "sys", SimpleNamespace(modules={}))
        assert read_pabulib(path).grouped is None
        monkeypatch.setattr(reading, "LARGE_BYTES", len(PLAIN))
        assert read_pabulib(path).grouped is not None

    def test_every_file_is_read_fast_once_the_loops_are_there(self, tmp_path: Path) -> None:
        assert compile_vote_reader()
        path = tmp_path / "election.pb"
        path.write_text(PLAIN)
        assert read_pabulib(path).grouped is not None

    @pytest.fixture
    def without_numba(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        """A Python that cannot import numba."""
        for name in ("text_kernels", "vote_kernels", "grouping_kernels", "voter_kernels"):
            monkeypatch.delitem(sys.modules, f"adapters.pabulib.{name}", raising=False)
        monkeypatch.delitem(sys.modules, "domain.tally.kernel.compiled", raising=False)
        monkeypatch.setitem(sys.modules, "numba", None)
        fast_module.kernels.cache_clear()
        yield
        fast_module.kernels.cache_clear()

    @pytest.mark.usefixtures("without_numba")
    def test_without_numba_every_file_is_read_carefully(self) -> None:
        assert not compile_vote_reader()
        assert parsed(PLAIN, fast=True).grouped is None
        assert parsed(PLAIN, fast=True) == parsed(PLAIN)


@pytest.mark.parametrize("table", ["names", "ballots", "voters"])
def test_a_table_that_is_slow_to_search_is_left_to_the_careful_reader(
    table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = {"names": 64, "ballots": 64, "voters": 64, table: 1}
    slots = iter(sizes.values())
    monkeypatch.setattr(fast_module, "slots_for", lambda entries: next(slots))
    text = PLAIN.replace("b;9;", "0;9;")
    assert parsed(text, fast=True).grouped is None
