"""That a subsidy ends does not stand: undone by a later decision, and both stay in the log.

An objection to it goes to the college by letter; what came of that is put on record here.
"""

from __future__ import annotations

from domain.budget_year import BodyAct
from domain.command import ActorCommand
from domain.event import Commitment, Event, Identifier, WijkCode
from domain.subsidy import SubsidyStillRuns, guard_still_here
from domain.subsidy_events import EndingReversed, Subsidies


class ReverseEnding(ActorCommand):
    """Put on record by which decision it does not stand that a subsidy ends, and why."""

    wijk: WijkCode
    subsidy_id: Identifier
    act: BodyAct
    reason: Commitment


def reverse_ending(command: ReverseEnding, register: Subsidies | None) -> list[Event]:
    """What was decided is undone by a later decision; to end it, it is announced anew."""
    known = guard_still_here(register, command.subsidy_id)
    if known.last_day is None:
        raise SubsidyStillRuns()
    return [EndingReversed.following(command)]
