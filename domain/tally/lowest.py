"""Finding the project with the lowest figure without looking at all of them every time.

In the rules that use this a project's figure never falls while others are bought. So its last known
figure is a lower bound: once the bounds are above the lowest figure found, no other can be lower.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction


def with_lowest(
    waiting: dict[str, Fraction], figure: Callable[[str, Fraction | None], Fraction | None]
) -> list[str]:
    """The projects with the lowest figure; several when they are equal, none when none is left.

    `waiting` holds each project's last known figure, and is kept up to date. `figure` says what it
    is now, given the project and the lowest so far: `None` takes the project out of `waiting` for
    good; a figure above the lowest so far may be any lower bound that is above it too.
    """
    best: list[str] = []
    lowest: Fraction | None = None
    for project_id in sorted(waiting, key=waiting.__getitem__):
        if lowest is not None and waiting[project_id] > lowest:
            break
        found = figure(project_id, lowest)
        if found is None:
            del waiting[project_id]
            continue
        waiting[project_id] = found
        if lowest is None or found < lowest:
            lowest, best = found, []
        if found == lowest:
            best.append(project_id)
    return best
