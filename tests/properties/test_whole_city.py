"""Every command there is, legal and illegal, in any order: city and model never disagree."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule, run_state_machine_as_test

from domain.ballot import CastBallot
from domain.budget_year import REQUIRED_ACTS, Body
from domain.proposal import TakeInHandling
from domain.voting_rules import BallotForm
from tests.properties.whole_city.broken_cities import BROKEN
from tests.properties.whole_city.city import City
from tests.properties.whole_city.model import (
    INTEGRITY,
    LINES,
    OF_BOARDS,
    OF_RANKING,
    ROLES,
    ROUNDS_BESIDE,
    RULES,
    SAFEGUARDS,
    WALKED_ELSEWHERE,
    words,
)
from tests.properties.whole_city.model_framework import BODIES
from tests.properties.whole_city.steps_plan import SELDOM
from tests.properties.whole_city.steps_votes import VotingSteps
from tests.properties.whole_city.walk import (
    DIVISION,
    LUCK,
    WIJKEN,
    YEARS,
    Answers,
    Walk,
    refused_by_a_rule,
)


class WholeCity(VotingSteps):
    """A walk that begins in an empty city, in one with money, with proposals, or with a vote."""

    @rule(luck=LUCK, commands=st.integers(1, 20))
    def a_busy_day(self, luck: Random, commands: int) -> None:
        """Many steps of all kinds, each as likely as another."""
        luck.seed(luck.random() + next(self.numbers))
        often = [name for name in RULES if name not in SELDOM]
        for _ in range(commands):
            seldom = luck.choice(SELDOM)
            getattr(self, words(luck.choice([*often, seldom, seldom, *self.next_steps() * 3])))(
                luck
            )

    @initialize(luck=LUCK, stage=st.sampled_from([3, 3, 2, 2, 1, 0]), commands=st.integers(60, 160))
    def begin(self, luck: Random, stage: int, commands: int) -> None:
        luck.seed(luck.random() + commands)
        for _ in range(2):  # now and then a step goes wrong; the second time it is then right
            if stage > 0:
                self.frame(luck)
            if stage > 1:
                self.plan_and_propose(luck)
        for _ in range(4 if stage > 2 else 0):
            self.open_voting_round(luck)
            self.several_people_vote(luck)
        self.a_busy_day(luck, commands)

    def frame(self, luck: Random) -> None:
        """Divide the money of both years."""
        self.adopt(luck, DIVISION, WIJKEN)
        for year in YEARS:
            for kind in REQUIRED_ACTS:
                self.record(luck, year, kind, Body(BODIES[kind]))
            self.open(luck, year)
            found = self.books.years.get(year)
            some = luck.sample(WIJKEN, luck.randrange(1, 4))
            self.allocate(luck, year, found.ceiling if found else 1, dict.fromkeys(some, 1))

    def plan_and_propose(self, luck: Random) -> None:
        """Rules or none, a plan with a priority, mandates, and proposals in handling."""
        if luck.randrange(2):
            self.adopt_regulation(luck)
        for step in (self.record_need, self.set_priority, self.adopt_wijkplan, self.give_mandate):
            step(luck)
        for _ in range(3):
            wijk, year = luck.choice([*self.books.plans] or [(YEARS[0], WIJKEN[0])])[::-1]
            self.give(luck, TakeInHandling, proposal_id=self.submit(luck, wijk, year))


WALKS = settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=400,
    stateful_step_count=50,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)


FIRST_WALKS = settings(WALKS, phases=(Phase.generate,), print_blob=False)
"""The same walks; the first that goes wrong is enough, and need not be made short."""


pytestmark = pytest.mark.usefixtures("the_same_walks_everywhere")


@pytest.fixture(scope="module")
def walked(the_same_walks_everywhere: None) -> type[WholeCity]:
    """All walks, once for this file."""
    WholeCity.answers.clear()
    WholeCity.forms_voted.clear()
    run_state_machine_as_test(WholeCity, settings=WALKS)
    return WholeCity


def test_no_promise_is_broken_whatever_is_asked(walked: type[Walk]) -> None:
    assert walked.answers.total() > 1_000


def test_people_voted_on_ballots_of_every_form(walked: type[WholeCity]) -> None:
    assert walked.forms_voted == set(BallotForm)


def test_every_command_was_accepted_and_refused_on_the_way(walked: type[Walk]) -> None:
    every = {intention.__name__ for intention in City().handlers} | {CastBallot.__name__}
    every -= WALKED_ELSEWHERE | SAFEGUARDS | INTEGRITY | LINES | ROUNDS_BESIDE
    every -= OF_BOARDS | OF_RANKING
    assert every == ROLES.keys()
    assert {name for name, code in walked.answers if not code} == every
    assert refused_by_a_rule(walked.answers) == every


@pytest.mark.parametrize("fault", BROKEN)
def test_a_city_in_which_a_rule_was_forgotten_is_found_out(fault: str) -> None:
    class Astray(WholeCity):
        answers: ClassVar[Answers] = Counter()

        def built(self) -> City:
            return BROKEN[fault].city()

    with pytest.raises(AssertionError, match=BROKEN[fault].complaint):
        run_state_machine_as_test(Astray, settings=FIRST_WALKS)
