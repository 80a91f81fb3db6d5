"""Where a voting round stands: its state after each event, of a list of proposals or of themes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from domain.event import Event
from domain.money import ZERO, Money
from domain.regulation_contents import RegulationVersion
from domain.round_events import (
    ExtensionCause,
    VotingRoundClosed,
    VotingRoundExtended,
    VotingRoundOpened,
    VotingRoundTallied,
)
from domain.round_procedure import PLAIN, RoundProcedure
from domain.theme_division import ThemeDivision
from domain.theme_round_events import ThemeRoundOpened, ThemeRoundTallied
from domain.voting_rules import Candidate, RoundRules


class RoundStatus(StrEnum):
    """The life of a round."""

    OPEN = "open"
    CLOSED = "closed"
    TALLIED = "tallied"


@dataclass(frozen=True, slots=True)
class VotingRound:
    """A round as frozen, where it stands, and what won with how much (`funded`, in that order).

    Prices, parts and what won go by the names of lines; `lines` tells of each what it is.
    Where money is divided over themes there is a `division`, and themes get `theme_amounts`.
    With fewer ballots than `minimum_ballots` an outcome would tell who chose what.
    `closes_at` is when voting ends now; `announced_until` when it was to end at the opening.
    """

    budget: Money
    rules: RoundRules
    prices: Mapping[str, Money]
    smallest_parts: Mapping[str, Money]
    lines: Mapping[str, Candidate]
    opens_at: datetime
    closes_at: datetime | None
    announced_until: datetime | None
    pass_key: str
    draw_commitment: str | None
    rules_hash: str
    status: RoundStatus = RoundStatus.OPEN
    ballots_root: str | None = None
    draw_seed: bytes | None = None
    funded: Mapping[str, Money] = field(default_factory=dict)
    regulation: RegulationVersion | None = None
    procedure: RoundProcedure = PLAIN
    minimum_ballots: int = 0
    wijk: str = ""
    year: int = 0
    division: ThemeDivision | None = None
    theme_amounts: Mapping[str, Money] = field(default_factory=dict)
    ballots: int | None = None
    extended_for_quorum: bool = False

    @property
    def latest_end(self) -> datetime | None:
        """Until when voting can go on at the most; None where no end was announced."""
        return self.procedure.latest_end(self.announced_until)

    @property
    def misses_quorum(self) -> bool:
        """Whether it was closed with fewer ballots than its quorum."""
        return self.lacks_quorum(self.ballots)

    @property
    def has_no_outcome(self) -> bool:
        """Whether too few voted for there to be an outcome: the proposals are for the college."""
        return self.procedure.leaves_no_outcome(self.ballots, self.minimum_ballots)

    def lacks_quorum(self, ballots: int | None) -> bool:
        """Whether so many ballots are fewer than the quorum."""
        return self.procedure.lacks_quorum(ballots)

    @property
    def winners(self) -> tuple[str, ...]:
        """The lines that won, in the order in which the rule chose them."""
        return tuple(self.funded)

    @property
    def proposal_ids(self) -> tuple[str, ...]:
        """The proposals on the list, each once; none where money is divided over themes."""
        return tuple(dict.fromkeys(line.proposal_id for line in self.lines.values()))

    @property
    def won(self) -> Mapping[str, Money]:
        """What each proposal won that won something, with all that it has on the list."""
        found: dict[str, Money] = {}
        for line_id, amount in self.funded.items():
            proposal_id = self.lines[line_id].proposal_id
            found[proposal_id] = found.get(proposal_id, ZERO) + amount
        return found

    def activities_of(self, proposal_id: str) -> frozenset[str]:
        """The activities of this proposal that people vote on one by one; none where it stands on
        the list as a whole.
        """
        own = (each for each in self.lines.values() if each.proposal_id == proposal_id)
        return frozenset(each.activity_id for each in own if each.activity_id)

    def won_per_activity(self, proposal_id: str) -> Mapping[str, Money]:
        """What each activity of this proposal won that won, where people voted on each."""
        return {
            line.activity_id: self.funded[name]
            for name, line in self.lines.items()
            if line.proposal_id == proposal_id and line.activity_id and name in self.funded
        }


def stream_of(round_id: str) -> str:
    """The stream of one round, and the name of the fence around its ballots."""
    return f"voting_round:{round_id}"


def evolve(voting_round: VotingRound | None, event: Event) -> VotingRound | None:
    """The round after one more event."""
    match event:
        case VotingRoundOpened():
            return VotingRound(
                budget=event.budget_cents,
                rules=event.rules,
                prices={line.line_id: line.price_cents for line in event.candidates},
                smallest_parts={
                    line.line_id: line.smallest_part_cents
                    for line in event.candidates
                    if line.smallest_part_cents is not None
                },
                lines={line.line_id: line for line in event.candidates},
                opens_at=event.opens_at,
                closes_at=event.closes_at,
                announced_until=event.closes_at,
                pass_key=event.pass_key,
                draw_commitment=event.draw_commitment,
                rules_hash=event.rules_hash,
                regulation=event.regulation,
                procedure=event.procedure,
                minimum_ballots=event.minimum_ballots,
                wijk=event.wijk,
                year=event.year,
            )
        case ThemeRoundOpened():
            return _dividing(event)
        case _:
            return _after(voting_round, event) if voting_round else None


def _after(voting_round: VotingRound, event: Event) -> VotingRound:
    match event:
        case VotingRoundExtended():
            for_quorum = event.cause is ExtensionCause.QUORUM
            return replace(
                voting_round,
                closes_at=event.closes_at,
                extended_for_quorum=voting_round.extended_for_quorum or for_quorum,
            )
        case VotingRoundClosed():
            return replace(
                voting_round,
                status=RoundStatus.CLOSED,
                ballots=event.ballots,
                ballots_root=event.ballots_root,
                draw_seed=bytes.fromhex(event.draw_seed) if event.draw_seed else None,
            )
        case VotingRoundTallied():
            funded = {winner.line_id: winner.funded_cents for winner in event.winners}
            return replace(voting_round, status=RoundStatus.TALLIED, funded=funded)
        case ThemeRoundTallied():
            amounts = {share.theme: share.amount_cents for share in event.shares}
            return replace(voting_round, status=RoundStatus.TALLIED, theme_amounts=amounts)
        case _:
            return voting_round


def _dividing(event: ThemeRoundOpened) -> VotingRound:
    """A round in which themes stand where proposals would, each at the price of one step."""
    return VotingRound(
        budget=event.budget_cents,
        rules=event.division.rules(event.budget_cents),
        prices=dict.fromkeys(event.division.themes, event.division.step_cents),
        smallest_parts={},
        lines={},
        opens_at=event.opens_at,
        closes_at=event.closes_at,
        announced_until=event.closes_at,
        pass_key=event.pass_key,
        draw_commitment=None,
        rules_hash=event.rules_hash,
        regulation=event.regulation,
        procedure=event.procedure,
        minimum_ballots=event.minimum_ballots,
        wijk=event.wijk,
        year=event.year,
        division=event.division,
    )
