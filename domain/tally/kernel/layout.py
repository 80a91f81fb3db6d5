"""What the kernel works on: arrays with a name, one row per project, supporter or ballot group.

Money is a whole number of units; `units` chooses how small one is. What cannot be a whole number is
kept as two, one that is surely not above it and one that is surely not below it.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Whole: TypeAlias = NDArray[np.int64]
Small: TypeAlias = NDArray[np.int32]
Places: TypeAlias = NDArray[np.uint32]
"""Without a sign, so that nothing has to ask whether one counts from the end."""

Flags: TypeAlias = NDArray[np.int8]
Floats: TypeAlias = NDArray[np.float64]

UNITS_MAX = 2**62
"""All the money of an election is below this; so no sum of purses can overflow."""

DONE, TOO_MANY_RAISES, BEYOND_UNITS, LOG_FULL, UNDECIDED = 0, 1, 2, 3, 4
"""Why the kernel returned; after the last three it goes on where it was when called again."""

(
    RAISES,  # of the current count
    STEP,  # projects bought in the current count; -1 before it begins
    QUEUED,  # projects that may still be bought
    TIED,  # how many of `contenders` are equally good; 0: not known yet
    CONTENDERS,  # how many may be the best, where the kernel is undecided
    SHARE,  # units per voter, rounded down
    SHARE_PART,  # what was rounded off, in `SHARE_PARTS`
    SHARE_PARTS,  # how many parts make one unit
    RAISE,  # units by which a share is raised, rounded down
    RAISE_PART,  # and what was rounded off
    SPAN,  # how many raises in a row are counted at once, the current one first
    NARROWING,  # 1 while spans get shorter, up to where the outcome changes
    SPREAD,  # units by which the share of the last raise of a span is above that of the first
    SHARE_MAX,  # from here on the money might not be below `UNITS_MAX`
    BUDGET,  # units
    RAISES_MAX,
    COMPLETES,  # 1: raise the shares; 0: count once
    STOPS_AT_EXHAUSTIVE,  # 1: stop at the first outcome to which no project could be added
    ACCEPTED,  # winners of the last count that the budget can pay; -1 before there is one
    LOG_USED,  # numbers in the log of ties
    LOG_COUNT,  # where the ties of the current count begin in it
    LOG_KEPT,  # where those of the accepted count begin
    LOG_KEPT_END,
    FINGERPRINT,
    CONTROLS,  # how many controls there are
) = range(25)


class Supporters(NamedTuple):
    """Who supports each project: those of project `p` stand from `starts[p]` to `starts[p + 1]`.

    `groups` has positions of ballot groups, `voters` how many voters each has, and `points` what
    each of them gives (an empty array where ballots only approve). `weights` has, per project, the
    sum of voters, or of voters times points.
    """

    starts: Whole
    groups: Places
    voters: Small
    points: Small
    weights: Whole


class Terms(NamedTuple):
    """What the projects cost and how they compare; nothing here changes during a count.

    `prices` is in units, at most `UNITS_MAX`. `utility` has what a price is divided by, rounded to
    a float: the price where it is the utility (then `by_price` is a one), else one. `rank` is the
    place in the order for ties. `competes` has the projects that can be bought, in about the order
    of their prices per utility.
    """

    prices: Whole
    utility: Floats
    by_price: Flags
    rank: Small
    competes: Small


class Purses(NamedTuple):
    """What each voter of a ballot group has left: at least `low`, at most `high`."""

    low: Whole
    high: Whole


class Offers(NamedTuple):
    """Per project, what is known about its price per voter who pays in full (or per point).

    It is at least `level`, whatever is bought later on, and at most `upper` (-1 where it may be
    unaffordable); `bound` is `level` per utility, rounded down. `queue` has the projects that may
    still be bought, lowest bound first. `looked` has the step at which `level` was last worked out
    to the end. `bought` has a one for what was bought.
    """

    level: Whole
    upper: Whole
    bound: Floats
    queue: Small
    looked: Small
    bought: Flags


class Results(NamedTuple):
    """What comes out: the projects that may be best, and those bought by two counts.

    `log` holds one tie after the other: raises, step, how many tied, and these projects, the chosen
    one first.
    """

    contenders: Small
    bought: Small
    accepted: Small
    log: Small


class Work(NamedTuple):
    """All arrays of one count; `control` has a number for each of the names above."""

    supporters: Supporters
    terms: Terms
    offers: Offers
    purses: Purses
    control: Whole
    results: Results
