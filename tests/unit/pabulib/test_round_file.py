"""A closed round becomes a file of the format, without a trace of who voted."""

from __future__ import annotations

from datetime import date

import pytest

from adapters.pabulib.round_file import (
    RoundBallot,
    RoundFacts,
    RoundLimits,
    RoundProject,
    euros,
    pabulib_of_round,
)
from adapters.pabulib.writing import write_pabulib
from domain.tally.rules import count

FACTS = RoundFacts(
    description="Wijkbudget Kattenbroek; stemronde",
    unit="Amersfoort",
    subunit="Kattenbroek",
    instance="2027",
    budget_cents=1_000_050,
    vote_type="approval",
    rule="greedy",
    date_begin=date(2027, 3, 1),
    date_end=date(2027, 3, 14),
    limits=RoundLimits(min_length=1, max_length=2, max_sum_cost_cents=1_000_050),
    comment="Aantallen zijn voorbeelden.",
)
PROJECTS = (
    RoundProject("p-1", 600_000, "Bankje\nbij de  vijver", 2, True, categories=("groen, blauw",)),
    RoundProject("p-2", 400_051, "Lamp; west", 1, False),
)
BALLOTS = (
    RoundBallot(3, ()),
    RoundBallot(1, ("p-1", "p-2")),
    RoundBallot(2, ("p-1",)),
)

EXPECTED = """\
META
key;value
description;"Wijkbudget Kattenbroek; stemronde"
country;Netherlands
unit;Amersfoort
subunit;Kattenbroek
instance;2027
num_projects;2
num_votes;3
budget;10000.50
vote_type;approval
rule;greedy
date_begin;01.03.2027
date_end;14.03.2027
min_length;1
max_length;2
max_sum_cost;10000.50
language;nl
currency;EUR
comment;#1: Aantallen zijn voorbeelden.
PROJECTS
project_id;cost;votes;name;category;selected
p-1;6000;2;Bankje bij de vijver;groen / blauw;1
p-2;4000.51;1;"Lamp; west";;0
VOTES
voter_id;vote
1;p-1,p-2
2;p-1
3;
"""


def test_it_has_the_fields_of_the_format_in_their_order() -> None:
    assert write_pabulib(pabulib_of_round(FACTS, PROJECTS, BALLOTS)).decode() == EXPECTED


def test_voters_are_numbers_of_the_public_list_in_whatever_order_ballots_come() -> None:
    file = pabulib_of_round(FACTS, PROJECTS, reversed(BALLOTS))
    assert [ballot.voter_id for ballot in file.ballots] == ["1", "2", "3"]
    assert write_pabulib(file).decode() == EXPECTED


def test_it_can_be_counted_to_the_cent() -> None:
    file = pabulib_of_round(FACTS, PROJECTS, BALLOTS)
    assert count(file.election(), "greedy").winners == ("p-1",)


def test_ballots_that_break_the_limits_are_remarked_as_in_any_file() -> None:
    remarks = pabulib_of_round(FACTS, PROJECTS, BALLOTS).remarks
    assert [remark.english for remark in remarks] == [
        "min_length is 1, but 1 ballot breaks that (line 29)",
        "max_sum_cost is 10000.50, but 1 ballot breaks that (line 27)",
    ]


def test_points_and_scores_stand_in_columns_of_their_own() -> None:
    facts = RoundFacts(
        description="Wijkbudget",
        unit="Amersfoort",
        instance="2027",
        budget_cents=100,
        vote_type="cumulative",
        rule="equalshares/add1",
        date_begin=date(2027, 3, 1),
        date_end=date(2027, 3, 14),
        limits=RoundLimits(max_sum_points=5, min_project_score_threshold=1),
    )
    projects = (RoundProject("a", 50, "A", 1, True, 3), RoundProject("b", 50, "B", 0, False))
    file = pabulib_of_round(facts, projects, [RoundBallot(1, ("a",), (3,)), RoundBallot(2, (), ())])
    written = write_pabulib(file).decode()
    assert "project_id;cost;votes;score;name;selected\na;0.50;1;3;A;1\n" in written
    assert written.endswith("VOTES\nvoter_id;vote;points\n1;a;3\n2;;\n")
    assert (file.minimum_votes, file.remarks, file.election().points["a"]) == (1, (), 3)


def test_two_ballots_with_the_same_number_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="same number"):
        pabulib_of_round(FACTS, PROJECTS, [RoundBallot(1, ()), RoundBallot(1, ())])


@pytest.mark.parametrize(
    ("cents", "text"),
    [(0, "0"), (100, "1"), (105, "1.05"), (-250, "-2.50"), (2**60 * 100 + 1, f"{2**60}.01")],
)
def test_euros_are_exact(cents: int, text: str) -> None:
    assert euros(cents) == text
