"""Allocating, correcting, reserving and granting in any order: the books add up all the way.

The model is a dictionary of cents; what is refused must leave everything as it was.
"""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from application.streams import Reading
from domain.budget_events import BudgetLine
from domain.budget_year import Remainder
from domain.errors import Refusal
from domain.regulation_contents import Regulation
from projections.budget_state import states_after
from projections.ledger import booked
from tests.scenarios.town import LIENDERT, SOESTERKWARTIER, YEAR, Town
from tests.unit.projections.entries import entries_of

CEILING = 1_000_00
WEIGHTS = st.fixed_dictionaries(
    {}, optional={LIENDERT: st.integers(0, 5), SOESTERKWARTIER: st.integers(0, 5)}
).filter(bool)
CENTS = st.integers(0, 700_00)
WIJK = st.sampled_from([LIENDERT, SOESTERKWARTIER])
PLACES = (LIENDERT, SOESTERKWARTIER, "WK030700")
POINTS = st.dictionaries(st.sampled_from([*BudgetLine]), st.integers(0, 5), min_size=1)


def sum_of(free: dict[BudgetLine, int]) -> int:
    """What is free on all lines together."""
    return sum(free.values())


class Allocating(RuleBasedStateMachine):
    """A year of two wijken."""

    def __init__(self) -> None:
        super().__init__()
        self.town = Town()
        self.wholes: list[int] = []
        self.standing: list[int] = []
        self.proposals = 0

    @initialize()
    def open_the_year(self) -> None:
        self.town.adopt_division()
        self.town.open_year(ceiling=CEILING)
        rule = {"article": "3", "allowed": False, "pooling_day": {"month": 1, "day": 1}}
        self.town.adopt_regulation(Regulation.model_validate({"carry_over": rule}))

    @rule(weights=WEIGHTS, cents=CENTS, city_wide=st.sampled_from([0, 0, 1, 100_00]))
    def publish(self, weights: dict[str, int], cents: int, city_wide: int) -> None:
        left = CEILING - sum(self.wholes[number - 1] for number in self.standing)
        fits = max(1, city_wide) <= cents <= left and any(weights.values())
        done = self._accepted(lambda: self.town.allocate(weights, cents, city_wide=city_wide))
        assert done == fits
        if fits:
            self._published(cents)

    @rule(weights=WEIGHTS, cents=CENTS, number=st.integers(1, 4))
    def correct(self, weights: dict[str, int], cents: int, number: int) -> None:
        before = self.available()
        done = self._accepted(lambda: self.town.correct_allocation(weights, cents, number))
        if not done:
            assert self.available() == before
            return
        assert number in self.standing, "what was corrected stood"
        self.standing.remove(number)
        self._published(cents)

    @rule(wijk=WIJK, points=POINTS)
    def divide(self, wijk: str, points: dict[str, int]) -> None:
        before = self.free(wijk)
        others = [points.get(line, 0) for line in (BudgetLine.INSTITUTION, BudgetLine.COORDINATION)]
        may = any(others) and before.get(BudgetLine.INITIATIVE, 0) > 0
        done = self._accepted(lambda: self.town.divide_money(wijk, **points))
        assert may or not done
        assert done == (self.free(wijk) != before)
        assert sum(self.free(wijk).values()) == sum(before.values()), "nothing comes or goes"

    @rule(wijk=WIJK, lines=st.permutations(list(BudgetLine)), cents=st.integers(1, 300_00))
    def move(self, wijk: str, lines: list[BudgetLine], cents: int) -> None:
        before = self.free(wijk)
        fits = cents <= before.get(lines[0], -1)
        done = self._accepted(lambda: self.town.move_money(cents, lines[0], lines[1], wijk=wijk))
        assert done == fits
        change = cents if done else 0
        expected = before | {
            lines[0]: before.get(lines[0], 0) - change,
            lines[1]: before.get(lines[1], 0) + change,
        }
        assert not before or self.free(wijk) == expected

    @rule()
    def pool(self) -> None:
        before = {place: self.free(place) for place in PLACES}
        left = [self.free(wijk).get(BudgetLine.INITIATIVE, 0) for wijk in PLACES[:-1]]
        assert self._accepted(self.town.pool_remainders) == (sum(left) > 0)
        after = {place: self.free(place) for place in PLACES}
        assert sum(map(sum_of, after.values())) == sum(map(sum_of, before.values()))
        assert not any(after[wijk].get(BudgetLine.INITIATIVE, 0) for wijk in PLACES[:-1])

    def teardown(self) -> None:
        """The year closes, unless a decision is awaited; then all that was free is released."""
        free = sum(sum_of(self.free(place)) for place in PLACES)
        awaited = any(event.TOPIC == "grant.reserved.v1" for event in self.town.events())
        closed = self._accepted(lambda: self.town.close_year(Remainder.RELEASE))
        assert closed != awaited
        if closed:
            states = states_after(
                line for entry in entries_of(self.town) if (line := booked(entry)) is not None
            )
            assert sum(state.released_cents for state in states.values()) == free
            assert all(state.adds_up for state in states.values())

    @rule(wijk=WIJK, cents=st.integers(1, 300_00))
    def reserve(self, wijk: str, cents: int) -> None:
        self.proposals += 1
        name = f"proposal-{self.proposals}"
        self.town.admit(name, cents, wijk)
        fits = cents <= self.available().get(wijk, -1)
        assert self._accepted(lambda: self.town.reserve(name, cents)) == fits

    @invariant()
    def what_stands_is_what_the_wijken_got(self) -> None:
        states = states_after(
            line for entry in entries_of(self.town) if (line := booked(entry)) is not None
        )
        got = sum(state.allocated_cents for state in states.values())
        assert got == sum(self.wholes[number - 1] for number in self.standing) <= CEILING
        assert all(state.adds_up and state.available_cents >= 0 for state in states.values())
        for (_, wijk), state in states.items():
            free = (state.available_cents, state.institution_cents, state.coordination_cents)
            assert free == tuple(self.free(wijk).values())

    @invariant()
    def no_wijk_ever_stood_below_zero(self) -> None:
        lines = [line for entry in entries_of(self.town) if (line := booked(entry)) is not None]
        for end in range(len(lines) + 1):
            states = states_after(lines[:end]).values()
            for state in states:
                assert state.available_cents >= 0
                assert min(state.institution_cents, state.coordination_cents) >= 0

    def available(self) -> dict[str, int]:
        """What can be reserved, by wijk."""
        read = Reading(self.town.streams)
        found = {wijk: read.budget(YEAR, wijk).state for wijk in (LIENDERT, SOESTERKWARTIER)}
        return {wijk: state.available.cents for wijk, state in found.items() if state}

    def free(self, wijk: str) -> dict[BudgetLine, int]:
        """What is free on each line of a wijk; nothing where no money came."""
        found = Reading(self.town.streams).budget(YEAR, wijk).state
        return {line: found.free_on(line).cents for line in BudgetLine} if found else {}

    def _published(self, cents: int) -> None:
        self.wholes.append(cents)
        self.standing.append(len(self.wholes))

    def _accepted(self, give: Callable[[], object]) -> bool:
        try:
            give()
        except Refusal:
            return False
        return True


TestAllocating = Allocating.TestCase
TestAllocating.settings = settings(
    max_examples=60,
    stateful_step_count=14,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
