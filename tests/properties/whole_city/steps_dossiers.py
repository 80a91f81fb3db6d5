"""Steps around a proposal: handled, reserved for, decided on, paid."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from hypothesis.stateful import precondition, rule

from domain.decision import Finding, PrepareDecision, TakeDecision, VerifyDecision
from domain.decision_ground import DecisionGround, DecisionOutcome
from domain.grant import ReleaseGrant, ReserveGrant
from domain.money import Money
from domain.payout import ApprovePayout, RecordPayment, RejectPayout, RequestPayout
from domain.proposal import SubmitProposal, WithdrawProposal
from tests.properties.whole_city.books import Dossier
from tests.properties.whole_city.steps_plan import PlanSteps
from tests.properties.whole_city.walk import LUCK, PERSONS, RESIDENT, likely, sealed

there_are_proposals = precondition(lambda self: self.books.dossiers)
there_are_grants = precondition(lambda self: self.having(lambda found: found.money == "granted"))
there_are_payouts = precondition(lambda self: self.having(lambda found: found.payouts))

READY: dict[str, Callable[[Dossier], object]] = {
    "TakeInHandling": lambda found: found.status == "submitted",
    "CompleteProposal": lambda found: found.status == "awaits_completion",
    "ReserveGrant": lambda found: found.status == "in_handling" and not found.holds_money,
    "PrepareDecision": lambda found: found.money == "reserved" and not found.draft,
    "TakeDecision": lambda found: found.money == "reserved" and found.draft and not found.taken,
    "VerifyDecision": lambda found: found.taken and not found.verified,
    "RequestPayout": lambda found: found.money == "granted",
    "ApprovePayout": lambda found: has_payout(found, "requested"),
    "RenderAccount": lambda found: found.money == "granted" and not found.accounted,
    "DetermineGrant": lambda found: found.accounted and found.determined is None and is_paid(found),
    "RecordRecovery": lambda found: found.to_recover,
    "RecordPayment": lambda found: has_payout(found, "approved"),
}
"""The commands in the life of a proposal, and when a proposal is ready for each."""


def is_paid(found: Dossier) -> bool:
    """Whether something was paid, and no payout is under way."""
    statuses = {payout.status for payout in found.payouts.values()}
    return "paid" in statuses and not statuses & {"requested", "approved"}


def has_payout(found: Dossier, status: str) -> bool:
    """Whether a payout stands in this state."""
    return any(payout.status == status for payout in found.payouts.values())


class DossierSteps(PlanSteps):
    """The road from an idea to a payment."""

    def having(self, wanted: Any) -> list[str]:
        """The proposals of which something is so."""
        return [name for name, found in self.books.dossiers.items() if wanted(found)]

    def one(self, luck: Random, wanted: Any) -> str:
        """A proposal of which, nearly always, something is so."""
        chosen: str = likely(luck, self.having(wanted), (*self.books.dossiers, "no-proposal"))
        return chosen

    def found(self, proposal_id: str) -> Dossier:
        """What the model knows of a proposal; an empty dossier for one that does not exist."""
        dossier: Dossier = self.books.dossiers.get(proposal_id, Dossier("", "", 0, 100))
        return dossier

    def next_steps(self) -> list[str]:
        """The commands for which some proposal is ready."""
        return [name for name, is_ready in READY.items() if self.having(is_ready)]

    @rule(luck=LUCK)
    def submit_proposal(self, luck: Random) -> None:
        year, wijk = self.a_plan(luck, lambda plan: plan.versions)
        self.submit(luck, wijk, year)

    def submit(self, luck: Random, wijk: str, year: int) -> str:
        """Submit a proposal, nearly always a new one, and return its id."""
        fresh = self.fresh("proposal")
        proposal_id: str = likely(luck, [fresh], (*self.books.dossiers, "p"))
        self.give(
            luck,
            SubmitProposal,
            likely(luck, [RESIDENT], PERSONS),
            proposal_id=proposal_id,
            wijk=wijk,
            year=year,
            title=sealed("title"),
            description=sealed("description"),
            amount_cents=Money(luck.randrange(1, 400_00)),
        )
        return proposal_id

    @there_are_proposals
    @rule(luck=LUCK)
    def withdraw_proposal(self, luck: Random) -> None:
        proposal_id = luck.choice([*self.books.dossiers, "no-proposal"])
        person = luck.choice([self.found(proposal_id).applicant, *PERSONS]) or PERSONS[0]
        if luck.randrange(2):
            self.give(luck, WithdrawProposal, person, proposal_id=proposal_id)

    @there_are_proposals
    @rule(luck=LUCK)
    def reserve_grant(self, luck: Random) -> None:
        proposal_id = self.one(luck, READY["ReserveGrant"])
        found = self.found(proposal_id)
        purse = self.books.purses.get((found.year, found.wijk))
        most = min(found.asks, purse.available + found.won if purse else 0)
        asked = likely(luck, [max(most, 1), max(most // 2, 1)], (most + 1, found.asks + 1, 1))
        self.give(luck, ReserveGrant, proposal_id=proposal_id, amount_cents=Money(asked))

    @there_are_proposals
    @rule(luck=LUCK)
    def release_grant(self, luck: Random) -> None:
        proposal_id = self.one(luck, lambda found: found.money == "reserved")
        if luck.randrange(3) == 0:
            self.give(luck, ReleaseGrant, proposal_id=proposal_id, reason=sealed("given up"))

    @there_are_proposals
    @rule(luck=LUCK)
    def prepare_decision(self, luck: Random) -> None:
        proposal_id = self.one(luck, READY["PrepareDecision"])
        found = self.found(proposal_id)
        grants = luck.randrange(4) > 0
        plan = self.books.plans.get((found.year, found.wijk))
        priorities = set().union(*plan.versions) if plan else set()
        asked = likely(luck, [found.cents if grants else 0], (0, 1, found.cents + 1, -1))
        mandate_id = likely(luck, self.in_force(found.cents), (*self.books.mandates, "none", None))
        mandate = self.books.mandates.get(mandate_id)
        others = [person for person in PERSONS if mandate and person != mandate.holder]
        self.give(
            luck,
            PrepareDecision,
            likely(luck, others, PERSONS),
            proposal_id=proposal_id,
            outcome=DecisionOutcome.GRANT if grants else DecisionOutcome.REFUSE,
            amount_cents=Money(asked),
            ground=self.ground_for(luck, proposal_id, asked, grants=grants),
            reason=sealed("because"),
            mandate_id=mandate_id,
            priority_id=likely(luck, priorities, ("priority-1", "no-priority", None)),
            plan_version=likely(luck, [len(plan.versions) or 1 if plan else 1], (1, 9, None)),
        )

    def ground_for(
        self, luck: Random, proposal_id: str, cents: int, *, grants: bool
    ) -> DecisionGround:
        """One that bears it, mostly: less than was won is given as the scheme is not met."""
        if not grants:
            return DecisionGround.NOT_IN_PLAN
        found = self.found(proposal_id)
        winners = self.books.rounds[found.round].winners if found.round is not None else {}
        grounds = [DecisionGround.PLAN_PRIORITY, DecisionGround.SCHEME_NOT_MET]
        is_less = cents < winners.get(proposal_id, 0)
        chosen: DecisionGround = likely(luck, [grounds[is_less]], grounds)
        return chosen

    def in_force(self, cents: int) -> list[str]:
        """The mandates under which an amount can be decided on now."""
        today = self.city.now.date().isoformat()
        mandates = self.books.mandates.items()
        return [name for name, book in mandates if book.reaches(today, cents)]

    @there_are_proposals
    @rule(luck=LUCK)
    def take_decision(self, luck: Random) -> None:
        proposal_id = self.one(luck, READY["TakeDecision"])
        draft = self.found(proposal_id).draft
        holder = self.books.mandates[draft["mandate_id"]].holder if draft else PERSONS[0]
        self.give(
            luck,
            TakeDecision,
            likely(luck, [holder], PERSONS),
            proposal_id=proposal_id,
            draft_reason=sealed("because"),
        )

    @there_are_proposals
    @rule(luck=LUCK)
    def verify_decision(self, luck: Random) -> None:
        proposal_id = self.one(luck, READY["VerifyDecision"])
        self.give(luck, VerifyDecision, proposal_id=proposal_id, finding=Finding.IN_ORDER)

    @there_are_grants
    @rule(luck=LUCK)
    def request_payout(self, luck: Random) -> None:
        proposal_id = self.one(luck, READY["RequestPayout"])
        found = self.found(proposal_id)
        payouts = found.payouts.values()
        left = found.cents - sum(one.cents for one in payouts if one.status != "rejected")
        asked = likely(luck, [max(left // 2, 1), max(left, 1)], (left + 1, 1))
        self.give(
            luck,
            RequestPayout,
            proposal_id=proposal_id,
            payout_id=likely(luck, [self.fresh("payout")], (*found.payouts, "payout")),
            amount_cents=Money(asked),
        )

    def a_payout(self, luck: Random, status: str) -> dict[str, str]:
        """A payout in, nearly always, this state."""
        every = [
            (proposal_id, payout_id, payout.status)
            for proposal_id, found in self.books.dossiers.items()
            for payout_id, payout in found.payouts.items()
        ]
        good = [one for one in every if one[2] == status]
        chosen = likely(luck, good, (*every, ("no-proposal", "no-payout", "")))
        return {"proposal_id": chosen[0], "payout_id": chosen[1]}

    @there_are_payouts
    @rule(luck=LUCK)
    def approve_payout(self, luck: Random) -> None:
        self.give(luck, ApprovePayout, **self.a_payout(luck, "requested"))

    @there_are_payouts
    @rule(luck=LUCK)
    def reject_payout(self, luck: Random) -> None:
        reason = sealed("not yet")
        self.give(luck, RejectPayout, **self.a_payout(luck, "requested"), reason=reason)

    @there_are_payouts
    @rule(luck=LUCK)
    def record_payment(self, luck: Random) -> None:
        reference = self.fresh("bank")
        self.give(luck, RecordPayment, **self.a_payout(luck, "approved"), reference=reference)
