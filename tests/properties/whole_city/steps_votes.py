"""Steps of a vote: opened, ballots cast, closed, tallied."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any, ClassVar
from uuid import UUID

from hypothesis.stateful import precondition, rule

from domain.ballot import CastBallot, VotingPass
from domain.money import Money
from domain.tally.parameters import Completion, VotingRule
from domain.voting_round import (
    CloseVotingRound,
    OpenVotingRound,
    SmallestPart,
    TallyVotingRound,
)
from domain.voting_rules import BallotForm, RoundRules, TieBreak
from tests.properties.whole_city.books import Dossier, RoundBook
from tests.properties.whole_city.model_votes import WITH_POINTS
from tests.properties.whole_city.steps_settling import SettlingSteps
from tests.properties.whole_city.walk import LUCK, likely, sealed

there_are_rounds = precondition(lambda self: self.books.rounds)


class VotingSteps(SettlingSteps):
    """Rounds and ballots."""

    forms_voted: ClassVar[set[str]] = set()
    """The forms of which some walk saw a ballot accepted."""

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
            smallest_parts=self.some_parts(luck, proposals),
            opens_at=opens,
            closes_at=luck.choice([None, None, closes]),
        )

    def some_parts(self, luck: Random, proposals: list[str]) -> tuple[SmallestPart, ...]:
        """Now and then a proposal that may be funded in part."""
        if luck.randrange(6):
            return ()
        return (SmallestPart(proposal_id=luck.choice(proposals), amount_cents=Money(50_00)),)

    def some_rules(self, luck: Random) -> RoundRules:
        """Rules of which the limits sometimes contradict each other."""
        rarely_cast = [each for each in BallotForm if each is not BallotForm.APPROVAL]
        form = luck.choice([*BallotForm, *rarely_cast])
        most = 1 if form is BallotForm.CHOOSE_ONE else 3
        counts_points = VotingRule.GREEDY, VotingRule.EQUAL_SHARES
        rule = luck.choice(counts_points)
        completes = rule is VotingRule.EQUAL_SHARES or not luck.randrange(6)
        return RoundRules(
            rule=rule if luck.randrange(8) else VotingRule.PHRAGMEN,
            completion=luck.choice([None, Completion.NONE, Completion.ADD1]) if completes else None,
            ballot_form=form,
            min_choices=luck.choice([0, 1, 1, 1, 2]) if most > 1 else luck.choice([0, 1, 1]),
            max_choices=luck.choice([most, most, most, 1, 2]),
            tie_break=luck.choice(list(TieBreak)),
            **self.some_limits(luck, form),
        )

    def some_limits(self, luck: Random, form: BallotForm) -> dict[str, Any]:
        """Limits that are nearly always the form's own."""
        own = likely(luck, [form], tuple(BallotForm))
        limits: dict[BallotForm, dict[str, list[Any]]] = {
            BallotForm.APPROVAL: {
                "min_total_cents": [None, None, Money(200_00)],
                "max_total_cents": [None, None, Money(300_00)],
            },
            BallotForm.KNAPSACK: {"min_total_cents": [None, None, Money(200_00)]},
            BallotForm.CUMULATIVE: {"min_points": [None, 3], "max_points": [5, 5, 5, 2, None]},
            BallotForm.SCORING: {
                "min_points": [None, None, 3],
                "max_points_per_proposal": [4, 4, 3, 1, None],
            },
        }
        return {limit: luck.choice(values) for limit, values in limits.get(own, {}).items()}

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
        rules = found.rules if found else {"min_choices": 0, "max_choices": 1}
        fitting = range(rules["min_choices"], min(rules["max_choices"], len(listed)) + 1)
        choices = luck.sample(listed, likely(luck, fitting, range(len(listed) + 1)))
        if luck.randrange(8) == 0:
            choices.append(luck.choice([*listed, "no-proposal"]))
        points = self.some_points(luck, found, len(choices))
        pass_id = f"{0xBA110 + luck.randrange(4):032x}"
        earlier = len(found.ballots.get(pass_id, [])) if found else 0
        replaces = likely(luck, [earlier - 1 if earlier else None], (None, 0, 5))
        forged = luck.randrange(15) == 0
        accepted = self.check(
            CastBallot(
                command_id=UUID(int=next(self.numbers)),
                at=self.city.now,
                round_id=round_id,
                voting_pass=VotingPass(pass_id=pass_id, signature=("f" if forged else "0") * 128),
                choices=tuple(choices),
                points=points,
                replaces=replaces,
            )
        )
        if accepted and found and choices:
            self.forms_voted.add(found.rules["ballot_form"])
        return accepted

    def some_points(
        self, luck: Random, found: RoundBook | None, choices: int
    ) -> tuple[int, ...] | None:
        """Points where the round nearly always asks for them."""
        asked = found is not None and found.rules["ballot_form"] in WITH_POINTS
        if not likely(luck, [asked], (True, False)):
            return None
        return tuple(luck.choice([1, 1, 2, 3]) for _ in range(likely(luck, [choices], (1,))))

    @there_are_rounds
    @rule(luck=LUCK)
    def a_seed_gets_lost(self, luck: Random) -> None:
        """Rarely; only the owner of the database could bring it about."""
        round_id = self.a_round(luck, "open")
        drawn = round_id in self.city.draw_seeds.kept and round_id in self.books.rounds
        if drawn and not luck.randrange(3):
            del self.city.draw_seeds.kept[round_id]
            self.books.rounds[round_id].seed_lost = True

    @there_are_rounds
    @rule(luck=LUCK)
    def close_voting_round(self, luck: Random) -> None:
        round_id = self.a_round(luck, "open")
        found = self.books.rounds.get(round_id)
        reason = sealed("the disk broke")
        asked = reason if found and found.seed_lost else None
        self.give(
            luck,
            CloseVotingRound,
            round_id=round_id,
            reason=asked if luck.randrange(8) else luck.choice([None, reason]),
        )

    @there_are_rounds
    @rule(luck=LUCK)
    def tally_voting_round(self, luck: Random) -> None:
        self.give(luck, TallyVotingRound, round_id=self.a_round(luck, "closed"))
