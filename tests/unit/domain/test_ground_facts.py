"""The ground of a decision is true (Awb 3:46), and who won is refused on few of them (Awb 4:35)."""

from __future__ import annotations

import pytest

from domain.decision_ground import (
    GROUNDS_AGAINST_A_WINNER,
    GROUNDS_OF_A_GRANT,
    DecisionGround,
    DecisionOutcome,
    GroundDoesNotFit,
)
from domain.ground_facts import (
    CeilingNotReached,
    DidNotLose,
    DidNotWin,
    GroundFacts,
    WinnerRefused,
    guard_ground_is_true,
)
from domain.money import ZERO, Money
from tests.unit.domain.given import refused

ASKED, GRANT, REFUSE = Money(600_00), DecisionOutcome.GRANT, DecisionOutcome.REFUSE
WON = GroundFacts(ASKED, ASKED, won=ASKED, binds=True)
ADVISED = GroundFacts(ASKED, ASKED, won=ASKED, binds=False)
LOST = GroundFacts(ASKED, Money(599_99), won=ZERO, binds=True)
BESIDE = GroundFacts(ASKED, ASKED)


class TestARound:
    """What is said of it is so."""

    @pytest.mark.parametrize("facts", [LOST, BESIDE])
    def test_nobody_gets_a_grant_for_winning_who_did_not_win(self, facts: GroundFacts) -> None:
        with refused(DidNotWin):
            guard_ground_is_true(DecisionGround.ROUND_WON, GRANT, ASKED, facts)

    @pytest.mark.parametrize("facts", [ADVISED, BESIDE])
    def test_nobody_is_refused_for_losing_who_did_not_lose(self, facts: GroundFacts) -> None:
        with refused(DidNotLose):
            guard_ground_is_true(DecisionGround.ROUND_LOST, REFUSE, ZERO, facts)

    def test_who_won_or_lost_is_told_so(self) -> None:
        guard_ground_is_true(DecisionGround.ROUND_WON, GRANT, ASKED, WON)
        guard_ground_is_true(DecisionGround.ROUND_LOST, REFUSE, ZERO, LOST)


class TestTheCeiling:
    """It is reached by the first cent above what there is."""

    def test_it_is_not_where_all_that_is_asked_is_there(self) -> None:
        with refused(CeilingNotReached):
            guard_ground_is_true(DecisionGround.CEILING_REACHED, REFUSE, ZERO, BESIDE)

    def test_it_is_where_a_cent_is_short(self) -> None:
        guard_ground_is_true(DecisionGround.CEILING_REACHED, REFUSE, ZERO, LOST)


class TestWhoWon:
    """The outcome of a round that binds is not taken back by a decision."""

    @pytest.mark.parametrize(
        "ground", [each for each in DecisionGround if each not in GROUNDS_OF_A_GRANT]
    )
    def test_is_refused_on_the_scheme_or_on_a_ground_of_the_law(
        self, ground: DecisionGround
    ) -> None:
        if ground in GROUNDS_AGAINST_A_WINNER:
            guard_ground_is_true(ground, REFUSE, ZERO, WON)
            return
        with refused(WinnerRefused):
            guard_ground_is_true(ground, REFUSE, ZERO, WON)

    def test_can_be_refused_otherwise_where_the_outcome_is_advice(self) -> None:
        guard_ground_is_true(DecisionGround.NOT_IN_PLAN, REFUSE, ZERO, ADVISED)

    @pytest.mark.parametrize("ground", DecisionGround)
    def test_gets_less_than_it_won_on_the_same_grounds_alone(self, ground: DecisionGround) -> None:
        less = Money(599_99)
        if ground in GROUNDS_AGAINST_A_WINNER:
            guard_ground_is_true(ground, GRANT, less, WON)
            return
        with refused(WinnerRefused):
            guard_ground_is_true(ground, GRANT, less, WON)

    def test_gets_what_it_won_on_a_ground_that_bears_a_grant(self) -> None:
        with refused(GroundDoesNotFit):
            guard_ground_is_true(DecisionGround.SCHEME_NOT_MET, GRANT, ASKED, WON)
        guard_ground_is_true(DecisionGround.PLAN_PRIORITY, GRANT, ASKED, WON)

    def test_gets_less_as_a_grant_where_the_outcome_is_advice(self) -> None:
        guard_ground_is_true(DecisionGround.PLAN_PRIORITY, GRANT, Money(1), ADVISED)
