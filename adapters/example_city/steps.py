"""The steps the example city is built from: each is a command of one of the example people."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from adapters.example_city.people import EXAMPLE_PEOPLE
from adapters.house import House
from domain.ballot import CastBallot
from domain.calendar import DUTCH_TIME, dutch_day
from domain.command import ActorCommand
from domain.regulation import AdoptRegulation
from domain.regulation_contents import Regulation

SEED = 2027


def seeded() -> random.Random:
    """Chance that is the same at every build."""
    return random.Random(SEED)  # noqa: S311 - choices of example voters are no secret


@dataclass
class Steps:
    """Gives commands one after another, at times that the story sets."""

    house: House
    at: datetime
    given: int = 0
    position: int = 0
    chance: random.Random = field(default_factory=seeded)

    def give(self, kind: type[ActorCommand], person: str, /, **fields: Any) -> None:
        """One command of an example person, ten minutes after the one before."""
        self.at += timedelta(minutes=10)
        by = EXAMPLE_PEOPLE[person].actor
        command = kind(command_id=self._next_id(), at=self.at, by=by, **fields)
        self.position = self.house.desk.carry_out(command).position

    def wait_for_morning(self) -> None:
        """Go on at nine o'clock of the next day in the Netherlands, when people are awake."""
        tomorrow = dutch_day(self.at) + timedelta(days=1)
        self.at = datetime.combine(tomorrow, time(9), DUTCH_TIME)

    def adopt(self, name: str, rules: Regulation, wijk: str, year: int) -> None:
        """Rules of one wijk, from today until the end of the year."""
        today = dutch_day(self.at)
        self.give(
            AdoptRegulation,
            "griffier",
            regulation_id=f"{name}-{year}",
            scheme=f"voorbeeld-regeling-{year}",
            decided_on=today,
            rules=rules,
            valid_from=today,
            valid_until=date(year, 12, 31),
            wijken=(wijk,),
        )

    def text(self, text: str) -> str:
        """Keep a text in the vault, and return its commitment."""
        return self.house.vault.keep(self._next_id(), "text", text)

    def vote(self, round_id: str, proposal_ids: Sequence[str], voters: int, most: int) -> None:
        """Ballots of example voters, each with a pass of its own; earlier proposals are liked
        more, as chance has it.
        """
        for voter in range(voters):
            liked = [
                proposal_id
                for place, proposal_id in enumerate(proposal_ids)
                if self.chance.random() < 0.7 - 0.12 * place
            ]
            choices = liked[:most] or [self.chance.choice(proposal_ids)]
            self._cast(round_id, voter, tuple(choices))

    def divide(
        self, round_id: str, themes: Sequence[str], voters: int, steps: int, least: int
    ) -> None:
        """Ballots that divide all steps over themes, each over some of them; earlier themes are
        liked more, as chance has it.
        """
        weights = [len(themes) - place for place in range(len(themes))]
        for voter in range(voters):
            many = self.chance.randint(least, len(themes) - 1)
            liked: dict[str, int] = {}
            while len(liked) < many:
                liked[self.chance.choices(themes, weights)[0]] = 1
            for _ in range(steps - many):
                liked[self.chance.choice(tuple(liked))] += 1
            self._cast(round_id, voter, tuple(liked), tuple(liked.values()))

    def _cast(
        self,
        round_id: str,
        voter: int,
        choices: tuple[str, ...],
        points: tuple[int, ...] | None = None,
    ) -> None:
        self.house.ballot_box.cast(
            CastBallot(
                command_id=self._next_id(),
                at=self.at,
                round_id=round_id,
                voting_pass=self.house.passes.issue(round_id, f"example-voter-{voter}"),
                choices=choices,
                points=points,
            )
        )

    def _next_id(self) -> UUID:
        self.given += 1
        return uuid5(NAMESPACE_URL, f"example-city/{self.given}")
