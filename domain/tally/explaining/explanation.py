"""Why each project won or lost, in one plain sentence, in Dutch and in English."""

from __future__ import annotations

from dataclasses import replace

from domain.tally.election import Election
from domain.tally.equal_shares import Utility
from domain.tally.explaining.losses import why_lost, why_lost_after_raises
from domain.tally.explaining.wins import why_won
from domain.tally.explaining.wording import PLAIN, PROJECTS, Denomination, Wording
from domain.tally.outcome import Outcome
from domain.tally.parameters import APPROVAL_RULES, TallyParameters
from domain.tally.task import task_of
from domain.two_languages import InTwoLanguages


def explain(
    outcome: Outcome, denomination: Denomination = PLAIN, wording: Wording = PROJECTS
) -> dict[str, InTwoLanguages]:
    """A sentence per project id: the winners in order of election, then the others as listed.

    Where a completion raised the shares, what voters had to spend is no real money, and is not
    named: a winner was paid for by its voters, a loser did not fit in the budget that was left or
    was out of its voters' reach all the same.
    """
    if denomination is not PLAIN:
        wording = replace(wording, denomination=denomination)
    raised, left = outcome.raises > 0, outcome.budget - outcome.cost
    won = {
        win.project_id: why_won(win, outcome.rule, raised=raised, wording=wording)
        for win in outcome.wins
    }
    lost = {
        loss.project_id: why_lost_after_raises(loss, left, wording)
        if raised
        else why_lost(loss, wording)
        for loss in outcome.losses
    }
    return won | lost


def wording_of(
    election: Election, outcome: Outcome, parameters: TallyParameters, wording: Wording = PROJECTS
) -> Wording:
    """The wording that says points where points were counted, and how many a project needed."""
    _, task = task_of(election, outcome.rule, parameters)
    by_points = (
        election.has_points
        and task.utility is Utility.POINTS
        and outcome.rule not in APPROVAL_RULES
    )
    minimum = parameters.minimum_points if by_points else parameters.minimum_votes
    return replace(wording, points=election.points if by_points else None, minimum=minimum)
