"""What a proposal waits for, or how it ended, in one word each."""

from __future__ import annotations

from enum import StrEnum

from domain.proposal import ProposalStatus


class RoundOutcome(StrEnum):
    """What a round means for one proposal on its list."""

    OPEN = "open"
    CLOSED = "closed"
    WON = "won"
    LOST = "lost"
    NO_OUTCOME = "no_outcome"


class NextStep(StrEnum):
    """What a proposal waits for, or how it ended: each has a sentence for residents."""

    AWAITS_CONFIRMATION = "awaits_confirmation"
    AWAITS_HANDLING = "awaits_handling"
    AWAITS_COMPLETION = "awaits_completion"
    LEFT_OUT_OF_HANDLING = "left_out_of_handling"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    AGREED = "agreed"
    AWAITS_ROUND = "awaits_round"
    ON_BALLOT = "on_ballot"
    AWAITS_TALLY = "awaits_tally"
    AWAITS_RESERVATION = "awaits_reservation"
    AWAITS_REFUSAL = "awaits_refusal"
    AWAITS_COLLEGE = "awaits_college"
    AWAITS_DRAFT = "awaits_draft"
    AWAITS_DECISION = "awaits_decision"
    REFUSED = "refused"
    GRANT_WITHDRAWN = "grant_withdrawn"
    AWAITS_PAYOUT = "awaits_payout"
    AWAITS_SECOND_PERSON = "awaits_second_person"
    AWAITS_BANK = "awaits_bank"
    AWAITS_DETERMINATION = "awaits_determination"
    AWAITS_FINAL_PAYOUT = "awaits_final_payout"
    AWAITS_RECOVERY = "awaits_recovery"
    SETTLED = "settled"
    PARTLY_PAID = "partly_paid"
    PAID = "paid"
    CLOSED = "closed"


STEP_OF_STATUS: dict[ProposalStatus, NextStep] = {
    ProposalStatus.UNCONFIRMED: NextStep.AWAITS_CONFIRMATION,
    ProposalStatus.SUBMITTED: NextStep.AWAITS_HANDLING,
    ProposalStatus.AWAITS_COMPLETION: NextStep.AWAITS_COMPLETION,
    ProposalStatus.LEFT_OUT_OF_HANDLING: NextStep.LEFT_OUT_OF_HANDLING,
    ProposalStatus.WITHDRAWN: NextStep.WITHDRAWN,
    ProposalStatus.MERGED: NextStep.MERGED,
    ProposalStatus.AGREED: NextStep.AGREED,
}
"""What a proposal waits for, or how it ended, where it is not in handling."""
