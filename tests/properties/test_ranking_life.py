"""Points, support, money and decisions in any order: who decided out of order said why.

The walk decides on something at any moment without a word about the order, and where that is
refused gives a reason. What needed one is what an auditor's check finds in the same log without
reasons, and nothing else: handlers keep a list of what waits, the check reads the whole log.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any, ClassVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from domain.activity import GrantedActivity
from domain.command import Role
from domain.errors import Refusal
from domain.grant import ReleaseGrant, ReserveGrant
from domain.money import Money
from domain.proposal import WithdrawProposal
from domain.proposal_amendment import AmendProposal
from domain.proposal_support import GiveSupport
from domain.ranking_weighing import RankedHigherPassedOver, WithoutPoints
from projections.ranking_check import RankingCheck
from tests.properties.whole_city.model import OF_RANKING
from tests.scenarios.people import sealed
from tests.scenarios.points import has_points
from tests.scenarios.quarter import FRITS
from tests.scenarios.ranked_town import PER_ACTIVITY, REASON, RankedTown, points, without_reasons
from tests.unit.projections.entries import entries_of

LUCK = st.integers(0, 2**32 - 1).map(Random)
SUPPORT: dict[str, Any] = {
    "article": "5",
    "ranks_first": True,
    "bands": [{"from_cents": 0, "least_supporters": 0}],
}
RULES: tuple[dict[str, Any], ...] = (
    {},
    {"ranking": PER_ACTIVITY},
    {"ranking": PER_ACTIVITY, "support": SUPPORT},
)
PROPOSALS = ("garden", "pond", "oven", "swing", "bench")


class RankingLife(RuleBasedStateMachine):
    """Five proposals of one wijk; together they ask more than there is."""

    answers: ClassVar[Counter[tuple[str, bool]]] = Counter()
    departed: ClassVar[Counter[bool]] = Counter()

    @initialize(luck=LUCK)
    def begin(self, luck: Random) -> None:
        """Proposals with up to three activities, in handling; half of them with points."""
        self.luck, self.needed_a_reason = luck, set[str]()
        self.town = RankedTown.ranking(**luck.choice(RULES))
        for proposal_id in PROPOSALS:
            costs = {f"part-{n}": luck.randint(1, 30_000_00) for n in range(luck.randint(1, 3))}
            self.town.with_activities(proposal_id, **costs)
            if luck.random() < 0.5:
                has_points(self.town, proposal_id, luck.randint(0, 3))

    def tries(self, *args: Any, **fields: Any) -> Refusal | None:
        """A command, which may be refused."""
        intention = args[0]
        refusal = None
        try:
            self.town.do(*args, **fields)
        except Refusal as found:
            refusal = found
        self.answers[intention.__name__, refusal is None] += 1
        return refusal

    @rule(name=st.sampled_from(PROPOSALS), goals=st.integers(0, 3), reach=st.integers(0, 1))
    def points(self, name: str, goals: int, reach: int) -> None:
        """Points for something of a proposal, or for something that gets none."""
        lines = (None, *self.town.proposal(name).activities)
        given: dict[str, Any] = {
            "points": points(goals, reach),
            "activity_id": self.luck.choice(lines),
        }
        try:
            self.town.gives(name, 0, **given)
            self.answers["GivePoints", True] += 1
        except Refusal:
            self.answers["GivePoints", False] += 1

    @rule(name=st.sampled_from(PROPOSALS))
    def changes(self, name: str) -> None:
        """Support comes, the text changes, money is set apart or let go, it is withdrawn."""
        about: dict[str, Any] = {"proposal_id": name}
        amount = Money(self.luck.randint(1, 30_000_00))
        text: dict[str, Any] = {"title": sealed("a"), "description": sealed("b")}
        text |= {"amount_cents": self.town.proposal(name).amount}
        steps: list[Callable[[], object]] = [
            lambda: self.tries(GiveSupport, FRITS, **about),
            lambda: self.tries(AmendProposal, Role.RESIDENT, **about, **text),
            lambda: self.tries(ReserveGrant, Role.CASE_OFFICER, **about, amount_cents=amount),
            lambda: self.tries(ReleaseGrant, Role.CASE_OFFICER, **about, reason=REASON),
            lambda: self.tries(WithdrawProposal, Role.RESIDENT, **about),
            lambda: self.refuses(name),
        ]
        self.luck.choice(steps)()

    def refuses(self, name: str) -> None:
        """Decided on: it gets nothing."""
        try:
            self.town.refuse(name)
        except Refusal:
            return

    @rule(name=st.sampled_from(PROPOSALS))
    def grants(self, name: str) -> None:
        """Some of it is granted, with a reason where one is needed."""
        proposal = self.town.proposal(name)
        every = tuple(proposal.activities)
        chosen = self.luck.sample(every, self.luck.randint(1, len(every)))
        per_activity = self.town.is_per_activity
        asked = [
            GrantedActivity(activity_id=each, amount_cents=proposal.activities[each].asked)
            for each in (chosen if per_activity else proposal.activities)
        ]
        amount = sum(each.amount_cents.cents for each in asked)
        named = {"activities": tuple(asked)} if per_activity else {}
        try:
            self.town.reserve(name, amount)
            self.decides(name, amount, named)
        except Refusal:
            return

    def decides(self, name: str, amount: int, named: dict[str, Any]) -> None:
        """At once: nothing comes between draft and decision."""
        try:
            self.town.prepare(name, amount, **named)
        except (RankedHigherPassedOver, WithoutPoints):
            self.town.prepare(name, amount, departure=REASON, **named)
            self.needed_a_reason.add(name)
        self.town.take(name)
        self.departed[name in self.needed_a_reason] += 1

    def teardown(self) -> None:
        """The check finds what needed a reason, and nothing where the reasons stand."""
        entries = entries_of(self.town)
        assert list(RankingCheck().faults_in(entries)) == []
        found = {each.proposal_id for each in RankingCheck().faults_in(without_reasons(entries))}
        taken = {each for each in self.needed_a_reason if self.town.is_decided(each)}
        assert found == taken


WALKS = settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=60,
    stateful_step_count=30,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)


def test_whatever_is_decided_out_of_order_has_its_reason() -> None:
    RankingLife.answers.clear()
    RankingLife.departed.clear()
    run_state_machine_as_test(RankingLife, settings=WALKS)
    assert min(RankingLife.departed[True], RankingLife.departed[False]) > 10
    for name in OF_RANKING:
        assert RankingLife.answers[name, True] > 100
        assert RankingLife.answers[name, False] > 20
