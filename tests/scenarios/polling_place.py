"""Where the town votes: rounds are opened, ballots cast, rounds closed and counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from application.ballot_box import BallotReceipt
from application.command_desk import Receipt
from domain.ballot import CastBallot
from domain.command import Actor, Role
from domain.money import Money
from domain.round_extension import ExtendVotingRound
from domain.round_procedure import PLAIN, RoundProcedure
from domain.tally.parameters import VotingRule
from domain.theme_division import ThemeDivision
from domain.theme_round import OpenThemeRound
from domain.voting_round import (
    CloseVotingRound,
    OpenVotingRound,
    SmallestPart,
    TallyVotingRound,
)
from domain.voting_rules import RoundRules
from tests.scenarios.people import LIENDERT, YEAR, sealed, voting_pass
from tests.scenarios.town_hall import TownHall


class PollingPlace(TownHall):
    """A town hall with a round to vote in."""

    def open_round(
        self,
        proposals: Sequence[str],
        budget: int,
        rules: RoundRules | None = None,
        closes_at: datetime | None = None,
        round_id: str = "round-1",
        *,
        opens_at: datetime | None = None,
        parts: Mapping[str, int] | None = None,
        procedure: RoundProcedure = PLAIN,
        by: Role | Actor = Role.CASE_OFFICER,
        **changed: Any,
    ) -> Receipt:
        """A round on proposals in handling; `parts` may be funded in part, from so many cents."""
        return self.do(
            OpenVotingRound,
            by,
            round_id=round_id,
            wijk=LIENDERT,
            year=YEAR,
            budget_cents=Money(budget),
            rules=rules or RoundRules(rule=VotingRule.EQUAL_SHARES),
            proposal_ids=tuple(proposals),
            smallest_parts=tuple(
                SmallestPart(proposal_id=name, amount_cents=Money(cents))
                for name, cents in (parts or {}).items()
            ),
            opens_at=opens_at or self.now,
            closes_at=closes_at,
            procedure=procedure,
            **changed,
        )

    def cast(
        self,
        voter: int,
        *choices: str,
        replaces: int | None = None,
        points: tuple[int, ...] | None = None,
        command_id: UUID | None = None,
        round_id: str = "round-1",
    ) -> BallotReceipt:
        """The ballot of one pass."""
        return self.box.cast(
            CastBallot(
                command_id=command_id or uuid4(),
                at=self.now,
                round_id=round_id,
                voting_pass=voting_pass(voter),
                choices=choices,
                points=points,
                replaces=replaces,
            )
        )

    def open_theme_round(
        self, division: ThemeDivision, budget: int, round_id: str = "themes", **changed: Any
    ) -> Receipt:
        """Residents divide money over themes."""
        fields: dict[str, Any] = {"wijk": LIENDERT, "year": YEAR, "opens_at": self.now} | changed
        return self.do(
            OpenThemeRound,
            Role.CASE_OFFICER,
            round_id=round_id,
            budget_cents=Money(budget),
            division=division,
            **fields,
        )

    def extend_round(self, closes_at: datetime, round_id: str = "round-1") -> Receipt:
        """People can vote longer, since the hall was shut for a day."""
        return self.do(
            ExtendVotingRound,
            Role.CASE_OFFICER,
            round_id=round_id,
            closes_at=closes_at,
            reason=sealed("the hall was shut"),
        )

    def close_round(self, round_id: str = "round-1", reason: str | None = None) -> Receipt:
        """No ballot enters any more."""
        return self.do(CloseVotingRound, Role.CASE_OFFICER, round_id=round_id, reason=reason)

    def tally(self, round_id: str = "round-1") -> Receipt:
        """Count by the frozen rules."""
        return self.do(TallyVotingRound, Role.CASE_OFFICER, round_id=round_id)
