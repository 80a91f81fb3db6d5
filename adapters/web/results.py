"""Results with a reason for each proposal: recounted from the ballots, once per round."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from adapters.house import House
from domain import voting_round
from domain.event_catalogue import event_from
from domain.money import Money
from domain.round_result import count_ballots
from domain.tally.explanation import Denomination, Explanation, explain
from domain.voting_round import VotingRound, guard_round_exists
from projections.rounds import RoundDocument

RESULTS_MAX = 64
EUROS = Denomination("€", 100)


@dataclass(frozen=True, slots=True)
class Line:
    """One proposal of a result: whether it won, with how many votes, and why."""

    proposal_id: str
    price: Money
    votes: int
    won: bool
    why: Explanation


class Results:
    """The results that were asked for before. A result never changes, so it is counted once."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._lock = Lock()
        self._known: OrderedDict[str, list[Line]] = OrderedDict()

    def of(self, found: RoundDocument) -> list[Line]:
        """The winners in the order in which they were chosen, then the others by votes."""
        with self._lock:
            if found.round_id not in self._known:
                self._known[found.round_id] = self._counted(found.round_id)
                if len(self._known) > RESULTS_MAX:
                    self._known.popitem(last=False)
            return self._known[found.round_id]

    def _counted(self, round_id: str) -> list[Line]:
        outcome = count_ballots(self._frozen(round_id), self._house.ballot_box.counting(round_id))
        sentences = explain(outcome, EUROS)
        won = [
            Line(win.project_id, Money(int(win.price)), win.votes, True, sentences[win.project_id])
            for win in outcome.wins
        ]
        lost = [
            Line(
                loss.project_id,
                Money(int(loss.price)),
                loss.votes,
                False,
                sentences[loss.project_id],
            )
            for loss in outcome.losses
        ]
        return won + sorted(lost, key=lambda line: (-line.votes, line.proposal_id))

    def _frozen(self, round_id: str) -> VotingRound:
        state: VotingRound | None = None
        for entry in self._house.log.stream(voting_round.stream_of(round_id)):
            state = voting_round.evolve(state, event_from(entry.name, entry.payload))
        return guard_round_exists(state, round_id)
