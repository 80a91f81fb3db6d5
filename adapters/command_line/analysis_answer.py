"""What `wijkkas tally --explain` adds in JSON: margins, and where supporters' money went."""

from __future__ import annotations

from typing import TypedDict

from domain.tally.election import Election
from domain.tally.margins.margin import Margin
from domain.tally.margins.of_outcome import margins_of_losers, margins_of_winners
from domain.tally.outcome import Outcome
from domain.tally.parameters import TallyParameters
from domain.tally.payments.certificate import AmountText, written
from domain.tally.payments.money_trail import MoneyTrail, money_trails

WINNERS_WORK_MAX = 200_000
"""Above this product of winners and ballot groups, margins of winners are left out: each of them
is a count of its own."""


class MarginAnswer(TypedDict):
    """See `margins.margin.Margin`; `included`: whether the highest price itself wins."""

    won: bool
    highest_price: AmountText | None
    included: bool
    fewest_votes: int | None
    effective_support: AmountText | None


class WentAnswer(TypedDict):
    """What a project's supporters paid together for one winner."""

    project: str
    amount: AmountText


class MoneyAnswer(TypedDict):
    """See `domain.tally.payments.money_trail.MoneyTrail`."""

    behind: list[AmountText]
    went: list[WentAnswer]


class AnalysisAnswer(TypedDict):
    """Both by project id, of the count that decided; empty where a rule does not offer it."""

    margins: dict[str, MarginAnswer]
    money: dict[str, MoneyAnswer]


def analysis_answer(
    election: Election, parameters: TallyParameters, outcome: Outcome
) -> AnalysisAnswer:
    """The margins of all projects, and the money behind each of them before each round."""
    margins = margins_of_losers(election, outcome.rule, parameters, outcome)
    if len(outcome.winners) * len(election.ballots) <= WINNERS_WORK_MAX:
        margins |= margins_of_winners(election, outcome.rule, parameters, outcome)
    return {
        "margins": {project_id: _margin(margin) for project_id, margin in margins.items()},
        "money": {
            project_id: _money(trail)
            for project_id, trail in money_trails(election, outcome).items()
        },
    }


def _margin(margin: Margin) -> MarginAnswer:
    highest, support = margin.highest_price, margin.effective_support
    return {
        "won": margin.won,
        "highest_price": None if highest is None else written(highest.at),
        "included": highest is not None and highest.included,
        "fewest_votes": margin.fewest_votes,
        "effective_support": None if support is None else written(support),
    }


def _money(trail: MoneyTrail) -> MoneyAnswer:
    return {
        "behind": [written(amount) for amount in trail.behind],
        "went": [
            {"project": project_id, "amount": written(amount)} for project_id, amount in trail.went
        ],
    }
