"""Everything that the page of a result says of a count: worked out once, then only shown."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import lcm

from adapters.web.result_pictures import (
    MoneyPicture,
    cents,
    picture_of_loser,
    picture_of_part,
    picture_of_winner,
)
from domain.money import Money
from domain.tally.election import Election, exact
from domain.tally.equal_shares import equal_share
from domain.tally.explaining.explanation import explain, wording_of
from domain.tally.explaining.nearness import how_sure_it_was, what_was_enough
from domain.tally.explaining.wording import Denomination, Wording
from domain.tally.margins.by_recounts import margins_by_recounts
from domain.tally.margins.enough import what_is_enough
from domain.tally.margins.of_outcome import is_offered, margins_of_losers, margins_of_winners
from domain.tally.outcome import Loss, Outcome, WhyLost, Win
from domain.tally.parameters import TallyParameters, VotingRule
from domain.tally.payments.ballot_share import full_payments
from domain.tally.payments.certificate import certificate_of
from domain.tally.payments.money_trail import MoneyTrail, money_trails
from domain.tally.payments.spending import paid_wins
from domain.two_languages import InTwoLanguages

PROPOSALS = Wording(Denomination("€", 100), InTwoLanguages("voorstel", "proposal"))
RECOUNTS_MAX = 400
RECOUNT_WORK_MAX = 1_000_000
"""Recounts times raises, ballot groups and proposals, to find out what would have been enough."""
WINNERS_WORK_MAX = 200_000
"""Winners times ballot groups, to find out how sure winners were."""
CERTIFICATE_BYTES_MAX = 8_000_000


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a result: whether it won, with how many votes, why, and how near it was.

    `went` is what its supporters paid for which winner, together and in order; `unspent` what they
    had left: None where voters do not pay, or where shares were raised, which made money that is
    not there. `rival` is the winner that it cannot go with.
    """

    line_id: str
    price: Money
    votes: int
    won: bool
    why: InTwoLanguages
    funded: Money
    points: int | None = None
    nearness: InTwoLanguages | None = None
    picture: MoneyPicture | None = None
    went: tuple[tuple[str, Money], ...] = ()
    unspent: Money | None = None
    rival: str | None = None


@dataclass(frozen=True, slots=True)
class WinnersPart:
    """What a voter paid for a winner, at most; and the same in coins, for who works it out.

    `given_coins` is what each voter had been given by then; `coins` what a full payer paid (for
    each point where points count), None: all that was left.
    """

    line_id: str
    at_most: Money
    given_coins: int
    coins: int | None


@dataclass(frozen=True, slots=True)
class ShareOfVoter:
    """What each voter was given, first and in the count that decided; and where it went.

    A cent is `coins_per_cent` coins, so that every amount is a whole number of coins.
    """

    first: Money
    given: Money
    given_coins: int
    coins_per_cent: int
    by_points: bool
    parts: tuple[WinnersPart, ...]


@dataclass(frozen=True, slots=True)
class ResultAccount:
    """A result explained. `certificate` is JSON, compressed; None where there is nothing to check.

    `other_ties` counts ties of other counts of the completion than the one that decided.
    """

    lines: tuple[Line, ...]
    raises: int
    share: ShareOfVoter | None
    other_ties: int
    certificate: bytes | None = field(repr=False, default=None)

    def certificate_json(self) -> bytes | None:
        """The certificate as a file."""
        return None if self.certificate is None else zlib.decompress(self.certificate)


def account_of(election: Election, parameters: TallyParameters, outcome: Outcome) -> ResultAccount:
    """Explain an outcome of this election, in cents."""
    return ResultAccount(
        lines=tuple(_Lines(election, parameters, outcome).all()),
        raises=outcome.raises,
        share=_share(election, parameters, outcome),
        other_ties=len(outcome.ties_on_the_way),
        certificate=_certificate(election, parameters, outcome),
    )


