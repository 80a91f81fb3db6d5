"""The best offer of a step: bounds on every project's price per utility, as tight as is needed.

A project's `level` is raised by Newton's method. What supporters pay at a level is a concave
function of it, so the tangent at a level that is too low leads to one that is not too high.
"""

from __future__ import annotations

import numpy as np

from domain.tally.kernel.compiled import compiled
from domain.tally.kernel.layout import QUEUED, SHARE, SHARE_PART, SPREAD, STEP, Work
from domain.tally.kernel.money import paid_for

FOUND, ABOVE, UNAFFORDABLE = 0, 1, 2
"""A level was worked out to the end, or is above the limit, or there is none."""

ROUNDED_DOWN, ROUNDED_UP = 1 - 2**-50, 1 + 2**-50
"""Two conversions to floats, a division and a product are off by less than these factors."""

CLOSE = 1 + 2**-24
"""Offers this close to the best are worked out at once; any number above one would do."""


@compiled
def richest(work: Work) -> int:
    """What no purse of this count is above: the highest share of its span, rounded up."""
    rounded = 1 if work.control[SHARE_PART] > 0 else 0
    return int(work.control[SHARE] + work.control[SPREAD] + rounded)


@compiled
def raise_level(work: Work, project: int, at_least: int) -> int:
    """Raise a project's level to the end; or above `at_least`, where the price surely is."""
    offers, price, most = work.offers, work.terms.prices[project], richest(work)
    level = offers.level[project]
    alike = work.control[STEP] == 0 and work.supporters.points.size == 0
    if alike and level <= work.control[SHARE]:
        return FOUND  # nobody has paid yet, and `level` is the price by the number of voters
    tried = max(level, min(at_least, most))
    while True:
        money, richer = paid_for(work, work.purses.high, project, tried)
        missing = price - money
        if missing <= 0 and tried > level:
            tried, at_least = level, 0
            continue
        if missing > 0 and richer == 0:
            return UNAFFORDABLE
        level = tried + (missing // richer if missing > 0 else 0)
        offers.level[project] = level
        if level > most:
            return UNAFFORDABLE
        if level == tried:
            return FOUND
        if tried >= at_least > 0:
            return ABOVE
        tried = level


@compiled
def find_upper(work: Work, project: int) -> float:
    """Work out a project's `upper`; returned is the same per utility, rounded up."""
    price, upper, most = work.terms.prices[project], work.offers.level[project], richest(work)
    while upper <= most:
        money, richer = paid_for(work, work.purses.low, project, upper)
        missing = price - money
        if missing > 0 and richer == 0:
            break
        upper += (missing + richer - 1) // richer if missing > 0 else 0
        if missing <= (0 if work.supporters.points.size else richer):
            # Purses are whole numbers, so up to the next one each of the richer pays one more.
            work.offers.upper[project] = upper
            return float(upper / work.terms.utility[project] * ROUNDED_UP)
    work.offers.upper[project] = -1
    return np.inf


@compiled
def tighten(work: Work, project: int, limit: float) -> None:
    """Raise a project's level to the end, or until its bound is above the limit."""
    offers, utility, step = work.offers, work.terms.utility[project], work.control[STEP]
    while offers.bound[project] <= limit and offers.looked[project] != step:
        highest = min(limit * utility * ROUNDED_UP, 1.0 * richest(work))
        at_least = int(highest) + 1 if limit < np.inf else 0
        found = raise_level(work, project, at_least)
        if found == UNAFFORDABLE:
            offers.bound[project] = np.inf
            return
        offers.bound[project] = offers.level[project] / utility * ROUNDED_DOWN
        if found == FOUND:
            offers.looked[project] = step


@compiled
def look_around(work: Work, limit: float, closeness: float) -> None:
    """Work out every level that may be within the limit, going down the queue.

    The limit falls to `closeness` times the lowest bound that was worked out. Who is unaffordable
    leaves the queue, and the queue is brought in order again.
    """
    offers = work.offers
    place = 0
    while place < work.control[QUEUED] and offers.bound[offers.queue[place]] <= limit:
        project = offers.queue[place]
        tighten(work, project, limit)
        if offers.looked[project] == work.control[STEP]:
            limit = min(limit, offers.bound[project] * closeness)
        place += 1
    reorder(work, place)


@compiled
def reorder(work: Work, places: int) -> None:
    """Bring the queue in order after the bounds of its first so many projects were raised.

    A project with an endless bound leaves it.
    """
    bounds, queue, length = work.offers.bound, work.offers.queue, work.control[QUEUED]
    for first in range(places - 1, -1, -1):
        project = queue[first]
        place = first
        while place + 1 < length and bounds[queue[place + 1]] < bounds[project]:
            queue[place] = queue[place + 1]
            place += 1
        queue[place] = project
        if bounds[project] == np.inf:
            length = place
    work.control[QUEUED] = length


@compiled
def find_contenders(work: Work) -> int:
    """Find the projects that may be the best offer of this step, and return how many there are.

    One that has `upper` -1 may also be unaffordable; any other project is surely worse or too
    expensive.
    """
    offers, contenders = work.offers, work.results.contenders
    look_around(work, np.inf, CLOSE)
    if work.control[QUEUED] == 0:
        return 0
    contenders[0] = offers.queue[0]
    limit = find_upper(work, contenders[0])
    if work.control[QUEUED] == 1 or offers.bound[offers.queue[1]] > limit:
        return 1
    look_around(work, limit, np.inf)
    number = 0
    while number < work.control[QUEUED] and offers.bound[offers.queue[number]] <= limit:
        contenders[number] = offers.queue[number]
        limit = min(limit, find_upper(work, contenders[number]))
        number += 1
    while offers.bound[contenders[number - 1]] > limit:
        number -= 1
    return number
