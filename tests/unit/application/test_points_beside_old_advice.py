"""A board's advice on an earlier version is answered, and orders nothing: points do."""

from __future__ import annotations

from typing import Any

import pytest

from domain.advice_weighing import AdviceWeighed, DepartureUnexplained
from domain.command import Role
from domain.ranking import GivePoints
from domain.ranking_weighing import RankingWeighed
from projections.ranking_check import RankingCheck, RankingFault
from tests.scenarios.boardroom import Boardroom
from tests.scenarios.people import sealed
from tests.scenarios.ranked_town import points, without_reasons
from tests.unit.domain.given import refused
from tests.unit.projections.entries import entries_of

ASKED = 4_000_00
WHY = sealed("it was about another text, and the other can wait")


@pytest.fixture
def town() -> Boardroom:
    """The garden was changed after the advice and has one point, the pond has nine; what is left
    pays for one of them, and is set apart for the garden.
    """
    found = Boardroom().ready()
    found.advise()
    found.amend()
    found.admit("pond", ASKED)
    for name, given in (("garden", 1), ("pond", 9)):
        about: dict[str, Any] = {"points": points(given), "reason": sealed("it reaches many")}
        found.do(GivePoints, Role.CASE_OFFICER, proposal_id=name, **about)
    found.admit("rest", found.budget().available.cents - ASKED)
    found.reserve("rest", found.budget().available.cents - ASKED)
    found.reserve("garden", ASKED)
    return found


def test_a_decision_answers_both_with_one_reason(town: Boardroom) -> None:
    with refused(DepartureUnexplained):
        town.prepare("garden", ASKED)
    town.prepare("garden", ASKED, departure=WHY)
    *_, advice, ranking = town.events()
    assert isinstance(advice, AdviceWeighed)
    assert isinstance(ranking, RankingWeighed)
    assert (advice.departure, ranking.departure) == (WHY, WHY)
    assert ranking.passed_over == ("pond",)


def test_the_check_looks_at_it(town: Boardroom) -> None:
    town.prepare("garden", ASKED, departure=WHY)
    town.take("garden")
    check = RankingCheck()
    assert list(check.faults_in(entries_of(town))) == []
    assert check.grants == 1
    (found,) = RankingCheck().faults_in(without_reasons(entries_of(town)))
    assert found.fault is RankingFault.DEPARTURE_UNEXPLAINED


def test_who_follows_the_order_departs_from_the_advice_alone(town: Boardroom) -> None:
    about: dict[str, Any] = {"points": points(10, 10), "reason": sealed("it reaches most")}
    town.do(GivePoints, Role.CASE_OFFICER, proposal_id="garden", **about)
    town.prepare("garden", ASKED, departure=WHY)
    ranking = town.events()[-1]
    assert isinstance(ranking, RankingWeighed)
    assert (ranking.follows, ranking.departure) == (True, None)
