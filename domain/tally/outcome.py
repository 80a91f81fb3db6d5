"""What a count says: who won, what it costs, and enough to explain each win and each loss."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from domain.tally.election import Amount, Election, exact
from domain.tally.ties import Tie


@dataclass(frozen=True, slots=True)
class Payment:
    """What each voter of one ballot group paid for one project.

    `ballot_group` is the position in `Election.ballots`; `each` is per voter, exact and above zero.
    """

    ballot_group: int
    voters: int
    each: Fraction


@dataclass(frozen=True, slots=True)
class Win:
    """One elected project, in the step in which it was elected (from 1).

    Under the rules in which voters pay, `money_behind` is what its supporters had together before
    they paid, `most_paid` the most that any of them paid, and `payments` add up to the price (with
    bounded overspending: to no more than the price). Under the greedy rules, and for a project that
    a greedy completion added, these are `None` and empty, and `budget_left` says what was left
    before the project was bought.

    `share` is what each voter had been given in all by then (Phragmén), or the most that any voter
    had to bear for all winners so far (maximin support). `part` is what a project gets that is
    funded in part only.
    """

    step: int
    project_id: str
    price: Amount
    votes: int
    budget_left: Amount | None = None
    money_behind: Fraction | None = None
    most_paid: Fraction | None = None
    payments: tuple[Payment, ...] = ()
    share: Fraction | None = None
    part: Amount | None = None

    @property
    def funded(self) -> Amount:
        """What the project gets: its price, or the part of it that is funded."""
        return self.price if self.part is None else self.part

    @property
    def paid(self) -> Amount:
        """What its supporters paid together."""
        return exact(sum(each.voters * each.each for each in self.payments))


class WhyLost(StrEnum):
    """The reason in one word; `explanation.explain` makes it a sentence."""

    TOO_FEW_VOTES = "too_few_votes"
    NO_VOTES = "no_votes"
    DID_NOT_FIT = "did_not_fit"
    SUPPORTERS_MONEY_SPENT = "supporters_money_spent"
    COUNT_ENDED = "count_ended"
    COUNT_STOPPED = "count_stopped"
    EXCLUDED = "excluded"
    CATEGORY_FULL = "category_full"


@dataclass(frozen=True, slots=True)
class Loss:
    """A project that was not elected.

    `money_left` is what it could count on at the end: its supporters' own money, or the part of the
    budget that was left when its turn came (`DID_NOT_FIT`). It is below the price, except for
    projects without the votes that the rule asks, or that something else stood in the way of.
    `because_of` is the rival that won (`EXCLUDED`) or the name of the category (`CATEGORY_FULL`).
    """

    project_id: str
    price: Amount
    votes: int
    reason: WhyLost
    money_left: Amount
    because_of: str | None = None


def loss_of(election: Election, project_id: str, reason: WhyLost, money_left: Amount) -> Loss:
    """The loss of one project of an election."""
    price, votes = election.prices[project_id], election.votes[project_id]
    return Loss(project_id, price, votes, reason, exact(money_left))


@dataclass(frozen=True, slots=True)
class RuleCount:
    """What one run of a rule gave: every project that took part won or lost."""

    wins: tuple[Win, ...]
    losses: tuple[Loss, ...]
    ties: tuple[Tie, ...]
    ties_on_the_way: tuple[Tie, ...] = ()
    share: Fraction | None = None
    raises: int = 0

    @property
    def winners(self) -> tuple[str, ...]:
        """Project ids, in order of election."""
        return tuple(win.project_id for win in self.wins)


@dataclass(frozen=True, slots=True)
class Working:
    """How an outcome came about: every project with how it won, or why it lost."""

    wins: tuple[Win, ...]
    losses: tuple[Loss, ...]


@dataclass(frozen=True)
class Outcome:
    """The result of a count. `winners` stand in the order in which they were elected.

    `share` is the money that each voter had to spend in the count that decided: under equal shares
    from the start, after `raises` steps of the completion; under Phragmén given by and by. Under
    maximin support it is the most that any voter has to bear. `ties` are those of that count;
    `ties_on_the_way` those of the completion's other counts, the same tie once: another order might
    have ended the completion elsewhere. `cost` is what the winners get together; never above
    `budget`. Who paid what is worked out when it is first asked for: it takes longer than counting.
    """

    rule: str
    budget: Amount
    voters: int
    winners: tuple[str, ...]
    cost: Amount
    ties: tuple[Tie, ...]
    working_out: Callable[[], Working] = field(repr=False, compare=False)
    ties_on_the_way: tuple[Tie, ...] = ()
    share: Fraction | None = None
    raises: int = 0

    @cached_property
    def working(self) -> Working:
        """How each project won or lost."""
        return self.working_out()

    @property
    def wins(self) -> tuple[Win, ...]:
        """One per winner, in order of election."""
        return self.working.wins

    @property
    def losses(self) -> tuple[Loss, ...]:
        """One per project that was not elected, in the order of the list."""
        return self.working.losses
