"""Decisions in the log held against rounds whose outcome is advice: a part of the check of advice.

What was won is added up here from the tally in the log, line by line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from domain.decision import DecisionPrepared, DecisionTaken
from domain.money import total
from domain.outcome_weighing import OutcomeWeighed
from domain.voting_round import VotingRound
from projections.city_in_log import CityInLog
from projections.entry import Entry


class OutcomeFault(StrEnum):
    """What is wrong with a decision beside the outcome of its round."""

    NOT_WEIGHED = "outcome_not_weighed"
    DEPARTURE_UNEXPLAINED = "outcome_departure_unexplained"


@dataclass(slots=True)
class OutcomeCheck:
    """Keeps entries in order."""

    _city: CityInLog = field(default_factory=CityInLog)
    _weighed: dict[str, OutcomeWeighed] = field(default_factory=dict)

    def keep(self, entry: Entry) -> None:
        """What is known after one more entry."""
        self._city.keep(entry)
        match entry.event:
            case DecisionPrepared() as event:
                self._weighed.pop(event.proposal_id, None)
            case OutcomeWeighed() as event:
                self._weighed[event.proposal_id] = event
            case _:
                return

    def faults_of(self, event: DecisionTaken) -> Iterator[OutcomeFault]:
        """What is wrong with a decision, after what was kept before it."""
        asked = self._city.proposals.get(event.proposal_id)
        advice = self._city.round_of(asked) if asked else None
        if advice is None or advice.has_no_outcome or self._city.binds(advice):
            return
        weighed = self._weighed.get(event.proposal_id)
        if _is_as_voted(advice, event):
            return
        if weighed is None:
            yield OutcomeFault.NOT_WEIGHED
        elif weighed.departure is None:
            yield OutcomeFault.DEPARTURE_UNEXPLAINED


def _is_as_voted(advice: VotingRound, event: DecisionTaken) -> bool:
    """Whether the lines of the proposal that won are what it gets, and nothing else."""
    own = {
        name: line for name, line in advice.lines.items() if line.proposal_id == event.proposal_id
    }
    won = {own[name].activity_id: cents for name, cents in advice.funded.items() if name in own}
    if event.amount_cents != total(won.values()):
        return False
    is_per_activity = any(line.activity_id for line in own.values())
    named = {each.activity_id: each.amount_cents for each in event.activities}
    return not is_per_activity or named == won
