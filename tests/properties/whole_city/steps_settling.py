"""Steps after a grant: accounted for, determined, paid back."""

from __future__ import annotations

from random import Random

from hypothesis.stateful import rule

from domain.determination import DetermineGrant, RenderAccount
from domain.determination_events import DeterminationGround
from domain.money import Money
from domain.recovery import (
    RecordRecovery,
)
from tests.properties.whole_city.books import Dossier
from tests.properties.whole_city.steps_completion import CompletionSteps
from tests.properties.whole_city.steps_dossiers import there_are_grants
from tests.properties.whole_city.walk import LUCK, PERSONS, likely, sealed


def is_settled(found: Dossier) -> bool:
    """Whether nothing is under way and the account is there."""
    statuses = {payout.status for payout in found.payouts.values()}
    ready = found.money == "granted" and found.accounted and found.determined is None
    return ready and not statuses & {"requested", "approved"}


class SettlingSteps(CompletionSteps):
    """The end of the road."""

    @there_are_grants
    @rule(luck=LUCK)
    def render_account(self, luck: Random) -> None:
        proposal_id = self.one(luck, lambda found: found.money == "granted")
        self.give(
            luck,
            RenderAccount,
            likely(luck, [self.found(proposal_id).applicant or PERSONS[0]], PERSONS),
            proposal_id=proposal_id,
            costs_cents=Money(luck.randrange(0, 400_00)),
            report=sealed("done"),
        )

    @there_are_grants
    @rule(luck=LUCK)
    def determine_grant(self, luck: Random) -> None:
        proposal_id = self.one(luck, is_settled)
        granted = self.found(proposal_id).cents
        amount = likely(luck, [granted, granted // 2, *[granted // 9] * 6], [0, granted + 1])
        as_granted = [DeterminationGround.AS_GRANTED]
        lower = [DeterminationGround.NOT_CARRIED_OUT]
        fitting = as_granted if amount == granted else lower
        mandate_id = likely(luck, self.reaching(granted), sorted(self.books.mandates) or ["none"])
        known = self.books.mandates.get(mandate_id)
        self.give(
            luck,
            DetermineGrant,
            likely(luck, [known.holder] if known else [], PERSONS),
            proposal_id=proposal_id,
            mandate_id=mandate_id,
            amount_cents=Money(amount),
            ground=likely(luck, fitting, [*as_granted, *lower]),
            reason=sealed("as the account says"),
        )

    @there_are_grants
    @rule(luck=LUCK)
    def a_grant_is_settled(self, luck: Random) -> None:
        """From the first payment to the last, in order."""
        steps = (self.request_payout, self.approve_payout, self.record_payment)
        last = (self.render_account, *[self.determine_grant] * 2, *[self.record_recovery] * 2)
        for step in (self.request_payout, self.reject_payout, *steps, *steps[1:], *last):
            step(luck)

    def reaching(self, cents: int) -> list[str]:
        """The mandates under which so much can be decided today."""
        day = self.city.now.date().isoformat()
        return [name for name, each in self.books.mandates.items() if each.reaches(day, cents)]

    @there_are_grants
    @rule(luck=LUCK)
    def record_recovery(self, luck: Random) -> None:
        proposal_id = self.one(luck, lambda found: found.to_recover)
        found = self.found(proposal_id)
        amount = likely(luck, [max(1, found.to_recover // 2)], [max(1, found.to_recover), 900_00])
        self.give(
            luck,
            RecordRecovery,
            proposal_id=proposal_id,
            recovery_id=likely(luck, [self.fresh("recovery")], sorted(found.recoveries) or ["r"]),
            amount_cents=Money(amount),
            reference=self.fresh("receipt"),
        )
