"""What is kept of other counters' answers: of these bytes, by this version, for so long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.real_files.oracle.cases import Case
from tests.real_files.oracle.counters import TIMED_OUT, Counter, Result
from tests.real_files.oracle.kept_outcomes import KeptOutcomes, digest

GREEDY, SHARES = "greedy cost none", "mes cost add1"


def never(_path: Path, _cases: Sequence[Case], _seconds: float) -> Iterator[Result]:
    raise AssertionError("no counter is asked")


def counter(version: str = "1") -> Counter:
    return Counter("another", version, never)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "election.pb"
    path.write_text("META\n", encoding="utf-8")
    return path


def kept_with(folder: Path, file: Path, *results: Result) -> KeptOutcomes:
    """Written by one run, read by the next."""
    kept = KeptOutcomes(counter(), folder)
    for result in results:
        kept.keep(file, result, "300")
    kept.save()
    return KeptOutcomes(counter(), folder)


class TestWhatIsKept:
    def test_is_read_back_with_winners_in_order_cost_and_seconds(
        self, tmp_path: Path, file: Path
    ) -> None:
        results = Result(GREEDY, ("b", "a"), 0.5), Result(SHARES, ("a", "b"), 7.0)
        found = kept_with(tmp_path, file, *results).of(file)
        assert found is not None
        assert [found.result_of(each.case) for each in results] == list(results)
        assert [each.cost for each in found.outcomes] == ["300", "300"]

    def test_holds_the_same_winners_once(self, tmp_path: Path, file: Path) -> None:
        found = kept_with(
            tmp_path, file, Result(GREEDY, ("b", "a"), 0.5), Result(SHARES, ("b", "a"), 7.0)
        ).of(file)
        assert found is not None
        assert [each.seconds for each in found.outcomes] == [{GREEDY: 0.5, SHARES: 7.0}]

    def test_says_nothing_of_a_file_with_other_bytes(self, tmp_path: Path, file: Path) -> None:
        kept = kept_with(tmp_path, file, Result(GREEDY, ("a",), 0.5))
        file.write_text("META\n\n", encoding="utf-8")
        digest.cache_clear()
        assert kept.of(file) is None
        assert kept.missing(file, [GREEDY], 10) == [GREEDY]

    def test_says_nothing_for_another_version_of_the_counter(
        self, tmp_path: Path, file: Path
    ) -> None:
        kept_with(tmp_path, file, Result(GREEDY, ("a",), 0.5))
        assert KeptOutcomes(counter("2"), tmp_path).of(file) is None

    def test_is_no_reason_why_there_is_no_answer(self, tmp_path: Path, file: Path) -> None:
        assert kept_with(tmp_path, file, Result(GREEDY, None, why="it broke")).of(file) is None


class TestWhatTimedOut:
    def test_is_missing_only_for_who_gives_it_more_time(self, tmp_path: Path, file: Path) -> None:
        kept = kept_with(tmp_path, file, Result(SHARES, None, 60.0, TIMED_OUT))
        assert kept.missing(file, [SHARES], 60) == []
        assert kept.missing(file, [SHARES], 61) == [SHARES]

    def test_is_forgotten_once_it_is_finished(self, tmp_path: Path, file: Path) -> None:
        late, finished = Result(SHARES, None, 60.0, TIMED_OUT), Result(SHARES, ("a",), 90.0)
        kept = kept_with(tmp_path, file, late, finished)
        found = kept.of(file)
        assert found is not None
        assert found.timed_out == {}
        assert kept.missing(file, [SHARES], 900) == []


def test_what_is_not_counted_yet_is_missing(tmp_path: Path, file: Path) -> None:
    kept = kept_with(tmp_path, file, Result(GREEDY, ("a",), 0.5))
    assert kept.missing(file, [GREEDY, SHARES], 10) == [SHARES]
