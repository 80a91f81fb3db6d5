"""What the model of the city remembers: plain records, with money in whole cents.

It is bookkeeping of its own. Nothing here is imported from the product, so that a mistake there
cannot be repeated here by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Fields = dict[str, Any]


class No(Exception):  # noqa: N818 - an answer of the model, not an error
    """The model says that a command is refused: with this code, or one of these."""

    def __init__(self, *codes: str) -> None:
        super().__init__(*codes)
        self.codes = frozenset(codes)


def refuse_if(condition: object, code: str) -> None:
    """Refuse under a condition."""
    if condition:
        raise No(code)


@dataclass(slots=True)
class Purse:
    """The money of a wijk and year, as cents that lie on piles; moving them is done by hand."""

    allocated: int = 0
    carried_in: int = 0
    carried_out: int = 0
    released: int = 0
    available: int = 0
    voted_on: int = 0
    reserved: int = 0
    granted: int = 0
    paid: int = 0

    def refuse_beyond(self, cents: int, won: int = 0) -> None:
        """Refuse what is more than is available, or was won; say so where others vote on it."""
        there = self.voted_on > won and cents <= self.available + self.voted_on
        code = "budget.voted_on" if there else "budget.not_enough_available"
        refuse_if(cents > self.available + won, code)

    def figures(self) -> tuple[int, ...]:
        """Every pile, in the order of the fields."""
        return (
            self.allocated,
            self.carried_in,
            self.carried_out,
            self.released,
            self.available,
            self.voted_on,
            self.reserved,
            self.granted,
            self.paid,
        )


@dataclass(slots=True)
class AllocationBook:
    """An allocation: its whole, what goes to no wijk, and what each wijk got of it."""

    whole: int
    city_wide: int
    shares: dict[str, int]
    corrected: bool = False


@dataclass(slots=True)
class YearBook:
    """A year: its acts, and what was decided on it."""

    acts: set[str] = field(default_factory=set)
    division: str | None = None
    ceiling: int = 0
    allocated: int = 0
    city_wide: int = 0
    allocations: list[AllocationBook] = field(default_factory=list)
    closed: bool = False


@dataclass(slots=True)
class PlanBook:
    """A wijkplan: needs, priorities, and the priorities of each version."""

    needs: set[str] = field(default_factory=set)
    priorities: set[str] = field(default_factory=set)
    changed: bool = False
    versions: list[set[str]] = field(default_factory=list)
    adopted_on: str = ""
    reviewed: set[str] = field(default_factory=set)


@dataclass(slots=True)
class MandateBook:
    """A mandate; days as ISO text, which sorts as they do."""

    holder: str
    ceiling: int
    first_day: str
    last_day: str
    matter: str
    accepted: bool
    withdrawn: bool = False

    def reaches(self, day: str, cents: int) -> bool:
        """Whether a grant of so much can be decided on under it that day."""
        stands = self.accepted and not self.withdrawn and self.matter == "grants"
        return stands and self.first_day <= day <= self.last_day and cents <= self.ceiling


@dataclass(slots=True)
class RegulationBook:
    """The rules of a regulation as they were sent, first and last day, and where they hold."""

    rules: Fields
    first: str
    until: str
    wijken: set[str]


@dataclass(slots=True)
class PayoutBook:
    """A payout and where it stands."""

    cents: int
    asked_by: str
    status: str = "requested"


@dataclass(slots=True)
class Dossier:
    """A proposal with everything that follows from it."""

    applicant: str
    wijk: str
    year: int
    asks: int
    status: str = "submitted"
    answer_by: str = ""
    """Until when it could be completed; empty where that was never asked."""
    completed_on: str = ""
    round: str | None = None
    money: str | None = None
    """None, `reserved`, `granted` or `released`."""
    cents: int = 0
    draft: Fields | None = None
    taken: bool = False
    taken_by: str = ""
    verified: bool = False
    payouts: dict[str, PayoutBook] = field(default_factory=dict)
    accounted: bool = False
    won: int = 0
    """What is held for it, because it won a round."""
    determined: int | None = None
    to_recover: int = 0
    recoveries: set[str] = field(default_factory=set)
    rules: Fields = field(default_factory=dict)
    """What the regulation asked when it was submitted."""

    @property
    def holds_money(self) -> bool:
        """Whether money is reserved or granted."""
        return self.money in ("reserved", "granted")


BallotBook = tuple[tuple[str, ...], tuple[int, ...] | None]


@dataclass(slots=True)
class RoundBook:
    """A round: its frozen rules, where it stands, who won with how much, each pass's ballots.

    A ballot is its choices as they are kept, and the points beside them.
    """

    prices: dict[str, int]
    budget: int
    rules: Fields
    opens: datetime
    closes: datetime | None
    status: str = "open"
    seed_lost: bool = False
    winners: dict[str, int] = field(default_factory=dict)
    ballots: dict[str, list[BallotBook]] = field(default_factory=dict)


@dataclass(slots=True)
class Books:
    """All that the model remembers of the city."""

    divisions: dict[str, set[str]] = field(default_factory=dict)
    mapped: set[str] = field(default_factory=set)
    years: dict[int, YearBook] = field(default_factory=dict)
    purses: dict[tuple[int, str], Purse] = field(default_factory=dict)
    plans: dict[tuple[int, str], PlanBook] = field(default_factory=dict)
    scans: dict[int, dict[str, dict[str, int]]] = field(default_factory=dict)
    meetings: dict[tuple[str, str], tuple[str, bool]] = field(default_factory=dict)
    """By wijk and id: the day, and whether it was held."""
    mandates: dict[str, MandateBook] = field(default_factory=dict)
    regulations: dict[str, RegulationBook] = field(default_factory=dict)
    dossiers: dict[str, Dossier] = field(default_factory=dict)
    rounds: dict[str, RoundBook] = field(default_factory=dict)

    def open_year(self, number: int) -> YearBook:
        """The year, if it was opened and not closed."""
        year = self.years.get(number, YearBook())
        refuse_if(year.division is None, "budget_year.unknown")
        refuse_if(year.closed, "budget_year.closed")
        return year

    def wijk_of_open_year(self, number: int, wijk: str) -> None:
        """Refuse a wijk that is not in the division of an open year."""
        division = self.open_year(number).division
        refuse_if(wijk not in self.divisions[division or ""], "wijk.unknown")

    def dossier(self, proposal_id: str, *statuses: str) -> Dossier:
        """The proposal, if it stands in one of these states."""
        found = self.dossiers.get(proposal_id)
        if found is None:
            raise No("proposal.unknown")
        refuse_if(found.status not in statuses, "proposal.wrong_state")
        return found

    def free_what_won(self, dossier: Dossier) -> None:
        """Nothing is held any more for a proposal that won."""
        if dossier.won:
            purse = self.purse_of(dossier)
            purse.voted_on -= dossier.won
            purse.available += dossier.won
            dossier.won = 0

    def purse_of(self, dossier: Dossier) -> Purse:
        """The purse out of which a proposal is paid, if money was allocated."""
        return self.purse(dossier.year, dossier.wijk)

    def purse(self, year: int, wijk: str) -> Purse:
        """The money of a wijk and year, if any was allocated."""
        found = self.purses.get((year, wijk))
        if found is None:
            raise No("budget.not_allocated")
        return found
