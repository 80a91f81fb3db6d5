"""One run of the kernel: its arrays, and the help it gets where it cannot go on by itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from fractions import Fraction
from math import lcm

import numpy as np

from domain.tally.election import Election
from domain.tally.equal_shares import Utility
from domain.tally.kernel import layout
from domain.tally.kernel.exactly import ExactPurses
from domain.tally.kernel.layout import Offers, Purses, Results, Small, Terms, Work
from domain.tally.kernel.preparing import prepared
from domain.tally.kernel.raising import count
from domain.tally.kernel.units import Units, units_for
from domain.tally.ties import Tie, TieOrder

_LOG_LENGTH = 1_024
_PARTS_MAX = 2**61
_ROOM = ((8, 64), (1, 64), (1, 8), (1, 1))
"""How many shares and raises a unit of money leaves room for; the next is tried where none does."""


class Run:
    """Counts `election` with `share`, and with a `step` raises it for as long as that is paid for.

    Call `fits` before `start`, and `start` before the others.
    """

    def __init__(
        self,
        election: Election,
        eligible: Collection[str],
        order: TieOrder,
        share: Fraction,
        *,
        step: Fraction = Fraction(0),
        utility: Utility = Utility.COST,
    ) -> None:
        self._known = prepared(election)
        self._share, self._step, self._utility = share, step, utility
        ids = self._known.ids
        self._rank = np.array([order.rank(each) for each in ids], np.int32)
        supporters = self._known.supporters(utility)
        control = np.zeros(layout.CONTROLS, np.int64)
        control[layout.STEP] = control[layout.ACCEPTED] = -1
        self.work = Work(
            supporters,
            _terms(len(ids), self._rank, self._competing(eligible)),
            _offers(len(ids)),
            _purses(len(election.columns.voters)),
            control,
            _results(len(ids)),
        )
        self._exactly: tuple[int, ExactPurses] | None = None

    @property
    def raises(self) -> int:
        """How often the share of the current count was raised."""
        return int(self.work.control[layout.RAISES])

    @property
    def share(self) -> Fraction:
        """The share of the current count."""
        raises = self.raises
        return self._share + raises * self._step if raises else self._share

    def raise_shares(self, raises_max: int, stop_at_exhaustive: bool) -> None:
        """Not only count once, but raise the shares for as long as the budget suffices."""
        self.work.control[layout.COMPLETES] = 1
        self.work.control[layout.RAISES_MAX] = raises_max
        self.work.control[layout.STOPS_AT_EXHAUSTIVE] = int(stop_at_exhaustive)

    def fits(self) -> bool:
        """Choose a unit of money for this share and the next raises; false: there is none."""
        share, step = self.share, self._step
        weight = max(1, self._known.election.voters)
        if self.work.supporters.points.size:
            weight = max(weight, 2 * self._known.most_points)
        parts = lcm(share.denominator, step.denominator)
        for shares, raises in _ROOM if step else ((1, 0),):
            most = shares * share + raises * step if step else share
            units = units_for(self._known.amounts_divide, share, step, most, weight)
            if units is not None and parts <= _PARTS_MAX:
                self._use(units, parts)
                return True
        return False

    def start(self) -> int:
        """Run the kernel to the end, and return the reason why it ended."""
        while True:
            why = count(
                tuple(tuple(part) if isinstance(part, tuple) else part for part in self.work)
            )
            if why == layout.UNDECIDED:
                self._decide()
            elif why == layout.LOG_FULL:
                self._lengthen_log()
            elif why != layout.BEYOND_UNITS or not self.fits():
                return why

    def winners(self) -> tuple[str, ...]:
        """The last outcome that was accepted."""
        accepted = self.work.results.accepted[: self.work.control[layout.ACCEPTED]].tolist()
        return tuple(self._known.ids[each] for each in accepted)

    def ties_of_winners(self) -> tuple[Tie, ...]:
        """The ties of that outcome."""
        control = self.work.control
        kept = self._ties(control[layout.LOG_KEPT], control[layout.LOG_KEPT_END])
        return tuple(Tie(tie.step, tie.tied, tie.chosen, self.raises) for tie in kept)

    def ties(self) -> Iterator[Tie]:
        """The ties of all counts in their order; what a count repeats may be left out."""
        return self._ties(0, self.work.control[layout.LOG_USED])

    def _ties(self, start: int, end: int) -> Iterator[Tie]:
        log = self.work.results.log[start:end].tolist()
        place = 0
        while place < len(log):
            raises, step, number = log[place : place + 3]
            tied = tuple(self._known.ids[each] for each in log[place + 3 : place + 3 + number])
            yield Tie(step, tied, tied[0], raises)
            place += 3 + number

    def _competing(self, eligible: Collection[str]) -> Small:
        """The projects that can be bought, in about the order of their first offers."""
        known = self._known
        weights = known.supporters(self._utility).weights.tolist()
        competing = [
            place
            for place, project_id in enumerate(known.ids)
            if weights[place] and project_id in eligible
        ]
        if self._utility is Utility.COST:
            competing.sort(key=weights.__getitem__, reverse=True)
        else:
            competing.sort(key=lambda place: known.prices[place] / weights[place])
        return np.array(competing, np.int32)

    def _use(self, units: Units, parts: int) -> None:
        terms, control = self.work.terms, self.work.control
        by_price = self._utility is Utility.COST
        terms.prices[:] = self._known.prices_in(units)
        terms.utility[:] = terms.prices if by_price else 1.0
        terms.by_price[0] = by_price
        control[layout.SHARE], control[layout.SHARE_PART] = _in_parts(units, self.share, parts)
        control[layout.RAISE], control[layout.RAISE_PART] = _in_parts(units, self._step, parts)
        control[layout.SHARE_PARTS] = parts
        control[layout.SHARE_MAX] = units.share_max
        control[layout.BUDGET] = min(units.whole(self._known.election.budget), layout.UNITS_MAX)

    def _lengthen_log(self) -> None:
        log = self.work.results.log
        results = self.work.results._replace(log=np.concatenate((log, np.empty_like(log))))
        self.work = self.work._replace(results=results)

    def _decide(self) -> None:
        """Compare the contenders exactly, and tell the kernel which of them are the best."""
        control, bounds, queue = self.work.control, self.work.offers.bound, self.work.offers.queue
        purses = self._exact_purses()
        contenders = self.work.results.contenders[: control[layout.CONTENDERS]].tolist()
        offered = {project: purses.price_per_utility(project) for project in contenders}
        prices = {project: price for project, price in offered.items() if price is not None}
        for project in contenders:
            if project not in prices:
                bounds[project] = np.inf
        queued = queue[: control[layout.QUEUED]]
        affordable = queued[bounds[queued] < np.inf]
        queue[: len(affordable)] = affordable
        control[layout.QUEUED] = len(affordable)
        lowest = min(prices.values(), default=None)
        best = [project for project, price in prices.items() if price == lowest]
        best.sort(key=self._rank.__getitem__)
        self.work.results.contenders[: len(best)] = best
        control[layout.TIED] = len(best)

    def _exact_purses(self) -> ExactPurses:
        """The purses of the current count, after what it bought up to now."""
        if self._exactly is None or self._exactly[0] != self.raises:
            groups, known = len(self.work.purses.low), self._known
            supporters = self.work.supporters
            purses = ExactPurses(supporters, groups, known.prices, self.share, self._utility)
            self._exactly = (self.raises, purses)
        self._exactly[1].buy(self.work.results.bought[: self.work.control[layout.STEP]].tolist())
        return self._exactly[1]


def _in_parts(units: Units, amount: Fraction, parts: int) -> tuple[int, int]:
    """An amount in units rounded down, and what was rounded off, in so many parts of a unit."""
    whole, part = divmod(amount.numerator * units.per_amount, amount.denominator)
    return whole, part * (parts // amount.denominator)


def _terms(projects: int, rank: Small, competes: Small) -> Terms:
    return Terms(
        prices=np.empty(projects, np.int64),
        utility=np.empty(projects, np.float64),
        by_price=np.zeros(1, np.int8),
        rank=rank,
        competes=competes,
    )


def _offers(projects: int) -> Offers:
    return Offers(
        level=np.zeros(projects, np.int64),
        upper=np.zeros(projects, np.int64),
        bound=np.zeros(projects, np.float64),
        queue=np.zeros(projects, np.int32),
        looked=np.zeros(projects, np.int32),
        bought=np.zeros(projects, np.int8),
    )


def _purses(groups: int) -> Purses:
    return Purses(np.empty(groups, np.int64), np.empty(groups, np.int64))


def _results(projects: int) -> Results:
    return Results(
        contenders=np.empty(projects, np.int32),
        bought=np.empty(projects, np.int32),
        accepted=np.empty(projects, np.int32),
        log=np.empty(_LOG_LENGTH, np.int32),
    )
