"""What each step of the walk rests on: commands, whether the books let them, what then holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize

from domain.errors import Refusal
from domain.regulation_contents import Regulation
from projections.budget_state import BudgetState, evolve
from projections.ledger import booked
from projections.precedence_check import PrecedenceCheck
from tests.properties.round_money_life.books import FORMAL, Books, ProposalBook, RoundBook
from tests.scenarios.town import Town
from tests.unit.projections.entries import entry_of

LUCK = st.integers(0, 2**32 - 1).map(Random)
MONEY, STEP = 2_000_00, 100_00
THEMES = ("care", "green")
EXTENSION = timedelta(days=3)
KINDS = ["resident", FORMAL]
RULES = {"applicants": {"article": "2", "kinds": KINDS, "residents_first": True}}
TOO_LITTLE = frozenset(
    {
        "budget.not_enough_available",
        "budget.not_enough_on_line",
        "budget.voted_on",
        "precedence.residents_first",
    }
)
"""Refusals that say that money is not there, or is for others first."""


class Walking(RuleBasedStateMachine):
    """A town, and books of its money beside it."""

    accepted: ClassVar[Counter[str]] = Counter()
    refused: ClassVar[Counter[str]] = Counter()
    """Over all walks: how often each step was carried out, and each code was the answer."""

    def built(self) -> Town:
        """The town that is walked through."""
        return Town()

    @initialize(luck=LUCK)
    def begin(self, luck: Random) -> None:
        """Money, residents first, a plan, a mandate, and some proposals."""
        self.town, self.books = self.built(), Books(MONEY)
        self.town.with_money(MONEY)
        self.town.adopt_regulation(Regulation.model_validate(RULES))
        self.town.adopt_plan()
        self.town.give_mandate(MONEY * 9)
        self.state: BudgetState | None = None
        self.read_until, self.number = 0, 0
        self.check = PrecedenceCheck()
        for _ in range(4):
            self.admit(luck)

    def tries(
        self, step: Callable[..., object], *asked: Any, fits: bool = True, **more: Any
    ) -> bool:
        """Give a command; whether it was carried out. Carried out is only what fits by the books,
        and what fits is never refused for want of money.
        """
        before, code = self.town.log.next_position(), ""
        try:
            step(*asked, **more)
        except Refusal as refusal:
            code = refusal.code
        if code:
            assert self.town.log.next_position() == before
            assert not fits or code not in TOO_LITTLE, f"{code}, and by the books it was there"
            self.refused[code] += 1
            return False
        assert fits, "carried out, and by the books it could not be"
        self.accepted[step.__name__] += 1
        return True

    def rounds(self, luck: Random) -> list[tuple[str, RoundBook]]:
        """Those that are not done yet, and now and then one that is."""
        every = list(self.books.rounds.items())
        going = [each for each in every if each[1].status != "counted"]
        return [*going, *luck.sample(every, min(len(every), luck.randrange(5) == 0))]

    def admit(self, luck: Random) -> None:
        name, kind = self.fresh("proposal"), luck.choice(KINDS)
        amount = luck.randrange(1, 800_00)
        if len(self.books.proposals) < 12 and name not in self.books.proposals:
            self.tries(self.town.admit, name, amount, applicant_kind=kind)
            self.books.proposals[name] = ProposalBook(amount, kind)

    def fresh(self, kind: str) -> str:
        """A new id; of rounds now and then one that was used."""
        self.number += 1
        used = list(self.books.rounds)
        return (
            used[0]
            if kind == "round" and used and self.number % 7 == 0
            else f"{kind}-{self.number}"
        )

    def holds(self) -> None:
        """Every cent is where the books have it, and no formal grant passed residents over."""
        for recorded in self.town.log.read(self.read_until, limit=1_000):
            entry = entry_of(recorded)
            self.read_until = entry.position + 1
            assert list(self.check.faults_in([entry])) == [], "residents go first"
            line = booked(entry)
            if line is not None:
                self.state = evolve(self.state, line)
                assert self.state.adds_up, "every cent is somewhere, after every movement"
        assert self.books.total() == MONEY
        budget = self.town.budget()
        assert budget.available.cents == self.books.available
        assert self.books.available >= 0
        for pile, amounts in self.books.piles().items():
            found = {name: each.cents for name, each in getattr(budget, pile).items()}
            assert found == amounts, pile
