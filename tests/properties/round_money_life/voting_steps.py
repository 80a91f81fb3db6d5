"""Steps about rounds: over themes and on projects, from opening to counting."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

from domain.money import Money
from domain.round_procedure import RoundProcedure
from domain.tally.parameters import VotingRule
from domain.theme_division import ThemeDivision
from domain.theme_round_events import ThemeRoundTallied
from domain.voting_round import VotingRoundTallied
from domain.voting_rules import RoundRules
from tests.properties.round_money_life.books import RoundBook
from tests.properties.round_money_life.walking import EXTENSION, MONEY, STEP, THEMES, Walking


class VotingSteps(Walking):
    """Rounds of one wijk."""

    def open_themes(self, luck: Random) -> None:
        round_id, steps = self.fresh("round"), luck.randrange(1, 8)
        opened = self.round_of(luck, steps * STEP, steps=steps)
        fits = opened.budget <= self.books.available and round_id not in self.books.rounds
        division = ThemeDivision(themes=THEMES, step_cents=Money(STEP), least_themes=1)
        if self.tries(
            self.town.open_theme_round,
            division,
            opened.budget,
            round_id,
            closes_at=opened.closes_at,
            procedure=RoundProcedure(extension_days_max=EXTENSION.days),
            fits=fits,
        ):
            self.books.open(round_id, opened)

    def open_projects(self, luck: Random) -> None:
        """On some proposals that stand free; now and then within themes that were divided."""
        free = [name for name in self.books.proposals if self.is_free(name)]
        listed = tuple(luck.sample(free, min(len(free), luck.randrange(1, 4))))
        divided = [name for name, each in self.books.rounds.items() if each.steps and each.outcome]
        round_id, within = self.fresh("round"), luck.choice([None, *divided, *divided])
        themes = self.themes_of(luck, within, len(listed))
        budget = luck.randrange(1, MONEY)
        if within:
            budget = sum(self.books.rounds[within].outcome[each] for each in themes)
        if not listed or not budget:
            return
        opened = self.round_of(luck, budget, listed=listed)
        there = self.books.available + (self.books.left_by_themes(within, themes) if within else 0)
        if self.tries(
            self.town.open_round,
            listed,
            budget,
            self.rules_of(within, themes, listed),
            opened.closes_at,
            round_id,
            procedure=RoundProcedure(extension_days_max=EXTENSION.days),
            theme_round_id=within,
            fits=budget <= there and round_id not in self.books.rounds,
        ):
            if within:
                self.accepted["within themes"] += 1
                self.books.follow(within, themes)
            self.books.open(round_id, opened)

    def is_free(self, name: str) -> bool:
        found = self.books.proposals[name]
        over = self.books.is_over(name) or found.drafted is not None
        return not (over or found.round_id or name in self.books.reserved)

    def themes_of(self, luck: Random, within: str | None, most: int) -> tuple[str, ...]:
        if within is None or not most:
            return ()
        got = [name for name, amount in self.books.rounds[within].outcome.items() if amount]
        return tuple(luck.sample(got, luck.randrange(1, min(len(got), most) + 1)))

    def rules_of(
        self, within: str | None, themes: tuple[str, ...], listed: tuple[str, ...]
    ) -> RoundRules:
        """Greedy; under each theme some of the list, and at most what it got."""
        placed: dict[str, list[str]] = {each: [] for each in themes}
        for place, name in enumerate(listed if themes else ()):
            placed[themes[place % len(themes)]].append(name)
        outcome = self.books.rounds[within].outcome if within else {}
        categories = tuple(
            {"name": each, "proposal_ids": tuple(names), "max_cents": outcome[each]}
            for each, names in placed.items()
        )
        return RoundRules.model_validate({"rule": VotingRule.GREEDY, "categories": categories})

    def round_of(self, luck: Random, budget: int, **more: Any) -> RoundBook:
        closes_at = self.town.now + timedelta(hours=luck.choice([6, 30]))
        return RoundBook(budget, closes_at, closes_at + EXTENSION, **more)

    def vote(self, luck: Random) -> None:
        for round_id, found in self.rounds(luck):
            voter = luck.randrange(5)
            fits = found.status == "open" and self.town.now < found.closes_at
            if found.steps:
                first = luck.randrange(found.steps + 1)
                parts = {"care": first, "green": found.steps - first}
                said = {name: steps for name, steps in parts.items() if steps}
                choices, points = tuple(said), tuple(said.values())
            else:
                choices, points = tuple(luck.sample(found.listed, 1)), None
            fits = fits and voter not in found.voters
            if self.tries(
                self.town.cast, voter, *choices, points=points, round_id=round_id, fits=fits
            ):
                found.voters.add(voter)

    def extend(self, luck: Random) -> None:
        for round_id, found in self.rounds(luck):
            until = found.closes_at + timedelta(hours=luck.choice([-1, 10, 90]))
            under_way = found.status == "open" and self.town.now < found.closes_at
            fits = under_way and found.closes_at < until <= found.latest
            if self.tries(self.town.extend_round, until, round_id, fits=fits):
                found.closes_at = until

    def close(self, luck: Random) -> None:
        for round_id, found in self.rounds(luck):
            fits = found.status == "open" and self.town.now >= found.closes_at
            if self.tries(self.town.close_round, round_id, fits=fits):
                found.status = "closed"

    def count(self, luck: Random) -> None:
        for round_id, found in self.rounds(luck):
            before = self.town.log.next_position()
            if self.tries(self.town.tally, round_id, fits=found.status == "closed"):
                self.books.count(round_id, self.outcome_of(found, before))

    def outcome_of(self, found: RoundBook, position: int) -> dict[str, int]:
        """What people decided: all of the money over themes, or no more than there is."""
        event = self.town.events(position)[0]
        if isinstance(event, ThemeRoundTallied):
            parts = {each.theme: each.amount_cents.cents for each in event.shares}
            assert sum(parts.values()) == (found.budget if found.voters else 0)
            return parts
        assert isinstance(event, VotingRoundTallied)
        won = {each.line_id: each.funded_cents.cents for each in event.winners}
        assert sum(won.values()) <= found.budget
        return won
