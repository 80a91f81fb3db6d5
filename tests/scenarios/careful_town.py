"""A town whose applicants bring everything that its regulation asks for."""

from __future__ import annotations

from typing import Any

from adapters.example_regulations import examples
from application.command_desk import Receipt
from application.feasibility import published_grounds
from application.streams import Reading
from domain.activity import CostKind, CostLine, FundingKind, FundingLine
from domain.command import Actor, Role
from domain.feasibility import AssignValuator, GroundFinding, RecordFeasibility
from domain.money import Money
from domain.proposal import TakeInHandling
from domain.proposal_activities import SetActivity
from domain.proposal_support import GiveSupport
from domain.regulation_contents import Regulation
from domain.regulation_parts import SupportLayer
from tests.scenarios.people import (
    LIENDERT,
    OTHER_OFFICER,
    PEOPLE,
    sealed,
)
from tests.scenarios.points import has_points
from tests.scenarios.town import Town


class CarefulTown(Town):
    """A town whose applicants bring everything that its regulation asks for."""

    def submit(
        self, proposal_id: str, amount: int, wijk: str = LIENDERT, **changed: Any
    ) -> Receipt:
        """With the layer of support said."""
        return super().submit(
            proposal_id, amount, wijk, **({"layer": SupportLayer.INFORMAL} | changed)
        )

    def admit(self, proposal_id: str, amount: int, wijk: str = LIENDERT, **changed: Any) -> None:
        """With support, as much money of one's own as is asked, found feasible, and with points."""
        self.submit(proposal_id, amount, wijk, **changed)
        most = amount * 4 // 5
        for name, asked in (("most", most), ("rest", amount - most)):
            own_money = FundingLine(kind=FundingKind.OWN_MONEY, amount_cents=Money(asked))
            self.do(
                SetActivity,
                Role.RESIDENT,
                proposal_id=proposal_id,
                activity_id=name,
                title=sealed(name),
                costs=(CostLine(kind=CostKind.HIRE, amount_cents=Money(2 * asked)),),
                funding=(own_money,),
            )
        for number in range(30):
            neighbour = Actor(id=f"person-neighbour-{number}", role=Role.RESIDENT)
            self.do(GiveSupport, neighbour, proposal_id=proposal_id)
        self._judge(proposal_id)
        self.do(TakeInHandling, Role.CASE_OFFICER, proposal_id=proposal_id)
        has_points(self, proposal_id)

    def _judge(self, proposal_id: str) -> None:
        grounds = published_grounds(Reading(self.streams), proposal_id)
        if grounds:
            officer = PEOPLE[Role.CASE_OFFICER].id
            self.do(AssignValuator, OTHER_OFFICER, proposal_id=proposal_id, valuator_id=officer)
            self.do(
                RecordFeasibility,
                Role.CASE_OFFICER,
                proposal_id=proposal_id,
                findings=tuple(GroundFinding(ground=each, holds=True) for each in grounds),
                reason=sealed("nothing stands in the way"),
            )


def of(name: str) -> Regulation:
    """The rules of an example."""
    return examples()[name].rules


def town_under(name: str, money: int = 200_000_00) -> Town:
    """A town that adopted an example on a day before anything was submitted."""
    town = CarefulTown()
    town.with_money(money)
    town.adopt_plan()
    town.give_mandate(200_000_00)
    town.adopt_regulation(of(name))
    return town
