"""Where the town looks at what came in: completion is asked, and what stays incomplete left out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from application.command_desk import Receipt
from domain.command import Actor, Role
from domain.leaving_out import LeaveOutOfHandling
from domain.proposal import LeftOutGround
from domain.proposal_completion import CompleteProposal, RequestCompletion
from tests.scenarios.people import sealed
from tests.scenarios.town_hall import TownHall


class FrontDesk(TownHall):
    """What an applicant is asked before a proposal is handled, and what comes of it."""

    def ask_completion(self, proposal_id: str, days: int = 7) -> Receipt:
        """Something is missing; the applicant has so many days for it."""
        return self.do(
            RequestCompletion,
            Role.CASE_OFFICER,
            proposal_id=proposal_id,
            reason=sealed("where is the budget?"),
            answer_by=self.now.date() + timedelta(days=days),
        )

    def complete(self, proposal_id: str, by: Role | Actor = Role.RESIDENT) -> Receipt:
        """The applicant answers."""
        return self.do(CompleteProposal, by, proposal_id=proposal_id, note=sealed("here it is"))

    def nothing_comes(self, proposal_id: str, days: int = 7) -> None:
        """Asked to complete it, the applicant lets the term pass."""
        self.ask_completion(proposal_id, days)
        self.now += timedelta(days=days + 1)

    def leave_out(
        self, proposal_id: str, by: Role | Actor = Role.COLLEGE, **changed: Any
    ) -> Receipt:
        """It does not meet the requirements for being handled."""
        fields: dict[str, Any] = {
            "ground": LeftOutGround.REQUIREMENTS_NOT_MET,
            "reason": sealed("a page is missing"),
        }
        return self.do(LeaveOutOfHandling, by, proposal_id=proposal_id, **(fields | changed))
