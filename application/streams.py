"""What one decision reads: streams by what they are about, each at the version it was read at."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from application.log import StreamVersion
from application.remembered_streams import (
    EventTooLarge,
    Evolve,
    RememberedStreams,
    S,
    Stream,
    StreamEvents,
)
from domain import (
    applicant,
    board_state,
    budget,
    budget_year,
    closure,
    coordinator,
    decision,
    determination,
    feasibility,
    grant,
    integrity_events,
    mandate,
    mandate_holder,
    moderation,
    network,
    objection_state,
    payout,
    precedence,
    proposal,
    proposal_support,
    quickscan,
    ranking,
    regrouping,
    regulation,
    subsidy_events,
    suspension,
    voting_round,
    wijk_division,
    wijkplan,
    withdrawal,
)

__all__ = ["EventTooLarge", "Evolve", "Reading", "RememberedStreams", "Stream", "StreamEvents"]
"""Streams and the reading of them, so that handlers find both here."""


class Reading:
    """What one decision reads, each stream once; it remembers which, so that the log can refuse
    the command if one of them has moved meanwhile.
    """

    def __init__(self, streams: RememberedStreams) -> None:
        self._streams = streams
        self._seen: dict[str, Stream[Any]] = {}

    def _read(self, name: str, evolve: Evolve[S]) -> Stream[S]:
        if name not in self._seen:
            self._seen[name] = self._streams.read(name, evolve)
        return self._seen[name]

    def seen(self) -> list[StreamVersion]:
        """Every stream that was read, at the version it had."""
        return [StreamVersion(stream.name, stream.version) for stream in self._seen.values()]

    def division(self, division_id: str) -> Stream[wijk_division.Division]:
        """The division with this id."""
        return self._read(wijk_division.stream_of(division_id), wijk_division.evolve)

    def budget_year(self, year: int) -> Stream[budget_year.BudgetYear]:
        """The framework and allocation of a year."""
        return self._read(budget_year.stream_of(year), budget_year.evolve)

    def budget_before(self, year: int, wijk: str, moment: datetime) -> budget.Budget | None:
        """The money of a wijk as it was just before a moment of the past."""
        return self._streams.before(budget.stream_of(year, wijk), budget.evolve, moment)

    def budget(self, year: int, wijk: str) -> Stream[budget.Budget]:
        """The money of a wijk in a year."""
        return self._read(budget.stream_of(year, wijk), budget.evolve)

    def wijkplan(self, year: int, wijk: str) -> Stream[wijkplan.Wijkplan]:
        """The plan of a wijk for a year."""
        return self._read(wijkplan.stream_of(year, wijk), wijkplan.evolve)

    def quickscan(self, year: int) -> Stream[quickscan.Quickscan]:
        """The figures about the wijken in a year."""
        return self._read(quickscan.stream_of(year), quickscan.evolve)

    def network(self, wijk: str) -> Stream[network.Network]:
        """The network of a wijk, with its meetings."""
        return self._read(network.stream_of(wijk), network.evolve)

    def board(self, wijk: str) -> Stream[board_state.Board]:
        """The neighbourhood board of a wijk."""
        return self._read(board_state.stream_of(wijk), board_state.evolve)

    def coordinators(self) -> Stream[coordinator.Coordinators]:
        """Every appointment of a coordinator."""
        return self._read(coordinator.stream_of(), coordinator.evolve)

    def subsidies(self, wijk: str) -> Stream[subsidy_events.Subsidies]:
        """The fixed subsidies of institutions in a wijk."""
        return self._read(subsidy_events.stream_of(wijk), subsidy_events.evolve)

    def mandate_named(self, mandate_id: str | None) -> mandate.Mandate | None:
        """The mandate that a command names, where it names one that is in the register."""
        return self.mandate(mandate_id).state if mandate_id else None

    def mandates_of(self, holder_id: str) -> list[mandate.Mandate]:
        """Every line of the register that somebody ever had, of before they were counted too."""
        names = sorted(self._streams.named(mandate.stream_of("")))
        lines = (self._streams.read(name, mandate.evolve) for name in names)
        theirs = [each.name for each in lines if each.state and each.state.holder_id == holder_id]
        return [found for name in theirs if (found := self._read(name, mandate.evolve).state)]

    def mandate(self, mandate_id: str) -> Stream[mandate.Mandate]:
        """A line of the mandate register."""
        return self._read(mandate.stream_of(mandate_id), mandate.evolve)

    def mandate_holder(self, holder_id: str) -> Stream[mandate_holder.MandateHolder]:
        """Which lines of the mandate register somebody holds."""
        return self._read(mandate_holder.stream_of(holder_id), mandate_holder.evolve)

    def regulations(self) -> Stream[regulation.Regulations]:
        """The register of regulations."""
        return self._read(regulation.stream_of(), regulation.evolve)

    def precedence(self, year: int, wijk: str) -> Stream[precedence.Precedence]:
        """Which residents' initiatives of a wijk and year wait, and go before formal ones."""
        return self._read(precedence.stream_of(year, wijk), precedence.evolve)

    def ranking(self, year: int, wijk: str) -> Stream[ranking.Ranking]:
        """What has points in a wijk and year, and waits for a decision."""
        return self._read(ranking.stream_of(year, wijk), ranking.evolve)

    def proposal(self, proposal_id: str) -> Stream[proposal.Proposal]:
        """A proposal."""
        return self._read(proposal.stream_of(proposal_id), proposal.evolve)

    def submissions(self, year: int, applicant_id: str) -> Stream[applicant.Submissions]:
        """What an applicant submitted in a year."""
        return self._read(applicant.stream_of(year, applicant_id), applicant.evolve)

    def help(self, year: int, helper_id: str) -> Stream[applicant.Help]:
        """What somebody submitted for others in a year."""
        return self._read(applicant.stream_of_help(year, helper_id), applicant.evolve_help)

    def proposal_support(self, proposal_id: str) -> Stream[proposal_support.Support]:
        """Who supports a proposal."""
        return self._read(proposal_support.stream_of(proposal_id), proposal_support.evolve)

    def regrouping(self, regrouping_id: str) -> Stream[regrouping.Regrouping]:
        """A merger or split."""
        return self._read(regrouping.stream_of(regrouping_id), regrouping.evolve)

    def feasibility(self, proposal_id: str) -> Stream[feasibility.Feasibility]:
        """Whether a proposal is feasible."""
        return self._read(feasibility.stream_of(proposal_id), feasibility.evolve)

    def moderation(self, proposal_id: str) -> Stream[moderation.Moderation]:
        """Whether the text of a proposal is shown."""
        return self._read(moderation.stream_of(proposal_id), moderation.evolve)

    def voting_round(self, round_id: str) -> Stream[voting_round.VotingRound]:
        """A voting round."""
        return self._read(voting_round.stream_of(round_id), voting_round.evolve)

    def decision(self, proposal_id: str) -> Stream[decision.Decision]:
        """The decision on a proposal."""
        return self._read(decision.stream_of(proposal_id), decision.evolve)

    def grant(self, proposal_id: str) -> Stream[grant.Grant]:
        """The grant to a proposal."""
        return self._read(grant.stream_of(proposal_id), grant.evolve)

    def determination(self, proposal_id: str) -> Stream[determination.Determination]:
        """The determination of the grant to a proposal."""
        return self._read(determination.stream_of(proposal_id), determination.evolve)

    def suspension(self, proposal_id: str) -> Stream[suspension.Suspension]:
        """Whether the payments on the grant to a proposal are suspended."""
        return self._read(suspension.stream_of(proposal_id), suspension.evolve)

    def integrity_case(self, case_id: str) -> Stream[integrity_events.IntegrityCase]:
        """A case that was opened after a suspicion."""
        return self._read(integrity_events.stream_of(case_id), integrity_events.evolve)

    def withdrawal(self, proposal_id: str) -> Stream[withdrawal.Withdrawal]:
        """What is intended with the grant to a proposal, and what was decided of it."""
        return self._read(withdrawal.stream_of(proposal_id), withdrawal.evolve)

    def objections(self, proposal_id: str) -> Stream[objection_state.Objections]:
        """The objections about a proposal."""
        return self._read(objection_state.stream_of(proposal_id), objection_state.evolve)

    def closure(self, proposal_id: str) -> Stream[closure.Closure]:
        """Whether the dossier of the grant to a proposal is closed."""
        return self._read(closure.stream_of(proposal_id), closure.evolve)

    def payouts(self, proposal_id: str) -> Stream[payout.Payouts]:
        """The payouts on the grant to a proposal."""
        return self._read(payout.stream_of(proposal_id), payout.evolve)
