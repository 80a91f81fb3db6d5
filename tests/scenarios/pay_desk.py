"""Where the town pays: payouts by two people, accounts, determinations, and what comes back."""

from __future__ import annotations

from datetime import date
from typing import Any

from application.command_desk import Receipt
from domain.calendar import dutch_day
from domain.challenge import RecordAgreement
from domain.command import Actor, Role
from domain.cost_claim import CostsOfDay
from domain.determination import DetermineGrant, RenderAccount
from domain.determination_events import DeterminationGround
from domain.money import Money
from domain.payout import ApprovePayout, RecordPayment, RequestPayout
from domain.recovery import (
    RecordRecovery,
)
from domain.suspension import LiftSuspension, SuspendPayments
from domain.withdrawal_ground import WithdrawalGround
from tests.scenarios.people import OTHER_FINANCE, sealed
from tests.scenarios.polling_place import PollingPlace


class PayDesk(PollingPlace):
    """Money on its way to applicants, and back; or an agreement, that no money is needed for."""

    def agrees(
        self,
        by: Role | Actor = Role.COLLEGE,
        proposal_id: str = "green",
        mandate_id: str | None = None,
        agreed_on: date | None = None,
        **changed: Any,
    ) -> Receipt:
        """Somebody agrees for the college that residents take a task over."""
        return self.do(
            RecordAgreement,
            by,
            proposal_id=proposal_id,
            agreement="A-1",
            reason=sealed("they do it well"),
            agreed_on=agreed_on or dutch_day(self.now),
            mandate_id=mandate_id,
            **changed,
        )

    def request_payout(self, proposal_id: str, amount: int, payout_id: str = "payout-1") -> Receipt:
        """The first person asks."""
        return self.do(
            RequestPayout,
            Role.FINANCE,
            proposal_id=proposal_id,
            payout_id=payout_id,
            amount_cents=Money(amount),
        )

    def approve_payout(
        self, proposal_id: str, by: Actor = OTHER_FINANCE, payout_id: str = "payout-1"
    ) -> Receipt:
        """The second person agrees."""
        return self.do(ApprovePayout, by, proposal_id=proposal_id, payout_id=payout_id)

    def pay(
        self, proposal_id: str, payout_id: str = "payout-1", paid_on: date | None = None
    ) -> Receipt:
        """The bank paid."""
        return self.do(
            RecordPayment,
            Role.FINANCE,
            proposal_id=proposal_id,
            payout_id=payout_id,
            reference="bank-0001",
            paid_on=paid_on,
        )

    def render_account(
        self, proposal_id: str, costs: int, *made_on: date, audit: str | None = None
    ) -> Receipt:
        """The applicant says what was spent and done, and on which day."""
        return self.do(
            RenderAccount,
            Role.RESIDENT,
            proposal_id=proposal_id,
            costs_cents=Money(costs),
            costs=tuple(CostsOfDay(made_on=day, amount_cents=Money(costs)) for day in made_on),
            report=sealed("all of it was done"),
            audit=sealed(audit) if audit else None,
        )

    def determine(
        self,
        proposal_id: str,
        amount: int,
        ground: DeterminationGround = DeterminationGround.AS_GRANTED,
    ) -> Receipt:
        """The mandate holder decides what the grant comes to."""
        return self.do(
            DetermineGrant,
            Role.MANDATE_HOLDER,
            proposal_id=proposal_id,
            mandate_id="mandate-1",
            amount_cents=Money(amount),
            ground=ground,
            reason=sealed("as the account says"),
        )

    def recover(self, proposal_id: str, amount: int, recovery_id: str = "recovery-1") -> Receipt:
        """Money came back."""
        return self.do(
            RecordRecovery,
            Role.FINANCE,
            proposal_id=proposal_id,
            recovery_id=recovery_id,
            amount_cents=Money(amount),
            reference=f"bank-{recovery_id}",
        )

    def suspend(
        self, proposal_id: str, ground: WithdrawalGround = WithdrawalGround.WRONG_INFORMATION
    ) -> Receipt:
        """The mandate holder gives notice of a serious suspicion."""
        return self.do(
            SuspendPayments,
            Role.MANDATE_HOLDER,
            proposal_id=proposal_id,
            mandate_id="mandate-1",
            ground=ground,
            reason=sealed("the invoices are of another garden"),
        )

    def lift(self, proposal_id: str) -> Receipt:
        """The mandate holder decides not to withdraw the grant."""
        return self.do(
            LiftSuspension,
            Role.MANDATE_HOLDER,
            proposal_id=proposal_id,
            mandate_id="mandate-1",
            reason=sealed("the invoices were in order after all"),
        )
