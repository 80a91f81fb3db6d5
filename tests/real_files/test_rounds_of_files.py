"""Real elections of every ballot form, as rounds of ours: each ballot is accepted, and counts as it
did in the file.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from adapters.pabulib.reading import read_pabulib
from adapters.round_import.ballots import BallotsOfFile
from adapters.round_import.plan import RoundPlan, cents
from domain.ballot import BallotCast, CastBallot, cast
from domain.budget import Budget
from domain.round_opening import open_round
from domain.round_result import count_ballots
from domain.tally.parameters import Completion, TallyParameters, VotingRule
from domain.tally.rules import count
from domain.voting_round import OpenVotingRound, VotingRound, evolve
from domain.voting_rules import BallotForm
from tests.real_files.elections import FOLDER
from tests.scenarios.people import voting_pass
from tests.unit.domain.given import COMMAND_ID, DIVISION, LIENDERT, NOON, YEAR, command
from tests.unit.domain.rounds import PASS_KEY, in_handling

BALLOTS_MAX = 1_500
PLAIN = TallyParameters(completion=Completion.NONE)


@cache
def small_files() -> list[Path]:
    """The files with few ballots, of every form but plain approvals."""
    return [file for file in sorted(FOLDER.glob("*.pb")) if _is_small_and_other(file)]


def _is_small_and_other(file: Path) -> bool:
    head = file.read_text("utf-8", errors="replace")[:4_000].lower().splitlines()
    said = dict(line.split(";", 1) for line in head if ";" in line)
    other = said.get("vote_type", "approval").strip() != "approval"
    return other and int(said.get("num_votes", "0")) <= BALLOTS_MAX


def opened(plan: RoundPlan) -> VotingRound:
    """The round that an import would open."""
    prices = {plan.proposal_ids[each.project_id]: each.price for each in plan.file.projects}
    proposals = {name: in_handling(name, amount=cents(price)) for name, price in prices.items()}
    asked = command(
        OpenVotingRound,
        round_id=plan.round_id,
        wijk=LIENDERT,
        year=YEAR,
        budget_cents=plan.budget,
        rules=plan.rules,
        proposal_ids=tuple(proposals),
        opens_at=NOON,
    )
    budget = Budget(DIVISION, LIENDERT, YEAR, allocated=plan.budget)
    event, _ = open_round(asked, None, budget, proposals, PASS_KEY)
    state = evolve(None, event)
    assert state is not None
    return state


def in_the_box(plan: RoundPlan, voting: VotingRound) -> list[BallotCast]:
    """Every ballot of the file, cast."""
    ballots = []
    for voter, filled_in in enumerate(plan.ballots.filled_in):
        casting = CastBallot(
            command_id=COMMAND_ID,
            at=NOON,
            round_id=plan.round_id,
            voting_pass=voting_pass(voter),
            choices=tuple(plan.proposal_ids[each] for each in filled_in.choices),
            points=filled_in.points,
        )
        (event,) = cast(casting, voting)
        assert isinstance(event, BallotCast)
        ballots.append(event)
    return ballots


@pytest.mark.parametrize("file", small_files(), ids=lambda file: file.stem)
@pytest.mark.parametrize("rule", [VotingRule.GREEDY, VotingRule.EQUAL_SHARES])
def test_a_file_gives_the_same_winners_as_a_round(file: Path, rule: VotingRule) -> None:
    read = read_pabulib(file)
    plan = RoundPlan(read, LIENDERT, YEAR, rule, PLAIN)
    voting = opened(plan)
    of_round = count_ballots(voting, in_the_box(plan, voting))
    of_file = count(read.election(), rule, PLAIN)
    assert [plan.file_ids[winner] for winner in of_round.winners] == list(of_file.winners)


def test_every_form_is_among_them() -> None:
    forms = {BallotsOfFile(read_pabulib(file)).form for file in small_files()}
    assert {BallotForm.CHOOSE_ONE, BallotForm.CUMULATIVE, BallotForm.ORDINAL} <= forms
