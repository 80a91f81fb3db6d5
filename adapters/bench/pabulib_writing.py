"""Writing an election of the bench as a Pabulib file, to measure the way from file to winners."""

from __future__ import annotations

from math import gcd
from pathlib import Path

from domain.tally.election import Election

VOTER_NUMBERS_FROM = 1_401_812_000
"""Voter ids as long as in files of real cities, with the columns that those have."""


def write_approvals(election: Election, path: Path) -> None:
    """A line per voter, in an order in which equal ballots do not stand together."""
    projects = election.projects
    votes = election.votes
    ids = [project.project_id for project in projects]
    ballots = [
        ",".join(ids[at] for at in positions)
        for voters, positions, _ in election.columns.groups()
        for _ in range(voters)
    ]
    lines = [
        "META",
        "key;value",
        "description;Made for a measurement",
        f"num_projects;{len(projects)}",
        f"num_votes;{len(ballots)}",
        f"budget;{election.budget}",
        "vote_type;approval",
        "PROJECTS",
        "project_id;cost;votes;name",
        *(f"{each.project_id};{each.price};{votes[each.project_id]};-" for each in projects),
        "VOTES",
        "voter_id;vote;age;sex;voting_method",
        *(
            f"{VOTER_NUMBERS_FROM + number};{ballots[at]};{18 + number % 70};F;internet"
            for number, at in enumerate(_spread(len(ballots)))
        ),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _spread(number: int) -> list[int]:
    """Every place once, far from the one before: steps without a common divisor with the number."""
    step = next(
        step for step in range(number * 5 // 8 + 1, 2 * number + 2) if gcd(step, number) == 1
    )
    return [at * step % number for at in range(number)]
