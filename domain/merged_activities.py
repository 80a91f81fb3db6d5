"""The activities of what merges: those of all proposals, each under a name of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.category_ceiling import category_of
from domain.proposal import Activity, Proposal

IDENTIFIER_MAX = 64


def merged_activities(proposals: Sequence[Proposal]) -> dict[str, Activity]:
    """All activities where each proposal has them; each keeps a name of its own, also when its name
    is too long to stand behind a number, and the category that it had.
    """
    if not all(each.activities for each in proposals):
        return {}
    named: dict[str, Activity] = {}
    for number, each in enumerate(proposals, start=1):
        for place, (name, activity) in enumerate(each.activities.items(), start=1):
            whole = f"{number}.{name}"
            fits = len(whole) <= IDENTIFIER_MAX
            known = replace(activity, category=category_of(each, name))
            named[whole if fits else f"{number}-{place}.{name}"[:IDENTIFIER_MAX]] = known
    return named
