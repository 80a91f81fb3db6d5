"""Where decisions of the town are looked at again: objections, appeals, withdrawals."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from application.command_desk import Receipt
from application.streams import Reading
from domain.activity import GrantedActivity
from domain.appeal import RecordAppeal, RecordRuling
from domain.budget_year import CouncilAct
from domain.closure import CloseGrant
from domain.command import Actor, Role
from domain.direct_appeal import ForwardObjection, RejectDirectAppeal
from domain.money import Money
from domain.objection import (
    LodgeObjection,
    RecordCommitteeAdvice,
    RecordHearing,
    RegisterObjection,
    WithdrawObjection,
)
from domain.objection_decision import DecideObjection
from domain.objection_events import DecisionKind, ObjectionOutcome, RulingOutcome
from domain.objection_postponed import PostponeObjection
from domain.withdrawal import (
    AnnounceWithdrawal,
    GiveViews,
    RejectWithdrawal,
    WithdrawGrant,
)
from domain.withdrawal_ground import AFTER_A_TERM, COMPENSATED, WithdrawalGround
from tests.scenarios.grounds import ground_after
from tests.scenarios.pay_desk import PayDesk
from tests.scenarios.people import YEAR, sealed

COVER = CouncilAct(number="RB-2027-20", decided_on=date(YEAR, 1, 3))
"""The council act that pays what comes above the ceiling."""


class Court(PayDesk):
    """Everything by which a decision can still change."""

    def lodge(
        self,
        proposal_id: str,
        objection_id: str = "objection-1",
        by: Role | Actor = Role.RESIDENT,
        **changed: Any,
    ) -> Receipt:
        """Somebody objects."""
        fields: dict[str, Any] = {"reason": sealed("you misread our plan")} | changed
        return self.do(
            LodgeObjection, by, proposal_id=proposal_id, objection_id=objection_id, **fields
        )

    def register_objection(
        self, proposal_id: str, *, with_committee: bool = False, objection_id: str = "objection-1"
    ) -> Receipt:
        """A case officer confirms it."""
        return self.do(
            RegisterObjection,
            Role.CASE_OFFICER,
            proposal_id=proposal_id,
            objection_id=objection_id,
            with_committee=with_committee,
        )

    def postpone_objection(
        self,
        proposal_id: str,
        decide_by: date,
        objection_id: str = "objection-1",
        *,
        consent: str | None = None,
    ) -> Receipt:
        """A case officer puts the decision on it off."""
        return self.do(
            PostponeObjection,
            Role.CASE_OFFICER,
            proposal_id=proposal_id,
            objection_id=objection_id,
            decide_by=decide_by,
            reason=sealed("the hall for the hearing burned down"),
            consent=consent,
        )

    def take_objection_back(self, proposal_id: str, objection_id: str = "objection-1") -> Receipt:
        """Who objected thinks better of it."""
        return self.do(
            WithdrawObjection, Role.RESIDENT, proposal_id=proposal_id, objection_id=objection_id
        )

    def hear(self, proposal_id: str, objection_id: str = "objection-1", **changed: Any) -> Receipt:
        """Who objects is heard, by somebody who had no part in the decision."""
        fields: dict[str, Any] = {"heard_by": ("person-hearer",)}
        return self.do(
            RecordHearing,
            Role.CASE_OFFICER,
            proposal_id=proposal_id,
            objection_id=objection_id,
            held_on=self.now.date(),
            report=sealed("they explained the plan"),
            **(fields | changed),
        )

    def advise_on_objection(
        self,
        proposal_id: str,
        advice: ObjectionOutcome = ObjectionOutcome.FOUNDED,
        objection_id: str = "objection-1",
    ) -> Receipt:
        """The committee advises."""
        return self.do(
            RecordCommitteeAdvice,
            Role.CASE_OFFICER,
            proposal_id=proposal_id,
            objection_id=objection_id,
            advice=advice,
            reason=sealed("the plan says so"),
        )

    def decide_objection(
        self,
        proposal_id: str,
        amount: int | None = None,
        by: Role | Actor = Role.COLLEGE,
        **changed: Any,
    ) -> Receipt:
        """The college decides: founded with an amount, else unfounded unless told otherwise."""
        outcome = ObjectionOutcome.UNFOUNDED if amount is None else ObjectionOutcome.FOUNDED
        fields: dict[str, Any] = {
            "objection_id": "objection-1",
            "outcome": outcome,
            "amount_cents": None if amount is None else Money(amount),
            "ground": ground_after(Reading(self.streams), proposal_id, amount, changed),
            "reason": sealed("read once more"),
            "priority_id": "priority-1",
            "plan_version": 1,
        }
        return self.do(DecideObjection, by, proposal_id=proposal_id, **(fields | changed))

    def objects_and_wins(self, proposal_id: str, amount: int, **changed: Any) -> None:
        """The whole road from the objection to another amount."""
        against = changed.pop("against", DecisionKind.DECISION)
        with_committee = changed.pop("with_committee", False)
        self.lodge(proposal_id, against=against)
        self.register_objection(proposal_id, with_committee=with_committee)
        self.hear(proposal_id)
        if with_committee:
            self.advise_on_objection(proposal_id)
        self.decide_objection(proposal_id, amount, **changed)

    def objects_to_leaving_out(
        self, proposal_id: str, by: Role | Actor = Role.RESIDENT, **changed: Any
    ) -> None:
        """The whole road from the objection to being in handling after all."""
        self.lodge(proposal_id, by=by, against=DecisionKind.HANDLING)
        self.register_objection(proposal_id)
        self.hear(proposal_id)
        self.decide_objection(proposal_id, outcome=ObjectionOutcome.FOUNDED, **changed)

    def forward(
        self, proposal_id: str, objection_id: str = "objection-1", **changed: Any
    ) -> Receipt:
        """The college agrees that an objection goes straight to the court."""
        fields: dict[str, Any] = {"court": "MNE", "reason": sealed("only the law is in dispute")}
        return self.do(
            ForwardObjection,
            changed.pop("by", Role.COLLEGE),
            proposal_id=proposal_id,
            objection_id=objection_id,
            **(fields | changed),
        )

    def keep_from_court(
        self, proposal_id: str, objection_id: str = "objection-1", **changed: Any
    ) -> Receipt:
        """The college does not agree."""
        return self.do(
            RejectDirectAppeal,
            changed.pop("by", Role.COLLEGE),
            proposal_id=proposal_id,
            objection_id=objection_id,
            reason=sealed("the facts are in dispute"),
            **changed,
        )

    def appeal(self, proposal_id: str, objection_id: str = "objection-1") -> Receipt:
        """Somebody goes to court."""
        return self.do(
            RecordAppeal,
            Role.CASE_OFFICER,
            proposal_id=proposal_id,
            objection_id=objection_id,
            court="MNE",
            reference="27-1234",
            lodged_on=self.now.date(),
        )

    def rule(self, proposal_id: str, outcome: RulingOutcome, **changed: Any) -> Receipt:
        """The court ruled."""
        fields: dict[str, Any] = {
            "objection_id": "objection-1",
            "reason": sealed("so says the court"),
            "ruled_on": self.now.date(),
        }
        if outcome is RulingOutcome.DECIDE_AGAIN:
            fields["decide_by"] = self.now.date() + timedelta(weeks=6)
        return self.do(
            RecordRuling,
            Role.COLLEGE,
            proposal_id=proposal_id,
            outcome=outcome,
            **(fields | changed),
        )

    def close_dossier(self, proposal_id: str) -> Receipt:
        """A case officer closes what is settled."""
        return self.do(CloseGrant, Role.CASE_OFFICER, proposal_id=proposal_id)

    def announce_withdrawal(
        self,
        proposal_id: str,
        amount: int = 0,
        ground: WithdrawalGround = WithdrawalGround.WRONG_INFORMATION,
        *,
        activities: tuple[GrantedActivity, ...] = (),
        effective_on: date | None = None,
        breached_on: date | None = None,
    ) -> Receipt:
        """A case officer says what is intended; on a ground that asks a term, in six weeks, and on
        that of a breach, of today.
        """
        afterwards = ground is WithdrawalGround.OBLIGATIONS_NOT_MET_AFTERWARDS
        today = self.now.date() if afterwards else None
        in_six_weeks = self.now.date() + timedelta(weeks=6) if ground in AFTER_A_TERM else None
        return self.do(
            AnnounceWithdrawal,
            Role.CASE_OFFICER,
            proposal_id=proposal_id,
            activities=activities,
            amount_cents=Money(amount),
            ground=ground,
            reason=sealed("the invoices are of another garden"),
            views_until=self.now.date() + timedelta(days=15),
            effective_on=effective_on or in_six_weeks,
            breached_on=breached_on or today,
        )

    def give_views(self, proposal_id: str) -> Receipt:
        """The applicant reacts."""
        return self.do(
            GiveViews, Role.RESIDENT, proposal_id=proposal_id, note=sealed("they are of both")
        )

    def withdraw_grant(
        self,
        proposal_id: str,
        by: Role | Actor = Role.MANDATE_HOLDER,
        mandate_id: str = "mandate-1",
    ) -> Receipt:
        """The mandate holder decides as it was announced; with 50 euros for damage on a ground
        that asks it.
        """
        known = Reading(self.streams).withdrawal(proposal_id).state
        announced = known.announced if known else None
        asks = announced is not None and announced.ground in COMPENSATED
        return self.do(
            WithdrawGrant,
            by,
            proposal_id=proposal_id,
            announced_reason=announced.reason if announced else sealed("nothing"),
            compensation_cents=Money(50_00) if asks else None,
            compensation_reason=sealed("the hall was rented already") if asks else None,
            mandate_id=mandate_id,
        )

    def reject_withdrawal(self, proposal_id: str) -> Receipt:
        """The mandate holder decides that the grant stays as it is."""
        return self.do(
            RejectWithdrawal,
            Role.MANDATE_HOLDER,
            proposal_id=proposal_id,
            reason=sealed("the invoices were in order after all"),
            mandate_id="mandate-1",
        )

    def withdrawn(self, proposal_id: str, amount: int = 0, **changed: Any) -> None:
        """Announced, reacted to and decided."""
        self.announce_withdrawal(proposal_id, amount, **changed)
        self.give_views(proposal_id)
        self.withdraw_grant(proposal_id)
