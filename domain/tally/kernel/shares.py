"""One count of equal shares: buy the best offer, step by step, until nothing can be afforded."""

from __future__ import annotations

import numpy as np

from domain.tally.kernel.compiled import compiled
from domain.tally.kernel.layout import (
    CONTENDERS,
    DONE,
    LOG_FULL,
    LOG_USED,
    QUEUED,
    RAISES,
    SHARE,
    STEP,
    TIED,
    UNDECIDED,
    Small,
    Work,
)
from domain.tally.kernel.money import pay
from domain.tally.kernel.offers import ROUNDED_DOWN, find_contenders, reorder, richest
from domain.tally.kernel.ratios import HIGHER_OR_LOWER, UNKNOWN, compare, exact_ratio


@compiled
def begin_count(work: Work) -> None:
    """Give each voter the share, and bound each price: nobody can pay less than all together."""
    terms, offers = work.terms, work.offers
    work.purses.low[:] = work.control[SHARE]
    work.purses.high[:] = richest(work)
    offers.bought[:] = 0
    offers.looked[:] = -1
    queued = 0
    for project in terms.competes:
        level = terms.prices[project] // work.supporters.weights[project]
        if level <= richest(work):
            offers.level[project] = level
            offers.bound[project] = level / terms.utility[project] * ROUNDED_DOWN
            offers.queue[queued] = project
            queued += 1
    work.control[QUEUED] = queued
    reorder(work, queued)
    work.control[STEP] = 0
    work.control[TIED] = 0


@compiled
def buy_all(work: Work) -> int:
    """Buy until nothing is affordable (`DONE`), or return why it cannot go on by itself."""
    control, offers = work.control, work.offers
    while True:
        if control[TIED] == 0:
            control[CONTENDERS] = find_contenders(work)
            if control[CONTENDERS] == 0:
                return DONE
            control[TIED] = best_of_contenders(work)
            if control[TIED] == 0:
                return UNDECIDED
        if control[TIED] > 1 and not log_tie(work):
            return LOG_FULL
        chosen = work.results.contenders[0]
        pay(work, chosen)
        offers.bought[chosen] = 1
        offers.bound[chosen] = np.inf
        reorder(work, min(control[CONTENDERS], control[QUEUED]))
        work.results.bought[control[STEP]] = chosen
        control[STEP] += 1
        control[TIED] = 0


@compiled
def best_of_contenders(work: Work) -> int:
    """Put the equally good ones in front, in the order for ties; how many there are, 0: unknown."""
    contenders, number = work.results.contenders, work.control[CONTENDERS]
    if number == 1:
        return 1 if work.offers.upper[contenders[0]] >= 0 else 0
    best = exact_ratio(work, contenders[0])
    tied = 1
    for place in range(1, number):
        ratio = exact_ratio(work, contenders[place])
        if best[0] == UNKNOWN or ratio[0] == UNKNOWN:
            return 0
        order = compare(ratio, best)
        if order == HIGHER_OR_LOWER:
            return 0
        if order < 0:
            best, tied = ratio, 0
        if order <= 0:
            _swap(contenders, place, tied)
            tied += 1
    _sort(contenders, tied, work.terms.rank)
    return tied


@compiled
def _sort(projects: Small, number: int, rank: Small) -> None:
    """Put the first so many projects in the order of their ranks."""
    for sorted_already in range(1, number):
        place = sorted_already
        while place > 0 and rank[projects[place]] < rank[projects[place - 1]]:
            _swap(projects, place, place - 1)
            place -= 1


@compiled
def _swap(projects: Small, one: int, other: int) -> None:
    projects[one], projects[other] = projects[other], projects[one]


@compiled
def log_tie(work: Work) -> bool:
    """Write the tie of this step into the log; false when it does not fit in."""
    control, log = work.control, work.results.log
    used, tied = control[LOG_USED], control[TIED]
    if used + 3 + tied > log.size:
        return False
    log[used] = control[RAISES]
    log[used + 1] = control[STEP] + 1
    log[used + 2] = tied
    for place in range(tied):
        log[used + 3 + place] = work.results.contenders[place]
    control[LOG_USED] = used + 3 + tied
    return True


@compiled
def cost_of(work: Work, bought: Small, number: int) -> int:
    """What the first so many bought projects cost together, in units."""
    cost = 0
    for place in range(number):
        cost += work.terms.prices[bought[place]]
    return cost
