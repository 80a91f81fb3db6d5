"""Dividing money over themes, whatever people divide: exact, fair to each ballot, and monotone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from domain.money import Money
from domain.theme_division import (
    ThemeDivision,
    ThemeRounding,
    amounts_of_themes,
    guard_division_on_ballot,
    steps_given,
)

THEMES = ("care", "green", "play", "sport")
STEPS = 9
Filled = tuple[tuple[str, ...], tuple[int, ...]]


@st.composite
def ballots(draw: st.DrawFn) -> Filled:
    """All steps, over at least two themes."""
    first, second = draw(st.permutations(THEMES))[:2]
    given_steps = {first: 1, second: 1}
    for theme in draw(st.lists(st.sampled_from(THEMES), min_size=STEPS - 2, max_size=STEPS - 2)):
        given_steps[theme] = given_steps.get(theme, 0) + 1
    return tuple(given_steps), tuple(given_steps.values())


STEP_CENTS = st.sampled_from([1, 7, 10_000_00])
ROUNDINGS = st.sampled_from(list(ThemeRounding))
SOME_BALLOTS = st.lists(ballots(), min_size=1, max_size=8)


def division(step: int, rounding: ThemeRounding) -> ThemeDivision:
    """Four themes, of which a ballot names two."""
    return ThemeDivision(themes=THEMES, step_cents=Money(step), least_themes=2, rounding=rounding)


def amounts(rules: ThemeDivision, cast: list[Filled]) -> dict[str, Money]:
    """What themes get."""
    budget = rules.worth(STEPS)
    for choices, steps in cast:
        guard_division_on_ballot(choices, steps, rules, budget)
    return amounts_of_themes(rules, budget, steps_given(rules, cast))


@given(STEP_CENTS, ROUNDINGS, SOME_BALLOTS)
def test_the_parts_add_up_to_the_budget_and_each_is_within_a_unit_of_the_mean(
    step: int, rounding: ThemeRounding, cast: list[Filled]
) -> None:
    rules = division(step, rounding)
    found = amounts(rules, cast)
    assert sum(each.cents for each in found.values()) == step * STEPS
    unit = step if rounding is ThemeRounding.STEP else 1
    for theme, steps in steps_given(rules, cast).items():
        assert found[theme].cents % unit == 0
        assert abs(found[theme].cents * len(cast) - steps * step) < unit * len(cast)


@given(STEP_CENTS, ROUNDINGS, SOME_BALLOTS, st.randoms(use_true_random=False))
def test_the_order_of_voters_and_of_themes_on_a_ballot_says_nothing(
    step: int, rounding: ThemeRounding, cast: list[Filled], luck: object
) -> None:
    rules = division(step, rounding)
    shuffled = list(cast)
    luck.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random
    turned = [(choices[::-1], steps[::-1]) for choices, steps in shuffled]
    assert amounts(rules, turned) == amounts(rules, cast)


@given(STEP_CENTS, ROUNDINGS, SOME_BALLOTS, st.data())
def test_whoever_moves_a_step_to_a_theme_never_makes_it_get_less(
    step: int, rounding: ThemeRounding, cast: list[Filled], data: st.DataObject
) -> None:
    rules = division(step, rounding)
    before = amounts(rules, cast)
    place = data.draw(st.integers(0, len(cast) - 1))
    gives = dict(zip(*cast[place], strict=True))
    rich = [theme for theme, steps in gives.items() if steps > 1]
    away = data.draw(st.sampled_from(sorted(rich)))
    to = data.draw(st.sampled_from([theme for theme in THEMES if theme != away]))
    gives[away] -= 1
    gives[to] = gives.get(to, 0) + 1
    moved = [*cast[:place], (tuple(gives), tuple(gives.values())), *cast[place + 1 :]]
    after = amounts(rules, moved)
    assert after[to] >= before[to]
    assert after[away] <= before[away]
