"""What pabutools elects in one file, as JSON. Run with the Python of its own environment.

This file and its library are for tests only and are imported by nothing. Arithmetic is exact; ties
go by project id as text, as ours do.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from typing import Any

ADD1_VOTERS_TIMES_PROJECTS_MAX = 15_000
"""It counts thousands of times over for add1; beyond this size that takes minutes."""


def outcomes(path: str) -> dict[str, list[str]]:
    """Project ids in order of election, by rule."""
    arithmetic: Any = import_module("pabutools.fractions")
    arithmetic.FRACTION = "gmpy2"
    election = import_module("pabutools.election")
    rules = import_module("pabutools.rules")
    instance, profile = election.parse_pabulib(path)
    voters = profile.num_ballots()
    grouped = profile.as_multiprofile()
    ties = {"tie_breaking": import_module("pabutools.tiebreaking").lexico_tie_breaking}
    by_cost, by_number = {"sat_class": election.Cost_Sat}, {"sat_class": election.Cardinality_Sat}
    shares = rules.method_of_equal_shares
    found = {
        "greedy": rules.greedy_utilitarian_welfare(instance, profile, **by_cost, **ties),
        "greedy-cost": rules.greedy_utilitarian_welfare(instance, profile, **by_number, **ties),
        "phragmen": _phragmen(rules, instance, grouped, ties["tie_breaking"]),
        "mes, cost": shares(instance, grouped, **by_cost, **ties),
        "mes, cardinality": shares(instance, grouped, **by_number, **ties),
    }
    if voters * len(instance) <= ADD1_VOTERS_TIMES_PROJECTS_MAX:
        for stop in (False, True):
            found[f"add1, {'stopping' if stop else 'going on'}"] = (
                rules.exhaustion_by_budget_increase(
                    instance,
                    grouped,
                    shares,
                    {**by_cost, **ties},
                    exhaustive_stop=stop,
                    budget_step=voters,
                )
            )
    return {rule: _ids(allocation) for rule, allocation in found.items()}


def _phragmen(rules: Any, instance: Any, profile: Any, ties: Any) -> list[Any]:
    """It sorts its winners by name in the end, so each is noted as it comes out of the ties.

    It also elects projects without votes when all of them fit, where we elect none.
    """
    chosen: list[Any] = []
    noting = type(ties)(ties.func)

    def order(*asked: Any) -> list[Any]:
        tied: list[Any] = ties.order(*asked)
        chosen.append(tied[0])
        return tied

    noting.order = order
    elected = rules.sequential_phragmen(instance, profile, tie_breaking=noting)
    assert sorted(_ids(chosen)) == sorted(_ids(elected))
    return [project for project in chosen if profile.approval_score(project)]


def _ids(allocation: Any) -> list[str]:
    return [project.name for project in allocation]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(outcomes(sys.argv[1])))
