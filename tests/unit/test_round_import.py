"""A file, a wijk and a year become a round that the log can hold, or are refused."""

from __future__ import annotations

import pytest

from adapters.pabulib.file import Remark
from adapters.pabulib.reading import parse_pabulib
from adapters.round_import.plan import (
    RoundPlan,
    TooManyCandidates,
    WijkCodeMalformed,
    limits_of,
)
from domain.tally.rules import voting_rule
from domain.voting_rules import MAX_CANDIDATES, RoundRules

PROJECTS = "PROJECTS\nproject_id;cost\n9;40\n10;60\n"
VOTES = "VOTES\nvoter_id;vote\na;9,10\nb;9\n"


def limits(meta: str) -> tuple[int, int, Remark | None]:
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
        assert remark is not None
        assert "2-1" in remark.dutch
        assert "2-1" in remark.english


def plan(wijk: str = "WK030710", projects: int = 1) -> RoundPlan:
    """The plan of an import of a file with so many projects."""
    lines = ["META", "key;value", "budget;100", "vote_type;approval", "PROJECTS"]
    lines += ["project_id;cost", *(f"{number};1" for number in range(projects))]
    lines += ["VOTES", "voter_id;vote", "a;0"]
    file = parse_pabulib([f"{line}\n" for line in lines])
    return RoundPlan(file, wijk, 2027, RoundRules(rule=voting_rule("greedy")))


class TestWhatCannotBeARound:
    @pytest.mark.parametrize("wijk", ["WK0307", "WK030710\n", "wk030710", "2027", ""])
    def test_a_code_that_is_not_of_a_wijk_is_refused_as_such(self, wijk: str) -> None:
        with pytest.raises(WijkCodeMalformed):
            plan(wijk)

    def test_more_projects_than_a_round_has_places_are_refused(self) -> None:
        assert len(plan(projects=MAX_CANDIDATES).proposal_ids) == MAX_CANDIDATES
        with pytest.raises(TooManyCandidates):
            plan(projects=MAX_CANDIDATES + 1)
