"""Where the town looks into a suspicion: a case, what is found, what comes of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from application.command_desk import Receipt
from domain.command import Actor, Role
from domain.integrity_case import OpenIntegrityCase, RecordCaseFinding, SuspendCasePayments
from domain.integrity_events import CaseOrigin, CaseOutcome, FollowUp
from domain.integrity_outcome import CloseCase, DecideCase, PublishCaseOutcome
from domain.withdrawal_ground import WithdrawalGround
from tests.scenarios.court import Court
from tests.scenarios.people import sealed


class Inquiry(Court):
    """Everything about a suspicion, from opening a case to closing it."""

    def open_case(
        self,
        proposal_id: str | None = "garden",
        by: Role | Actor = Role.CASE_OFFICER,
        **changed: Any,
    ) -> Receipt:
        """An officer opens a case, about a proposal unless told otherwise."""
        fields: dict[str, Any] = {
            "case_id": "case-1",
            "origin": CaseOrigin.REPORT,
            "reason": sealed("neighbours say that letters were collected"),
            "decide_by": self.now.date() + timedelta(weeks=8),
        }
        return self.do(OpenIntegrityCase, by, proposal_id=proposal_id, **(fields | changed))

    def find(self, case_id: str = "case-1", by: Role | Actor = Role.CASE_OFFICER) -> Receipt:
        """An officer writes down what was found."""
        note = sealed("two neighbours told the same")
        return self.do(RecordCaseFinding, by, case_id=case_id, note=note)

    def suspend_in_case(
        self,
        proposal_id: str = "garden",
        case_id: str = "case-1",
        by: Role | Actor = Role.COLLEGE,
        ground: WithdrawalGround = WithdrawalGround.WRONG_INFORMATION,
    ) -> Receipt:
        """The college gives notice."""
        about: dict[str, Any] = {"case_id": case_id, "proposal_id": proposal_id}
        return self.do(
            SuspendCasePayments, by, **about, ground=ground, reason=sealed("letters were collected")
        )

    def decide_case(
        self,
        outcome: CaseOutcome = CaseOutcome.FOUNDED,
        follow_up: FollowUp = FollowUp.NOTHING,
        case_id: str = "case-1",
        by: Role | Actor = Role.COLLEGE,
    ) -> Receipt:
        """The college says what came of it."""
        what: dict[str, Any] = {"outcome": outcome, "follow_up": follow_up}
        return self.do(DecideCase, by, case_id=case_id, reason=sealed("as was found"), **what)

    def publish_outcome(self, case_id: str = "case-1", by: Role | Actor = Role.COLLEGE) -> Receipt:
        """The college tells everyone."""
        summary = sealed("letters with passes were collected; the votes stand")
        return self.do(PublishCaseOutcome, by, case_id=case_id, summary=summary)

    def close_case(self, case_id: str = "case-1", by: Role | Actor = Role.CASE_OFFICER) -> Receipt:
        """An officer closes it."""
        return self.do(CloseCase, by, case_id=case_id)