class _Lines:
    """The lines of a result, and what they are made from."""

    def __init__(self, election: Election, parameters: TallyParameters, outcome: Outcome) -> None:
        self._election, self._parameters, self._outcome = election, parameters, outcome
        self._wording = wording_of(election, outcome, parameters, PROPOSALS)
        self._sentences = explain(outcome, wording=self._wording)
        self._trails = money_trails(election, outcome)
        self._nearness = {**self._what_was_enough(), **self._how_sure_winners_were()}

    def all(self) -> list[Line]:
        """The winners in the order in which they were chosen, then the others by votes."""
        paid = {win.project_id: step for step, win in enumerate(paid_wins(self._outcome))}
        won = [self._won(win, paid.get(win.project_id)) for win in self._outcome.wins]
        lost = [self._lost(loss) for loss in self._outcome.losses]
        support = self._wording.points or self._election.votes
        return won + sorted(lost, key=lambda line: (-support[line.line_id], line.line_id))

    def _won(self, win: Win, step: int | None) -> Line:
        trail = self._trails.get(win.project_id)
        picture = picture_of_winner(win, step or 0, trail)
        if self._outcome.raises and step is not None:
            picture = picture_of_part(win, equal_share(self._election))
        return self._line(win, trail, cents(win.funded), picture)

    def _lost(self, loss: Loss) -> Line:
        trail = self._trails.get(loss.project_id)
        picture = picture_of_loser(loss, trail)
        if self._outcome.raises and loss.reason is WhyLost.SUPPORTERS_MONEY_SPENT:
            left = exact(self._outcome.budget - self._outcome.cost)
            missed = replace(loss, reason=WhyLost.DID_NOT_FIT, money_left=left)
            picture = picture_of_loser(missed, None)
            if loss.price <= left:
                picture = picture_of_part(loss, equal_share(self._election))
        return self._line(loss, trail, Money(0), picture)

    def _line(
        self,
        found: Win | Loss,
        trail: MoneyTrail | None,
        funded: Money,
        picture: MoneyPicture | None,
    ) -> Line:
        rival = found.because_of if isinstance(found, Loss) else None
        points = self._wording.points
        return Line(
            line_id=found.project_id,
            price=cents(found.price),
            votes=found.votes,
            won=isinstance(found, Win),
            why=self._sentences[found.project_id],
            funded=funded,
            points=None if points is None else points[found.project_id],
            nearness=self._nearness.get(found.project_id),
            picture=picture,
            went=tuple((each, cents(amount)) for each, amount in trail.went) if trail else (),
            unspent=cents(trail.unspent) if trail and not self._outcome.raises else None,
            rival=rival if rival in self._election.prices else None,
        )

    def _what_was_enough(self) -> Mapping[str, InTwoLanguages | None]:
        margins = margins_of_losers(
            self._election, self._outcome.rule, self._parameters, self._outcome
        )
        enough = what_is_enough(
            self._election, self._parameters, self._outcome, margins, self._recounts()
        )
        return {each: what_was_enough(found, self._wording) for each, found in enough.items()}

    def _recounts(self) -> int:
        """How many there is time for."""
        counts = self._outcome.raises + 1
        work = counts * len(self._election.ballots) * len(self._election.projects)
        return min(RECOUNT_WORK_MAX // max(work, 1), RECOUNTS_MAX)

    def _how_sure_winners_were(self) -> Mapping[str, InTwoLanguages | None]:
        """Where the count that decided was the only one; otherwise another price may end others."""
        work = len(self._outcome.winners) * len(self._election.ballots)
        if self._outcome.raises or work > WINNERS_WORK_MAX:
            return {}
        rule = VotingRule(self._outcome.rule)
        if is_offered(rule, self._parameters):
            margins = margins_of_winners(self._election, rule, self._parameters, self._outcome)
        else:
            margins = margins_by_recounts(
                self._election,
                self._parameters,
                self._outcome,
                self._outcome.winners,
                self._recounts(),
            )
        return {each: how_sure_it_was(found, self._wording) for each, found in margins.items()}


def _share(
    election: Election, parameters: TallyParameters, outcome: Outcome
) -> ShareOfVoter | None:
    payments = full_payments(election, parameters, outcome)
    if not payments or outcome.share is None:
        return None
    amounts = [outcome.share, *(each.given for each in payments)]
    amounts += [each.each for each in payments if each.each is not None]
    coins = lcm(*(amount.denominator for amount in amounts))
    first = outcome.share if outcome.rule == VotingRule.PHRAGMEN else equal_share(election)
    return ShareOfVoter(
        first=cents(first),
        given=cents(outcome.share),
        given_coins=int(outcome.share * coins),
        coins_per_cent=coins,
        by_points=any(each.by_points for each in payments),
        parts=tuple(
            WinnersPart(
                line_id=each.project_id,
                at_most=Money(-int(-(win.most_paid or 0) // 1)),
                given_coins=int(each.given * coins),
                coins=None if each.each is None else int(each.each * coins),
            )
            for each, win in zip(payments, paid_wins(outcome), strict=True)
        ),
    )


def _certificate(election: Election, parameters: TallyParameters, outcome: Outcome) -> bytes | None:
    if outcome.rule not in (VotingRule.EQUAL_SHARES, VotingRule.PHRAGMEN):
        return None
    found = certificate_of(election, parameters, outcome, unit=100)
    content = json.dumps(found, ensure_ascii=False).encode()
    return zlib.compress(content) if len(content) <= CERTIFICATE_BYTES_MAX else None
