"""Counting with shares that are raised step by step: the entry point of the kernel's counts.

Raises in a row can be counted at once: as one count in which a purse is only known to be between
that of the first and that of the last. What is decided nevertheless holds for each of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from domain.tally.kernel import layout, money, offers, ratios, shares
from domain.tally.kernel.compiled import compiled, entry_point, fingerprint
from domain.tally.kernel.layout import (
    ACCEPTED,
    BEYOND_UNITS,
    BUDGET,
    COMPLETES,
    DONE,
    FINGERPRINT,
    LOG_COUNT,
    LOG_KEPT,
    LOG_KEPT_END,
    LOG_USED,
    NARROWING,
    RAISE,
    RAISE_PART,
    RAISES,
    RAISES_MAX,
    SHARE,
    SHARE_MAX,
    SHARE_PART,
    SHARE_PARTS,
    SPAN,
    SPREAD,
    STEP,
    STOPS_AT_EXHAUSTIVE,
    TOO_MANY_RAISES,
    UNDECIDED,
    Offers,
    Purses,
    Results,
    Supporters,
    Terms,
    Work,
)
from domain.tally.kernel.shares import begin_count, buy_all, cost_of

Arrays: TypeAlias = tuple[Any, ...]
"""The arrays of `Work`: in the order of its fields, those of a named tuple as a plain one."""

OF_THESE_TEXTS = fingerprint(layout, money, offers, ratios, shares)


def _counting(texts: int) -> Callable[[Arrays], int]:
    @entry_point
    def count(arrays: Arrays) -> int:
        """Count, and with `COMPLETES` raise the shares and count again, until the end.

        Returns `DONE` with the winners in `accepted`, or why it cannot go on by itself.
        """
        supporters, terms = Supporters(*arrays[0]), Terms(*arrays[1])
        offers, purses = Offers(*arrays[2]), Purses(*arrays[3])
        work = Work(supporters, terms, offers, purses, arrays[4], Results(*arrays[5]))
        work.control[FINGERPRINT] = texts
        return count_until_the_end(work)

    return count


@compiled
def count_until_the_end(work: Work) -> int:
    """See `count`."""
    control = work.control
    while True:
        if control[STEP] < 0:
            if not choose_span(work):
                return BEYOND_UNITS
            control[LOG_COUNT] = control[LOG_USED]
            begin_count(work)
        why = buy_all(work)
        if why == UNDECIDED and control[SPAN] > 1:
            _begin_again_with_half_the_span(work)
            continue
        if why != DONE:
            return why
        if control[ACCEPTED] >= 0 and _costs_too_much(work):
            control[RAISES] -= 1
            return DONE
        same = _accept(work)
        if control[COMPLETES] == 0:
            return DONE
        if control[RAISES] == control[RAISES_MAX]:
            return TOO_MANY_RAISES
        if _ended(work):
            return DONE
        _raise_share(work, same)


@compiled
def choose_span(work: Work) -> bool:
    """Shorten the span to what there is room for; false where even one count has none."""
    control = work.control
    raised = control[RAISE] + (1 if control[RAISE_PART] > 0 else 0)
    room = control[SHARE_MAX] - control[SHARE] - 2
    span = max(1, min(control[SPAN], control[RAISES_MAX] - control[RAISES]))
    if span > 1:
        span = max(1, min(span, 1 + room // raised))
    control[SPAN] = span
    control[SPREAD] = (span - 1) * raised
    return bool(room >= 0)


@compiled
def _begin_again_with_half_the_span(work: Work) -> None:
    control = work.control
    control[SPAN] //= 2
    control[NARROWING] = 1
    control[STEP] = -1
    control[LOG_USED] = control[LOG_COUNT]


@compiled
def _costs_too_much(work: Work) -> bool:
    return bool(cost_of(work, work.results.bought, work.control[STEP]) > work.control[BUDGET])


@compiled
def _accept(work: Work) -> bool:
    """Keep the outcome and its ties; true when all are as they were in the count before."""
    control, results = work.control, work.results
    same_ties = _same_ties(work)
    same = same_ties and control[STEP] == control[ACCEPTED]
    for place in range(control[STEP]):
        same = same and results.accepted[place] == results.bought[place]
        results.accepted[place] = results.bought[place]
    control[ACCEPTED] = control[STEP]
    if same_ties:
        control[LOG_USED] = control[LOG_COUNT]
    else:
        control[LOG_KEPT] = control[LOG_COUNT]
        control[LOG_KEPT_END] = control[LOG_USED]
    return same


@compiled
def _same_ties(work: Work) -> bool:
    """Whether the ties of this count are those of the accepted one, apart from the raises."""
    control, log = work.control, work.results.log
    kept, now = control[LOG_KEPT], control[LOG_COUNT]
    length = control[LOG_KEPT_END] - kept
    if control[LOG_USED] - now != length:
        return False
    place = 0
    while place < length:
        end = place + 3 + log[kept + place + 2]
        for each in range(place + 1, end):
            if log[kept + each] != log[now + each]:
                return False
        place = end
    return True


@compiled
def _ended(work: Work) -> bool:
    """Whether all that can be bought is, or (where that ends it) nothing more fits the budget."""
    control = work.control
    left = control[BUDGET] - cost_of(work, work.results.accepted, control[ACCEPTED])
    all_bought, exhaustive = True, True
    for project in work.terms.competes:
        if work.offers.bought[project] == 0:
            all_bought = False
            exhaustive = exhaustive and work.terms.prices[project] > left
    return all_bought or (exhaustive and control[STOPS_AT_EXHAUSTIVE] == 1)


@compiled
def _raise_share(work: Work, same: bool) -> None:
    """Go on after the span: with twice as long a one while nothing changes, else with one raise.

    After a span that was too long, spans only get shorter until one raise was counted by itself.
    """
    control = work.control
    for _ in range(control[SPAN]):
        control[SHARE] += control[RAISE]
        control[SHARE_PART] += control[RAISE_PART]
        if control[SHARE_PART] >= control[SHARE_PARTS]:
            control[SHARE_PART] -= control[SHARE_PARTS]
            control[SHARE] += 1
    control[RAISES] += control[SPAN]
    control[STEP] = -1
    if control[SPAN] == 1:
        control[NARROWING] = 0
    if control[NARROWING] == 0:
        control[SPAN] = 2 * control[SPAN] if same else 1


count = _counting(OF_THESE_TEXTS)
