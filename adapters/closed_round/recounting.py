"""How to count a closed round again: the arguments of `wijkkas tally` for its file.

They say everything that was frozen at the opening, in the unit of the file: euros.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from adapters.pabulib.round_file import euros
from domain.money import Money
from domain.tally.parameters import VotingRule
from domain.voting_round import VotingRoundClosed, VotingRoundOpened
from domain.voting_rules import RoundRules


def file_name(round_id: str) -> str:
    """What the file of a round is called."""
    return f"{round_id}.pb"


def recount_command(
    opened: VotingRoundOpened, closed: VotingRoundClosed, path: str | None = None
) -> str:
    """The whole command, as one types it where the file is at `path`."""
    file = path or file_name(opened.round_id)
    return shlex.join(["wijkkas", "tally", file, *recount_arguments(opened, closed)])


def recount_arguments(opened: VotingRoundOpened, closed: VotingRoundClosed) -> list[str]:
    """The options of `wijkkas tally` that give the result of the round."""
    rules = opened.rules
    arguments = ["--rule", rules.rule.value, *_choices(rules), *_conditions(rules)]
    for line in opened.candidates:
        if line.smallest_part_cents is not None:
            arguments += ["--part", _named(line.line_id, line.smallest_part_cents)]
    if closed.draw_seed is not None:
        arguments += ["--draw-seed", closed.draw_seed]
    return arguments


def _choices(rules: RoundRules) -> Iterator[str]:
    if rules.utility is not None:
        yield from ("--utility", rules.utility.value)
    if rules.completion is not None:
        yield from ("--completion", rules.completion.value)
    if rules.rule is VotingRule.EQUAL_SHARES:
        yield from ("--step", euros(rules.add1_step_cents.cents))
    if rules.stop_at_exhaustive:
        yield "--stop-at-exhaustive"
    if rules.minimum_votes:
        yield from ("--minimum-votes", str(rules.minimum_votes))
    if rules.minimum_points:
        yield from ("--minimum-points", str(rules.minimum_points))


def _conditions(rules: RoundRules) -> Iterator[str]:
    if not rules.skip_unaffordable:
        yield "--no-skip"
    for exclusion in rules.exclusions:
        yield from ("--exclude", ",".join(exclusion))
    for category in rules.categories:
        if category.min_cents is not None:
            yield from ("--category-minimum", _named(category.name, category.min_cents))
        if category.max_cents is not None:
            yield from ("--category-maximum", _named(category.name, category.max_cents))


def _named(name: str, amount: Money) -> str:
    return f"{name}={euros(amount.cents)}"
