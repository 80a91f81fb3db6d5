"""Lines by kind, rounds over themes and on projects, and who goes first, in any order.

Whatever is asked, what people vote on is there when they have decided, nothing is spent twice, and
residents go before formal applicants.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from application import decision
from application.streams import Reading, Stream, StreamEvents
from domain import theme_round
from domain.decision import PrepareDecision, TakeDecision
from domain.precedence import Precedence
from domain.theme_round import OpenThemeRound
from tests.properties.round_money_life.walk import RoundMoneyWalk
from tests.properties.round_money_life.walking import TOO_LITTLE
from tests.properties.whole_city.model import ROUNDS_BESIDE
from tests.scenarios.people import PASS_KEY
from tests.scenarios.town import Town

WALKS = settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=25,
    stateful_step_count=6,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)
MUST_HAPPEN = {
    "admit",
    "cast",
    "close_round",
    "do",
    "extend_round",
    "move_money",
    "open_round",
    "open_theme_round",
    "prepare",
    "prepare_refusal",
    "reserve",
    "take",
    "tally",
}

pytestmark = pytest.mark.usefixtures("the_same_walks_everywhere")


@pytest.fixture(scope="module")
def walked(the_same_walks_everywhere: None) -> type[RoundMoneyWalk]:
    """All walks, once for this file."""
    RoundMoneyWalk.accepted.clear()
    RoundMoneyWalk.refused.clear()
    run_state_machine_as_test(RoundMoneyWalk, settings=WALKS)
    return RoundMoneyWalk


def test_every_cent_is_where_the_books_have_it_whatever_is_asked(
    walked: type[RoundMoneyWalk],
) -> None:
    assert walked.accepted.total() > 500


def test_every_step_was_taken_on_the_way_and_projects_were_chosen_within_themes(
    walked: type[RoundMoneyWalk],
) -> None:
    assert MUST_HAPPEN - walked.accepted.keys() == set()
    assert walked.accepted["within themes"]


def test_it_walks_what_the_whole_city_leaves_to_it(walked: type[RoundMoneyWalk]) -> None:
    steps = {"ExtendVotingRound": "extend_round", "OpenThemeRound": "open_theme_round"}
    assert steps.keys() == ROUNDS_BESIDE
    assert set(steps.values()) <= walked.accepted.keys()


def test_and_money_that_was_not_there_or_was_for_others_stood_in_the_way(
    walked: type[RoundMoneyWalk],
) -> None:
    assert TOO_LITTLE - walked.refused.keys() == set()


class NobodyWaits(Reading):
    """What a decision reads where nobody remembers who goes first."""

    def precedence(self, year: int, wijk: str) -> Stream[Precedence]:
        """Nobody."""
        return Stream(super().precedence(year, wijk).name, -1, None)


def who_forgets_residents() -> Town:
    """A town that looks at nobody who waits."""
    town = Town()

    def prepares(asked: PrepareDecision, _: Reading) -> list[StreamEvents]:
        return decision.prepare_decision(asked, NobodyWaits(town.streams))

    def takes(asked: TakeDecision, _: Reading) -> list[StreamEvents]:
        return decision.take_decision(asked, NobodyWaits(town.streams))

    town.handlers |= {PrepareDecision: prepares, TakeDecision: takes}
    return town


def who_holds_nothing() -> Town:
    """A town that forgets that money is divided over themes, once a round is open."""
    town = Town()

    def opens(asked: OpenThemeRound, read: Reading) -> list[StreamEvents]:
        found = read.voting_round(asked.round_id)
        budget = read.budget(asked.year, asked.wijk).state
        assert budget is not None
        opened = theme_round.open_theme_round(asked, found.state, budget, PASS_KEY, None)
        return [found.gets(opened)]

    town.handlers[OpenThemeRound] = opens
    return town


@pytest.mark.parametrize("town", [who_forgets_residents, who_holds_nothing])
def test_a_town_that_forgets_about_it_is_found_out(town: Callable[[], Town]) -> None:
    class Astray(RoundMoneyWalk):
        accepted: ClassVar[Counter[str]] = Counter()
        refused: ClassVar[Counter[str]] = Counter()

        def built(self) -> Town:
            return town()

    first = settings(WALKS, phases=(Phase.generate,), print_blob=False)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Astray, settings=first)
