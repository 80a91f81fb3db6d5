"""Steps of a vote: opened, ballots cast, closed, tallied."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from uuid import UUID

from hypothesis.stateful import precondition, rule

from domain.ballot import CastBallot, VotingPass
from domain.money import Money
from domain.tally.rules import Completion, VotingRule
from domain.voting_round import CloseVotingRound, OpenVotingRound, TallyVotingRound
from domain.voting_rules import RoundRules
from tests.properties.whole_city.books import Dossier, RoundBook
from tests.properties.whole_city.steps_dossiers import DossierSteps
from tests.properties.whole_city.walk import LUCK, likely

there_are_rounds = precondition(lambda self: self.books.rounds)


class VotingSteps(DossierSteps):
    """Rounds and ballots."""

    def next_steps(self) -> list[str]:
        """The commands for which some proposal or round is ready."""
        statuses = {found.status for found in self.books.rounds.values()}
        voting = ["CastBallot", "CastBallot", "CloseVotingRound"] if "open" in statuses else []
        counting = ["TallyVotingRound"] if "closed" in statuses else []
        return [*super().next_steps(), *voting, *counting]

    @precondition(lambda self: self.books.dossiers)
    @rule(luck=LUCK)
    def open_voting_round(self, luck: Random) -> None:
        first = self.found(self.one(luck, self.is_free))
        wijk, year = first.wijk or self.a_wijk(luck), first.year or self.a_year(luck)
        free = self.having(
            lambda found: self.is_free(found) and (found.wijk, found.year) == (wijk, year)
        )
        other = [*self.books.dossiers, "no-proposal"]
        listed = {likely(luck, free, other) for _ in range(luck.randrange(1, 4))}
        purse = self.books.purses.get((year, wijk))
        most = purse.available if purse else 0
        self.open_round(luck, wijk, year, sorted(listed), likely(luck, [max(most, 1)], (most + 1,)))

    def is_free(self, found: Dossier) -> bool:
        """Whether a proposal can be put on a list."""
        return found.status == "in_handling" and found.round is None

    def open_round(
        self, luck: Random, wijk: str, year: int, proposals: list[str], cents: int
    ) -> None:
        """Open a round under some rules, now or soon, with or without an end."""
        opens = self.city.now + timedelta(hours=luck.choice([-1, -1, -1, 20]))
        closes = opens + timedelta(hours=luck.choice([0, 30, 60]))
        self.give(
            luck,
            OpenVotingRound,
            round_id=likely(luck, [self.fresh("round")], (*self.books.rounds, "round")),
            wijk=wijk,
            year=year,
            budget_cents=Money(cents),
            rules=self.some_rules(luck),
            proposal_ids=tuple(proposals),
            opens_at=opens,
            closes_at=luck.choice([None, None, closes]),
        )

    def some_rules(self, luck: Random) -> RoundRules:
        """Rules of which the limits sometimes contradict each other."""
        return RoundRules(
            rule=luck.choice([VotingRule.GREEDY, VotingRule.EQUAL_SHARES]),
            completion=luck.choice([None, None, Completion.NONE, Completion.ADD1]),
            min_choices=luck.choice([0, 1, 1, 1, 2]),
            max_choices=luck.choice([1, 2, 3]),
            max_total_cents=luck.choice([None, None, Money(300_00)]),
        )

    def a_round(self, luck: Random, *statuses: str) -> str:
        """A round that is, nearly always, in one of these states."""
        rounds = self.books.rounds
        good = [name for name, found in rounds.items() if found.status in statuses]
        chosen: str = likely(luck, good, (*rounds, "no-round"))
        return chosen

    @there_are_rounds
    @rule(luck=LUCK)
    def cast_ballot(self, luck: Random) -> None:
        round_id = self.a_round(luck, "open")
        self.vote(luck, round_id, self.books.rounds.get(round_id))

    @there_are_rounds
    @rule(luck=LUCK)
    def several_people_vote(self, luck: Random) -> None:
        for _ in range(3):
            self.cast_ballot(luck)

    def vote(self, luck: Random, round_id: str, found: RoundBook | None) -> bool:
        """Cast a ballot of one of a few passes; it may replace an earlier one."""
        listed = sorted(found.prices) if found else []
        choices = luck.sample(listed, luck.randrange(len(listed) + 1))
        if luck.randrange(8) == 0:
            choices.append(luck.choice([*listed, "no-proposal"]))
        pass_id = f"{0xBA110 + luck.randrange(4):032x}"
        earlier = len(found.ballots.get(pass_id, [])) if found else 0
        replaces = likely(luck, [earlier - 1 if earlier else None], (None, 0, 5))
        forged = luck.randrange(15) == 0
        return self.check(
            CastBallot(
                command_id=UUID(int=next(self.numbers)),
                at=self.city.now,
                round_id=round_id,
                voting_pass=VotingPass(pass_id=pass_id, signature=("f" if forged else "0") * 128),
                choices=tuple(choices),
                replaces=replaces,
            )
        )

    @there_are_rounds
    @rule(luck=LUCK)
    def close_voting_round(self, luck: Random) -> None:
        self.give(luck, CloseVotingRound, round_id=self.a_round(luck, "open"))

    @there_are_rounds
    @rule(luck=LUCK)
    def tally_voting_round(self, luck: Random) -> None:
        self.give(luck, TallyVotingRound, round_id=self.a_round(luck, "closed"))
