"""Steps with what comes in: completion asked and given, taken in handling, left out of it."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from hypothesis.stateful import rule

from domain.leaving_out import LeaveOutOfHandling
from domain.proposal import LeftOutGround, TakeInHandling
from domain.proposal_completion import CompleteProposal, RequestCompletion
from tests.properties.whole_city.steps_dossiers import (
    READY,
    DossierSteps,
    there_are_proposals,
)
from tests.properties.whole_city.walk import LUCK, PERSONS, likely, sealed


class CompletionSteps(DossierSteps):
    """What happens to a proposal before it is handled."""

    @there_are_proposals
    @rule(luck=LUCK)
    def request_completion(self, luck: Random) -> None:
        proposal_id = self.one(luck, READY["TakeInHandling"])
        days = likely(luck, [7, 20], (6, 92, 93))
        if luck.randrange(2):
            self.give(
                luck,
                RequestCompletion,
                proposal_id=proposal_id,
                reason=sealed("a page is missing"),
                answer_by=self.city.now.date() + timedelta(days=days),
            )

    @there_are_proposals
    @rule(luck=LUCK)
    def complete_proposal(self, luck: Random) -> None:
        proposal_id = self.one(luck, READY["CompleteProposal"])
        applicant = self.found(proposal_id).applicant or PERSONS[0]
        person = likely(luck, [applicant], PERSONS)
        if luck.randrange(2):
            self.give(
                luck, CompleteProposal, person, proposal_id=proposal_id, note=sealed("here it is")
            )

    @there_are_proposals
    @rule(luck=LUCK)
    def take_in_handling(self, luck: Random) -> None:
        proposal_id = self.one(luck, READY["TakeInHandling"])
        self.give(luck, TakeInHandling, proposal_id=proposal_id)

    @there_are_proposals
    @rule(luck=LUCK)
    def leave_out_of_handling(self, luck: Random) -> None:
        """Now and then a term to complete something passes before it."""
        waiting = self.having(READY["CompleteProposal"])
        if waiting and not luck.randrange(4):
            self.city.now += timedelta(days=luck.choice([8, 40]))
        of_those = waiting or self.having(lambda found: found.completed_on)
        proposal_id = likely(luck, of_those, (*self.books.dossiers, "no-proposal"))
        asks = self.found(proposal_id).asks
        named = likely(luck, self.in_force(asks), (*self.books.mandates, "none", None))
        mandate = self.books.mandates.get(named)
        self.give(
            luck,
            LeaveOutOfHandling,
            mandate.holder if mandate else None,
            proposal_id=proposal_id,
            mandate_id=named,
            ground=luck.choice([*LeftOutGround]),
            reason=sealed("a page is missing"),
        )
