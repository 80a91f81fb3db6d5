"""The walk: commands of people on one wijk, in any order."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from hypothesis import strategies as st
from hypothesis.stateful import rule

from domain.budget_events import BudgetLine
from domain.command import Role
from domain.grant import ReleaseGrant
from domain.proposal import WithdrawProposal
from tests.properties.round_money_life.voting_steps import VotingSteps
from tests.properties.round_money_life.walking import LUCK, MONEY
from tests.scenarios.people import sealed


class RoundMoneyWalk(VotingSteps):
    """A town, and books of its money beside it."""

    @rule(luck=LUCK, steps=st.integers(5, 40))
    def days(self, luck: Random, steps: int) -> None:
        """Many steps of all kinds."""
        for _ in range(steps):
            self.town.now += timedelta(hours=luck.choice([0, 1, 1, 8]))
            name = luck.choice(STEPS)
            getattr(self, name)(luck)
            self.holds()

    def move(self, luck: Random) -> None:
        lines = [luck.choice(list(BudgetLine)) for _ in range(2)]
        amount = luck.choice([1, 50_00, luck.randrange(1, MONEY)])
        fits = amount <= self.books.on_line(lines[0])
        if self.tries(self.town.move_money, amount, *lines, fits=fits):
            self.books.move(lines[0].value, lines[1].value, amount)

    def reserve(self, luck: Random) -> None:
        name = luck.choice(list(self.books.proposals))
        found = self.books.proposals[name]
        amount = luck.choice([found.asked, self.books.funded(name) or found.asked])
        fits = amount <= self.books.available + self.books.won.get(name, 0)
        if self.tries(self.town.reserve, name, amount, fits=fits and not self.books.is_over(name)):
            self.books.reserve(name, amount)

    def release(self, luck: Random) -> None:
        name = luck.choice(list(self.books.proposals))
        reason = sealed("it is looked at again")
        fits = name in self.books.reserved
        if self.tries(
            self.town.do,
            ReleaseGrant,
            Role.CASE_OFFICER,
            proposal_id=name,
            reason=reason,
            fits=fits,
        ):
            self.books.release(name, kept=True)

    def withdraw(self, luck: Random) -> None:
        name = luck.choice(list(self.books.proposals))
        fits = not self.books.is_over(name) and name not in self.books.reserved
        if luck.randrange(3) == 0 and self.tries(
            self.town.do, WithdrawProposal, Role.RESIDENT, proposal_id=name, fits=fits
        ):
            self.books.end(name)
            self.books.proposals[name].ended = True

    def leaves_room(self, name: str, amount: int) -> bool:
        """Whether what is then left pays for residents who go before it."""
        left = self.books.available + self.books.reserved[name] - amount
        return not self.books.goes_after(name) or self.books.asked_by_residents() <= left

    def draft(self, luck: Random) -> None:
        name = luck.choice([*self.books.reserved, *self.books.proposals])
        has = self.books.reserved.get(name)
        if has is None:
            if not self.books.is_over(name) and self.tries(self.town.prepare_refusal, name):
                self.books.proposals[name].drafted = 0
            return
        amount = luck.choice([has, luck.randrange(1, has + 1)])
        if self.tries(self.town.prepare, name, amount, fits=self.leaves_room(name, amount)):
            self.books.proposals[name].drafted = amount

    def take(self, luck: Random) -> None:
        drafted = [name for name, each in self.books.proposals.items() if each.drafted is not None]
        if not drafted:
            return
        name = luck.choice(drafted)
        amount = self.books.proposals[name].drafted or 0
        over = self.books.is_over(name)
        enough = self.books.reserved.get(name, 0) >= amount
        room = enough and (not amount or self.leaves_room(name, amount))
        if self.tries(self.town.take, name, fits=not over and room):
            if amount:
                self.books.grant(name, amount)
            else:
                self.books.end(name)
                self.books.proposals[name].decided = True


STEPS = [
    *("move", "open_themes", "open_projects", "vote", "vote", "extend", "close", "close"),
    *("count", "count", "reserve", "reserve", "draft", "draft", "take", "take"),
    *("release", "withdraw", "admit"),
]
