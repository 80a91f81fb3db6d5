"""Steps that change what a proposal asks, and who stands behind it."""

from __future__ import annotations

from random import Random

from hypothesis.stateful import (
    rule,
)

from domain.command import Role
from domain.money import Money
from domain.proposal import (
    ConfirmProposal,
)
from domain.proposal_activities import RankActivities, RemoveActivity
from domain.proposal_amendment import AmendProposal
from domain.proposal_support import GiveSupport, WithdrawSupport
from tests.properties.proposal_life.walk import LUCK, RESIDENTS, LifeWalk
from tests.scenarios.people import sealed


class ContentSteps(LifeWalk):
    """Confirmed, amended, its activities, its support."""

    @rule(luck=LUCK)
    def someone_confirms(self, luck: Random) -> None:
        name = self.one(luck)
        book = self.books[name]
        by = RESIDENTS[book.joint or book.owner]
        expected = self.by_table("ConfirmProposal", name)
        if self.gives(
            "ConfirmProposal",
            expected,
            lambda: self.town.do(ConfirmProposal, by, proposal_id=name),
        ):
            book.state = "submitted"

    @rule(luck=LUCK)
    def someone_amends(self, luck: Random) -> None:
        name = self.one(luck)
        book = self.books[name]
        amount = book.amount if luck.randrange(3) else luck.randrange(1, 1_000)
        expected = self.by_table("AmendProposal", name)
        if not expected and book.activities and amount != book.amount:
            expected = "proposal.amount_follows_activities"
        if self.gives(
            "AmendProposal",
            expected,
            lambda: self.town.do(
                AmendProposal,
                self.theirs(luck, name),
                proposal_id=name,
                title=sealed("anew"),
                description=sealed("anew"),
                amount_cents=Money(amount),
            ),
        ):
            book.amount = amount

    @rule(luck=LUCK)
    def someone_sets_an_activity(self, luck: Random) -> None:
        name, cost = self.one(luck), luck.randrange(1, 500)
        book, activity = self.books[name], luck.choice(["digging", "planting", "eating"])
        if self.gives(
            "SetActivity",
            self.by_table("SetActivity", name),
            lambda: self.town.sets(self.theirs(luck, name), name, activity, cost),
        ):
            book.activities[activity] = cost
            book.amount = sum(book.activities.values())

    @rule(luck=LUCK)
    def someone_removes_an_activity(self, luck: Random) -> None:
        name = self.one(luck)
        book = self.books[name]
        activity = luck.choice([*book.activities, "dancing"])
        expected = self.by_table("RemoveActivity", name)
        if not expected and activity not in book.activities:
            expected = "activity.unknown"
        elif not expected and len(book.activities) == 1:
            expected = "activity.last_one"
        if self.gives(
            "RemoveActivity",
            expected,
            lambda: self.town.do(
                RemoveActivity, self.theirs(luck, name), proposal_id=name, activity_id=activity
            ),
        ):
            del book.activities[activity]
            book.amount = sum(book.activities.values())

    @rule(luck=LUCK)
    def an_officer_ranks(self, luck: Random) -> None:
        name = self.one(luck)
        book = self.books[name]
        order = luck.sample(sorted(book.activities), len(book.activities)) or ["digging"]
        expected = self.by_table("RankActivities", name)
        if not expected and not book.activities:
            expected = "activity.ranking_incomplete"
        if self.gives(
            "RankActivities",
            expected,
            lambda: self.town.do(
                RankActivities,
                Role.CASE_OFFICER,
                proposal_id=name,
                activity_ids=tuple(order),
                reason=sealed("in this order"),
            ),
        ):
            book.activities = {each: book.activities[each] for each in order}

    @rule(luck=LUCK)
    def someone_supports(self, luck: Random) -> None:
        name, by = self.one(luck), luck.choice(sorted(RESIDENTS))
        book = self.books[name]
        expected = self.by_table("GiveSupport", name)
        if not expected and by in book.owners:
            expected = "support.own_proposal"
        elif not expected and by in book.supporters:
            expected = "support.already_given"
        if self.gives(
            "GiveSupport",
            expected,
            lambda: self.town.do(GiveSupport, RESIDENTS[by], proposal_id=name),
        ):
            book.supporters.add(by)

    @rule(luck=LUCK)
    def someone_takes_support_back(self, luck: Random) -> None:
        name, by = self.one(luck), luck.choice(sorted(RESIDENTS))
        book = self.books[name]
        expected = self.by_table("WithdrawSupport", name)
        if not expected and by not in book.supporters:
            expected = "support.not_given"
        if self.gives(
            "WithdrawSupport",
            expected,
            lambda: self.town.do(WithdrawSupport, RESIDENTS[by], proposal_id=name),
        ):
            book.supporters.remove(by)
