"""Who has an interest in a proposal, and so no influence on what a board advises on it (Awb 2:4).

Who applies, who helped them, who was chosen to execute the priority that it answers (any of them,
where it names none), who works or speaks for one of these, and who declares an interest.
"""

from __future__ import annotations

from collections.abc import Iterable

from domain.board_state import Board
from domain.proposal import Proposal
from domain.wijkplan import Wijkplan


def with_interest(
    board: Board, proposals: Iterable[Proposal], apart: frozenset[str]
) -> frozenset[str]:
    """Everyone with an interest in one of these: a proposal, and what it was merged or split from.

    `apart` are others whose interest it is: executors, and a coordinator who may not assess. A seat
    counts by its member and by the organisations that it works or speaks for.
    """
    concerned = tuple(proposals)
    involved = apart.union(*(each.interested for each in concerned))
    seats = (
        seat.member_id
        for seat in board.seats.values()
        if involved & {seat.member_id, *seat.party_ids}
    )
    declared = (board.interests.get(each.proposal_id, frozenset()) for each in concerned)
    return involved.union(seats, *declared)


def executors_of(plan: Wijkplan | None, priority_id: str | None) -> frozenset[str]:
    """Who executes a priority; where none is named, who executes any of the plan in force: an
    advice against something answers each of them.
    """
    if plan is None:
        return frozenset()
    in_force = plan.versions.get(plan.version, frozenset())
    named = in_force if priority_id is None else {priority_id}
    return frozenset[str]().union(*(plan.executors.get(each, frozenset()) for each in named))
