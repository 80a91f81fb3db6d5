"""Equal shares by pabutools, timed. Run with the Python of its own environment; imported by none.

Reads names of files, a line each, and answers each before it reads the next. Per file of JSON
(`budget`, `projects` as pairs of id and price, `groups` as pairs of voters and ids,
`runs`) it writes a line of JSON with `winners`, in order, and the median of the rule alone, with
exact fractions: `seconds` for a ballot per voter, as it reads a file, and `seconds_grouped` for
equal ballots given as one, as it can also take them. Seconds are those of a processor, and making
its objects is not among them.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

RECURSION_MAX = 100_000
"""It calls itself once per winner."""


def counted(asked: dict[str, Any]) -> dict[str, Any]:
    """Winners and seconds of one election."""
    elections = import_module("pabutools.election")
    rules = import_module("pabutools.rules")
    ties = import_module("pabutools.tiebreaking").lexico_tie_breaking
    projects = {name: elections.Project(name, price) for name, price in asked["projects"]}
    instance = elections.Instance(projects.values(), budget_limit=asked["budget"])
    groups = [(voters, [projects[name] for name in names]) for voters, names in asked["groups"]]
    ballots = [elections.ApprovalBallot(names) for voters, names in groups for _ in range(voters)]
    single = elections.ApprovalProfile(ballots, instance=instance)

    def timed(profile: Any) -> tuple[list[str], float]:
        seconds, elected = [], None
        for _ in range(asked["runs"]):
            started = process_time()
            elected = rules.method_of_equal_shares(
                instance, profile, sat_class=elections.Cost_Sat, tie_breaking=ties
            )
            seconds.append(process_time() - started)
        return [project.name for project in elected or ()], median(seconds)

    winners, seconds = timed(single)
    winners_grouped, seconds_grouped = timed(single.as_multiprofile())
    if winners != winners_grouped:
        raise AssertionError(f"it elects {winners}, and {winners_grouped} when grouped")
    return {"winners": winners, "seconds": seconds, "seconds_grouped": seconds_grouped}


if __name__ == "__main__":
    arithmetic: Any = import_module("pabutools.fractions")
    arithmetic.FRACTION = "gmpy2"
    sys.setrecursionlimit(RECURSION_MAX)
    for line in sys.stdin:
        answer = counted(json.loads(Path(line.strip()).read_text("utf-8")))
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
