"""Points for an application, where its regulation ranks by them and no board advised."""

from __future__ import annotations

from application.regulation import rules_under
from application.streams import Reading
from domain.advice_weighing import is_advised_now
from domain.board_events import CriterionPoints
from domain.command import Role
from domain.granted_activities import is_per_activity
from domain.ranking import GivePoints
from tests.scenarios.people import sealed
from tests.scenarios.town_hall import TownHall


def has_points(
    town: TownHall, proposal_id: str, points: int = 5, *, unless_advised: bool = True
) -> None:
    """As many on each criterion, for everything that the proposal asks; none where none count."""
    read = Reading(town.streams)
    proposal = read.proposal(proposal_id).state
    assert proposal is not None
    rules = rules_under(read, proposal.regulation)
    is_advised = unless_advised and is_advised_now(proposal, read.board(proposal.wijk).state)
    if rules.ranking is None or is_advised:
        return
    given = tuple(
        CriterionPoints(criterion=each.criterion, points=points) for each in rules.ranking.criteria
    )
    lines = tuple(proposal.activities) if is_per_activity(rules, proposal) else (None,)
    for activity_id in lines:
        town.do(
            GivePoints,
            Role.CASE_OFFICER,
            proposal_id=proposal_id,
            activity_id=activity_id,
            points=given,
            reason=sealed("as good as any"),
        )
