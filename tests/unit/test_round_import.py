"""What a file says about its ballots becomes limits that the log can hold."""

from __future__ import annotations

import pytest

from adapters.pabulib.reading import parse_pabulib
from adapters.round_import.plan import limits_of

PROJECTS = "PROJECTS\nproject_id;cost\n9;40\n10;60\n"
VOTES = "VOTES\nvoter_id;vote\na;9,10\nb;9\n"


def limits(meta: str) -> tuple[int, int, str | None]:
    """The limits of a small election on two projects with these lines in its head."""
    head = f"META\nkey;value\nbudget;100\nvote_type;approval\n{meta}"
    return limits_of(parse_pabulib((head + PROJECTS + VOTES).splitlines(keepends=True)))


class TestTheMostChoicesOfAFile:
    """Cities write what they like there."""

    @pytest.mark.parametrize("written", ["100000", "9" * 5_000])
    def test_more_than_there_are_projects_means_all_of_them(self, written: str) -> None:
        assert limits(f"max_length;{written}\n") == (0, 2, None)

    def test_ballots_that_go_beyond_widen_them_and_are_remarked_on(self) -> None:
        least, most, remark = limits("min_length;2\nmax_length;1\n")
        assert (least, most) == (1, 2)
        assert remark
