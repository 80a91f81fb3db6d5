"""Results with a reason for each proposal: recounted from the ballots, once per round."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

from adapters.house import House
from adapters.web.result_account import Line, ResultAccount, account_of
from application.closed_round import TooFewForSecrecy, closed_papers, guard_enough_for_secrecy
from domain import voting_round
from domain.event_catalogue import event_from
from domain.round_result import election_of
from domain.tally.rules import count
from domain.voting_round import VotingRound, guard_round_exists
from projections.rounds import RoundDocument

RESULTS_MAX = 64


class Results:
    """The results that were asked for before. A result never changes, so it is counted once.

    Who asks for a round that is being counted waits for that round, and for no other.
    """

    def __init__(self, house: House) -> None:
        self._house = house
        self._lock = Lock()
        self._counting: dict[str, Lock] = {}
        self._known: OrderedDict[str, ResultAccount] = OrderedDict()

    def of(self, found: RoundDocument) -> Sequence[Line]:
        """The winners in the order in which they were chosen, then the others by votes."""
        return self.account(found).lines

    def sealed(self, found: RoundDocument) -> TooFewForSecrecy | None:
        """Why the result is not explained, where so few voted that it would tell who chose what."""
        try:
            log = self._house.log
            guard_enough_for_secrecy(closed_papers(found.round_id, log), log)
        except TooFewForSecrecy as why:
            return why
        return None

    def account(self, found: RoundDocument) -> ResultAccount:
        """The result explained. Raises `TooFewForSecrecy`."""
        round_id = found.round_id
        with self._lock:
            if round_id in self._known:
                self._known.move_to_end(round_id)
                return self._known[round_id]
            counting = self._counting.setdefault(round_id, Lock())
        with counting:
            with self._lock:
                if round_id in self._known:
                    return self._known[round_id]
            try:
                return self._keep(round_id, self._counted(round_id))
            finally:
                with self._lock:
                    self._counting.pop(round_id, None)

    def _keep(self, round_id: str, account: ResultAccount) -> ResultAccount:
        with self._lock:
            self._known[round_id] = account
            if len(self._known) > RESULTS_MAX:
                self._known.popitem(last=False)
        return account

    def _counted(self, round_id: str) -> ResultAccount:
        guard_enough_for_secrecy(closed_papers(round_id, self._house.log), self._house.log)
        frozen = self._frozen(round_id)
        ballots = self._house.ballot_box.counting(round_id)
        election, parameters = election_of(frozen, ballots)
        outcome = count(election, frozen.rules.rule, parameters)
        return account_of(election, parameters, outcome)

    def _frozen(self, round_id: str) -> VotingRound:
        state: VotingRound | None = None
        for entry in self._house.log.stream(voting_round.stream_of(round_id)):
            state = voting_round.evolve(state, event_from(entry.name, entry.payload))
        return guard_round_exists(state, round_id)
