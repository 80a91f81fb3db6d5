"""A closed round as a ballot file: what was frozen, the public list, and who won.

Voters are the numbers of the public list, whose order tells nothing; passes stay out of the file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from adapters.closed_round.recounting import recount_command
from adapters.pabulib.file import PabulibFile
from adapters.pabulib.round_file import (
    RoundBallot,
    RoundFacts,
    RoundLimits,
    RoundProject,
    pabulib_of_round,
)
from application.closed_round import ClosedRound
from domain.ballot import BallotCast
from domain.calendar import DUTCH_TIME
from domain.tally.parameters import Completion, VotingRule
from domain.voting_round import VotingRoundOpened
from domain.voting_rules import BallotForm, RoundRules, points_of


@dataclass(frozen=True, slots=True)
class RoundNames:
    """What things are called: titles by the names of lines, without those that were erased."""

    municipality: str
    wijk: str
    titles: Mapping[str, str]


def ballot_file_of(found: ClosedRound, names: RoundNames) -> PabulibFile:
    """The file of a closed round. The same round and names give the same file."""
    return pabulib_of_round(
        _facts(found, names),
        _projects(found, names),
        [
            RoundBallot(number, ballot.choices, _points(found.opened.rules, ballot))
            for number, ballot in enumerate(found.ballots, start=1)
        ],
    )


def _facts(found: ClosedRound, names: RoundNames) -> RoundFacts:
    opened, closed = found.opened, found.closed
    return RoundFacts(
        description=f"Stemronde {opened.round_id} in {names.wijk}, {opened.year}",
        unit=names.municipality,
        subunit=names.wijk,
        instance=str(opened.year),
        budget_cents=opened.budget_cents.cents,
        vote_type=opened.rules.ballot_form.value,
        rule=_rule_name(opened.rules),
        date_begin=opened.opens_at.astimezone(DUTCH_TIME).date(),
        date_end=closed.at.astimezone(DUTCH_TIME).date(),
        limits=_limits(opened),
        comment=(
            f"{_outcome(found)}Count it again with: {recount_command(opened, closed)} - "
            "amounts are in euros, and voter_id is the place in the public list, which is sorted "
            f"by content; hash of the frozen rules: {opened.rules_hash}; root of the public list: "
            f"{closed.ballots_root}"
        ),
    )


def _outcome(found: ClosedRound) -> str:
    """What the file alone does not tell: that nobody won, since too few voted."""
    if not found.has_no_outcome:
        return ""
    needed = found.opened.procedure.ballots_for_outcome(found.opened.minimum_ballots)
    return f"There is no outcome: fewer than {needed} ballots. Otherwise: "


def _rule_name(rules: RoundRules) -> str:
    """The rule by the names of the format, where it has one; the comment says it exactly."""
    if rules.rule is VotingRule.EQUAL_SHARES:
        completion = rules.completion or Completion.ADD1
        return "equalshares" if completion is Completion.NONE else f"equalshares/{completion}"
    return rules.rule.value


def _limits(opened: VotingRoundOpened) -> RoundLimits:
    rules = opened.rules
    fits_budget = rules.ballot_form is BallotForm.KNAPSACK
    dearest = opened.budget_cents if fits_budget else rules.max_total_cents
    approves = rules.ballot_form.is_approval
    return RoundLimits(
        min_length=rules.min_choices,
        max_length=min(rules.max_choices, len(opened.candidates)),
        min_sum_cost_cents=rules.min_total_cents.cents if rules.min_total_cents else None,
        max_sum_cost_cents=dearest.cents if dearest else None,
        max_points=rules.max_points_per_proposal,
        min_sum_points=rules.min_points,
        max_sum_points=rules.max_points,
        min_project_score_threshold=(
            (rules.minimum_votes if approves else rules.minimum_points) or None
        ),
    )


def _projects(found: ClosedRound, names: RoundNames) -> list[RoundProject]:
    rules = found.opened.rules
    votes: Counter[str] = Counter()
    scores: Counter[str] = Counter()
    for ballot in found.ballots:
        votes.update(ballot.choices)
        scores.update(points_of(rules, ballot.choices, ballot.points) or {})
    winners = {winner.line_id for winner in found.tallied.winners} if found.tallied else None
    return [
        RoundProject(
            project_id=line.line_id,
            price_cents=line.price_cents.cents,
            name=names.titles.get(line.line_id, line.line_id),
            votes=votes[line.line_id],
            score=None if rules.ballot_form.is_approval else scores[line.line_id],
            selected=None if winners is None else line.line_id in winners,
            categories=tuple(
                each.name for each in rules.categories if line.line_id in each.proposal_ids
            ),
        )
        for line in found.opened.candidates
    ]


def _points(rules: RoundRules, ballot: BallotCast) -> tuple[int, ...] | None:
    """Points beside the choices, of an order too: which place gets how many is the round's own."""
    points = points_of(rules, ballot.choices, ballot.points)
    return None if points is None else tuple(points[choice] for choice in ballot.choices)
