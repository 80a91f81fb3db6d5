"""A round that divides money over themes, and the round that follows within what themes got.

It shares with every round its ballot box, passes, closing and public list. Counting gives amounts
in place of winners, and a second round chooses projects per theme within them.
"""

from __future__ import annotations

from collections.abc import Sequence

from domain.ballot import BallotCast, guard_ballot
from domain.ballot_list import ballots_root
from domain.budget import Budget, guard_available
from domain.errors import Refusal
from domain.event import Event
from domain.money import Money, total
from domain.regulation import AdoptedRegulation
from domain.regulation_contents import Regulation
from domain.regulation_guards import RoundAgainstRegulation, guard_procedure, minimum_ballots
from domain.round_opening import VotingRoundAlreadyOpened, frozen_hash, guard_period
from domain.round_result import guard_may_tally
from domain.theme_division import ThemeDivision, amounts_of_themes, steps_given
from domain.theme_round_events import ThemeRoundOpened, ThemeRoundTallied, ThemeShare
from domain.voting_round import OpenRound, TallyVotingRound, VotingRound
from domain.voting_rules import MAX_POINTS


class StepsDoNotFit(Refusal):
    code = "theme_round.steps_do_not_fit"
    dutch = "Het bedrag is geen geheel aantal stappen van {step}, of het zijn er te veel."
    english = "The amount is not a whole number of steps of {step}, or there are too many."


class NoDivisionPossible(Refusal):
    code = "theme_round.no_division_possible"
    dutch = "Binnen deze grenzen kan niemand het hele bedrag verdelen."
    english = "Within these limits nobody can divide the whole amount."


class OpenThemeRound(OpenRound):
    """Let residents divide money of a wijk over themes."""

    division: ThemeDivision


def open_theme_round(
    command: OpenThemeRound,
    voting_round: VotingRound | None,
    budget: Budget,
    pass_key: str,
    regulation: AdoptedRegulation | None = None,
) -> list[Event]:
    """Freeze themes, steps and limits, on money that is there and within the regulation."""
    if voting_round is not None:
        raise VotingRoundAlreadyOpened(round=command.round_id)
    guard_period(command)
    if regulation is not None:
        guard_keeps_to(regulation.rules, command)
    guard_available(budget, command.budget_cents)
    guard_can_be_divided(command.division, command.budget_cents)
    version = regulation.version if regulation else None
    least = minimum_ballots(regulation.rules) if regulation else 0
    frozen = {"pass_key": pass_key, "regulation": version, "minimum_ballots": least}
    opened = ThemeRoundOpened.following(command, **frozen, rules_hash="")
    hashed = frozen_hash(opened.model_dump(mode="json"))
    return [opened.model_copy(update={"rules_hash": hashed})]


def guard_keeps_to(rules: Regulation, command: OpenThemeRound) -> None:
    """The regulation has the themes and steps, and how a round is run; a round may ask for more
    themes on a ballot.
    """
    guard_procedure(rules, command.procedure)
    rule, division = rules.themes, command.division
    if rule is None:
        return
    differing = {
        "themes": set(division.themes) != set(rule.themes),
        "step_cents": division.step_cents != rule.step_cents,
        "least_themes": division.least_themes < rule.least_themes,
    }
    for limit, differs in differing.items():
        if differs:
            raise RoundAgainstRegulation(article=rule.article, limit=limit)


def guard_can_be_divided(division: ThemeDivision, budget: Money) -> None:
    """There is a ballot that divides everything within the limits."""
    steps = division.steps_in(budget)
    if division.worth(steps) != budget or not 0 < steps <= MAX_POINTS:
        raise StepsDoNotFit(step=division.step_cents)
    themes = len(set(division.themes))
    most = steps if division.most_steps is None else division.most_steps
    if themes < len(division.themes) or not (
        division.least_themes <= min(themes, steps) and themes * most >= steps
    ):
        raise NoDivisionPossible()


def tally(
    command: TallyVotingRound, voting_round: VotingRound | None, ballots: Sequence[BallotCast]
) -> list[Event]:
    """Record what each theme gets, once, from the very list that closing fixed."""
    found = guard_may_tally(command, voting_round, ballots_root(ballots))
    amounts = {} if found.has_no_outcome else divided(found, ballots)
    shares = tuple(ThemeShare(theme=name, amount_cents=each) for name, each in amounts.items())
    return [ThemeRoundTallied.following(command, ballots=len(ballots), shares=shares)]


def divided(voting_round: VotingRound, ballots: Sequence[BallotCast]) -> dict[str, Money]:
    """What each theme gets. Each ballot is held against the limits once more."""
    if voting_round.division is None:
        return {}
    for ballot in ballots:
        guard_ballot(ballot.choices, ballot.points, voting_round)
    given = steps_given(voting_round.division, ((b.choices, b.points or ()) for b in ballots))
    amounts = amounts_of_themes(voting_round.division, voting_round.budget, given)
    if amounts and total(amounts.values()) != voting_round.budget:
        raise AssertionError("the parts add up to the budget")
    return amounts
