"""A quarter of the town where people work on proposals together, before anyone votes."""

from __future__ import annotations

from typing import Any, Self
from uuid import uuid4

from application.command_desk import Receipt
from application.proposal import proposal_submitted_at
from application.streams import Reading
from domain.activity import CostKind, CostLine, GrantedActivity
from domain.command import Actor, Role
from domain.money import Money
from domain.proposal import Proposal, SubmitProposal
from domain.proposal_activities import SetActivity
from domain.regrouping import GiveConsent, PrepareMerger, PrepareSplit
from tests.scenarios.people import LIENDERT, YEAR, sealed
from tests.scenarios.town import Town

EMMA = Actor(id="person-emma", role=Role.RESIDENT)
FRITS = Actor(id="person-frits", role=Role.RESIDENT)
GREET = Actor(id="person-greet", role=Role.RESIDENT)


def each_gets(**cents: int) -> tuple[GrantedActivity, ...]:
    """What a decision gives each activity."""
    return tuple(
        GrantedActivity(activity_id=name, amount_cents=Money(amount))
        for name, amount in cents.items()
    )


class Quarter(Town):
    """A town in which residents submit by themselves, and get the next number."""

    @classmethod
    def furnished(cls) -> Self:
        """One with money, a plan and a mandate."""
        town = cls()
        town.with_money()
        town.adopt_plan()
        town.give_mandate()
        return town

    def proposes(self, by: Actor, amount: int, **more: Any) -> str:
        """A resident submits a proposal; the id that it got."""
        fields: dict[str, Any] = {"wijk": LIENDERT, "year": YEAR, "amount_cents": Money(amount)}
        fields |= more
        receipt = self.do(
            SubmitProposal, by, title=sealed("idea"), description=sealed("text"), **fields
        )
        return proposal_submitted_at(self.log, receipt.position)

    def proposal(self, proposal_id: str) -> Proposal:
        """A proposal as it stands."""
        found = Reading(self.streams).proposal(proposal_id).state
        assert found is not None
        return found

    def sets(self, by: Actor, proposal_id: str, activity_id: str, cost: int) -> Receipt:
        """An activity with one line of costs."""
        return self.do(
            SetActivity,
            by,
            proposal_id=proposal_id,
            activity_id=activity_id,
            title=sealed(activity_id),
            costs=(CostLine(kind=CostKind.HIRE, amount_cents=Money(cost)),),
        )

    def merges(self, by: Actor, amount: int, *proposal_ids: str) -> str:
        """Somebody proposes a merger; its id."""
        regrouping_id = f"merger-{uuid4().hex}"
        self.do(
            PrepareMerger,
            by,
            regrouping_id=regrouping_id,
            proposal_ids=proposal_ids,
            title=sealed("together"),
            description=sealed("both"),
            amount_cents=Money(amount),
        )
        return regrouping_id

    def splits(
        self,
        by: Actor,
        proposal_id: str,
        amount: int,
        *activity_ids: str,
        addresses: int | None = None,
    ) -> str:
        """Somebody proposes that a part goes on by itself."""
        regrouping_id = f"split-{uuid4().hex}"
        self.do(
            PrepareSplit,
            by,
            regrouping_id=regrouping_id,
            proposal_id=proposal_id,
            title=sealed("a part"),
            description=sealed("of it"),
            amount_cents=Money(amount),
            activity_ids=activity_ids,
            addresses=addresses,
        )
        return regrouping_id

    def consents(self, by: Actor, regrouping_id: str) -> Receipt:
        """An applicant agrees."""
        return self.do(GiveConsent, by, regrouping_id=regrouping_id)
