"""What every step needs: the town, the books, and that an answer is as expected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
)

from domain.command import Actor
from domain.errors import Refusal
from domain.money import Money, total
from projections.document import fold
from projections.dossier import ProposalDossier
from projections.proposals import ProposalsProjection
from tests.scenarios.quarter import EMMA, FRITS, GREET, Quarter
from tests.unit.domain.proposals import TABLE
from tests.unit.projections.entries import entries_of

RESIDENTS = {each.id: each for each in (EMMA, FRITS, GREET)}
LUCK = st.integers(0, 2**32 - 1).map(Random)


@dataclass
class Book:
    """What the walk knows of a proposal."""

    owner: str
    amount: int
    joint: str | None = None
    state: str = "submitted"
    activities: dict[str, int] = field(default_factory=dict)
    supporters: set[str] = field(default_factory=set)
    went_to: list[str] = field(default_factory=list)
    came_from: list[str] = field(default_factory=list)
    hidden: str = "shown"
    duplicate_of: str | None = None
    asked: bool = False
    """Whether it was ever asked to be completed."""

    @property
    def owners(self) -> set[str]:
        """Everyone who applies."""
        return {self.owner} | ({self.joint} if self.joint else set())


class LifeWalk(RuleBasedStateMachine):
    """A walk through the lives of a few proposals."""

    answers: ClassVar[Counter[tuple[str, bool]]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.town = Quarter()
        self.books: dict[str, Book] = {}
        self.rounds = 0
        self.merger: tuple[str, list[str], int, set[str]] | None = None
        self.versions: list[int] = []

    @initialize(luck=LUCK)
    def begin(self, luck: Random) -> None:
        self.town.with_money(100_000_00)
        for _ in range(3):
            self.someone_proposes(luck)

    def gives(self, name: str, expected: str, do: Callable[[], Any]) -> bool:
        """Give a command; whether it was accepted, which has to be as expected."""
        before = self.town.log.next_position()
        try:
            do()
            answer = ""
        except Refusal as refusal:
            answer = refusal.code
        assert answer == expected, f"{name}: {answer or 'accepted'}, not {expected or 'accepted'}"
        assert (self.town.log.next_position() > before) == (not answer)
        self.answers[name, not answer] += 1
        return not answer

    def by_table(self, name: str, proposal_id: str) -> str:
        """The refusal that the table has for this command now; empty where it is allowed."""
        found = TABLE[name][self.books[proposal_id].state]
        is_event = found.rpartition(".v")[2].isdigit()
        return "" if is_event else found

    def one(self, luck: Random) -> str:
        """Some proposal."""
        return luck.choice(sorted(self.books))

    def theirs(self, luck: Random, proposal_id: str) -> Actor:
        """Somebody who applies for it."""
        return RESIDENTS[luck.choice(sorted(self.books[proposal_id].owners))]

    @rule(luck=LUCK)
    def someone_proposes(self, luck: Random) -> None:
        if len(self.books) > 12:
            return
        owner, other = luck.sample(sorted(RESIDENTS), 2)
        joint = other if luck.randrange(3) == 0 else None
        named = [{"applicant_id": joint, "kind": "association"}] if joint else []
        amount = luck.randrange(2, 1_000)
        proposal_id = self.town.proposes(RESIDENTS[owner], amount, joint_applicants=named)
        state = "unconfirmed" if joint else "submitted"
        self.books[proposal_id] = Book(owner, amount, joint, state)

    def teardown(self) -> None:
        """At the end the dossiers say what the books say, and lineage reads both ways."""
        dossiers = fold_of(self.town)
        assert dossiers.keys() == self.books.keys()
        for name, book in self.books.items():
            self.shows(dossiers[name], book)
            assert all(name in dossiers[each].came_from for each in book.went_to)
            assert all(name in dossiers[each].went_to for each in book.came_from)
            assert self.town.proposal(name).amount == Money(book.amount)

    def shows(self, shown: ProposalDossier, book: Book) -> None:
        """One dossier against its book."""
        status = "in_handling" if book.state == "on_ballot" else book.state
        assert shown.status.value == status
        assert shown.amount_cents == Money(book.amount)
        assert shown.supporters == len(book.supporters)
        assert [each.activity_id for each in shown.activities] == list(book.activities)
        assert list(shown.went_to) == book.went_to
        assert list(shown.came_from) == book.came_from
        assert shown.is_hidden == (book.hidden != "shown")
        if shown.activities:
            assert total(each.asked_cents for each in shown.activities) == shown.amount_cents


def fold_of(town: Quarter) -> dict[str, ProposalDossier]:
    """Every dossier, by id."""
    found = fold(ProposalsProjection(), entries_of(town))
    return {name: each for name, each in found.items() if isinstance(each, ProposalDossier)}
