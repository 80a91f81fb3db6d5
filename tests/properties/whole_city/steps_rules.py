"""Steps of the griffier with the rules of the city: recorded, replaced, withdrawn."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

from hypothesis.stateful import rule

from domain.regulation import AdoptRegulation, WithdrawRegulation
from domain.regulation_contents import Regulation
from tests.properties.whole_city.steps_framework import FrameworkSteps
from tests.properties.whole_city.walk import LUCK, WIJKEN, likely


def some_rules(luck: Random) -> Regulation:
    """Rules that let most things through, and now and then cannot be kept to."""
    bands = ({"from_cents": 0, "most_percent": 100}, {"from_cents": 90_00, "most_percent": 60})
    contents: dict[str, Any] = {
        "ceilings": {"per_proposal_cents": luck.choice([150_00, 390_00])},
        "advances": {"bands": likely(luck, [bands], [bands[::-1]])},
        "parts": {"allowed": luck.choice([True, True, False])},
        "carry_over": {"allowed": luck.choice([True, False])},
    }
    chosen = luck.sample(sorted(contents), luck.randrange(4))
    return Regulation.model_validate(
        {name: {"article": str(place)} | contents[name] for place, name in enumerate(chosen, 1)}
    )


class RuleSteps(FrameworkSteps):
    """What the city asks."""

    @rule(luck=LUCK)
    def adopt_regulation(self, luck: Random) -> None:
        known = sorted(self.books.regulations)
        today = self.city.now.date()
        first = today + timedelta(days=luck.choice([-5, -5, 0, 1, 30]))
        length = luck.choice([None, None, 20, 20, -1])
        former = luck.choice([*known[-2:], "none"]) if known and luck.randrange(2) else None
        self.give(
            luck,
            AdoptRegulation,
            regulation_id=likely(luck, [self.fresh("regulation")], known or ["regulation-1"]),
            scheme="R-1",
            decided_on=today,
            rules=some_rules(luck),
            valid_from=first,
            valid_until=None if length is None else first + timedelta(days=length),
            wijken=tuple(luck.choice([(), luck.sample(WIJKEN, 1), luck.sample(WIJKEN, 2)])),
            replaces=former,
        )

    @rule(luck=LUCK)
    def withdraw_regulation(self, luck: Random) -> None:
        known = [*self.books.regulations, "no-regulation"]
        last_day = self.city.now.date() + timedelta(days=luck.choice([-1, 0, 0, 2, 400]))
        if luck.randrange(3) == 0:
            self.give(luck, WithdrawRegulation, regulation_id=luck.choice(known), last_day=last_day)
