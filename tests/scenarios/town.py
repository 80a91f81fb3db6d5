"""A small town on in-memory logs, where people give real commands.

Each method gives one command in the role that may give it; the test reads as the story it tells.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from application.command_desk import Receipt
from application.streams import Reading
from domain.allocation import PublishAllocation
from domain.budget_year import (
    COMPETENT_BODY,
    REQUIRED_ACTS,
    ActKind,
    Body,
    CouncilAct,
    OpenBudgetYear,
    RecordFrameworkAct,
    Remainder,
)
from domain.command import Role
from domain.decision import Finding, PrepareDecision, TakeDecision, VerifyDecision
from domain.decision_ground import DecisionGround, DecisionOutcome
from domain.grant import ReserveGrant
from domain.mandate import GiveMandate
from domain.money import Money
from domain.proposal import SubmitProposal, TakeInHandling
from domain.regulation import AdoptRegulation
from domain.regulation_contents import Regulation
from domain.wijk_division import AdoptDivision, Wijk
from domain.wijkplan import AdoptWijkplan, RecordNeed, SetPriority
from domain.wijkplan_events import NeedSource, Theme
from domain.year_closing import CloseBudgetYear
from tests.scenarios.front_desk import FrontDesk
from tests.scenarios.inquiry import Inquiry
from tests.scenarios.people import (
    DIVISION,
    LIENDERT,
    OTHER_FINANCE,
    OTHER_OFFICER,
    PASS_KEY,
    PEOPLE,
    SOESTERKWARTIER,
    YEAR,
    sealed,
    voting_pass,
)
from tests.scenarios.planning_town import PlanningTown, by_inhabitants

__all__ = [
    "DIVISION",
    "LIENDERT",
    "OTHER_FINANCE",
    "OTHER_OFFICER",
    "PASS_KEY",
    "PEOPLE",
    "SOESTERKWARTIER",
    "YEAR",
    "Town",
    "sealed",
    "voting_pass",
]


class Town(PlanningTown, Inquiry, FrontDesk):
    """A small town, with everything a budget year needs within reach."""

    def adopt_division(self) -> Receipt:
        """Two wijken."""
        wijken = (
            Wijk(code=LIENDERT, name="Liendert"),
            Wijk(code=SOESTERKWARTIER, name="Soesterkwartier"),
        )
        return self.do(
            AdoptDivision,
            Role.GRIFFIER,
            division_id=DIVISION,
            municipality="GM0307",
            valid_from=date(2022, 1, 1),
            wijken=wijken,
        )

    def record_act(self, kind: ActKind, body: Body | None = None, year: int = YEAR) -> Receipt:
        """An act, by the body that may take it unless told otherwise."""
        return self.do(
            RecordFrameworkAct,
            Role.GRIFFIER,
            year=year,
            kind=kind,
            body=body or COMPETENT_BODY[kind],
            number=f"{kind.value}-{year}",
            decided_on=min(date(year - 1, 11, 10), self.now.date()),
        )

    def open_year(
        self, ceiling: int = 100_000_00, year: int = YEAR, division: str = DIVISION
    ) -> None:
        """The four acts, and the year open under a ceiling."""
        for kind in REQUIRED_ACTS:
            self.record_act(kind, year=year)
        self.do(
            OpenBudgetYear,
            Role.GRIFFIER,
            year=year,
            division_id=division,
            ceiling_cents=Money(ceiling),
        )

    def allocate(
        self,
        weights: dict[str, int],
        total: int,
        year: int = YEAR,
        *,
        example: bool = False,
        city_wide: int = 0,
    ) -> Receipt:
        """The published allocation."""
        return self.do(
            PublishAllocation,
            Role.GRIFFIER,
            year=year,
            total_cents=Money(total),
            city_wide_cents=Money(city_wide),
            key="inhabitants",
            parts=(by_inhabitants(weights, year, example=example),),
        )

    def with_money(self, total: int = 100_000_00) -> Town:
        """A town whose money is all in Liendert."""
        self.adopt_division()
        self.open_year(ceiling=total)
        self.allocate({LIENDERT: 1}, total)
        return self

    def with_plan(self, total: int = 100_000_00) -> Town:
        """A town with all that a decision rests on: money, a plan and a mandate."""
        self.with_money(total)
        self.adopt_plan()
        self.give_mandate()
        return self

    def adopt_plan(self, wijk: str = LIENDERT) -> None:
        """A need, a priority that answers it, and the plan's next version."""
        self.do(
            RecordNeed,
            Role.COORDINATOR,
            wijk=wijk,
            year=YEAR,
            need_id="need-1",
            source=NeedSource.MEETING,
            description=sealed("nobody to eat with"),
        )
        self.do(
            SetPriority,
            Role.COORDINATOR,
            wijk=wijk,
            year=YEAR,
            priority_id="priority-1",
            theme=Theme.LIVING_TOGETHER,
            title=sealed("meeting each other"),
            need_ids=("need-1",),
        )
        self.do(AdoptWijkplan, Role.COORDINATOR, wijk=wijk, year=YEAR, adopted_on=self.now.date())

    def adopt_regulation(
        self, rules: Regulation, regulation_id: str = "rules-1", **changed: Any
    ) -> Receipt:
        """Rules for the whole town, from the first day of the year on."""
        fields: dict[str, Any] = {"valid_from": date(YEAR, 1, 1), "scheme": "R-2027-1"}
        return self.do(
            AdoptRegulation,
            Role.GRIFFIER,
            regulation_id=regulation_id,
            decided_on=date(YEAR - 1, 12, 1),
            rules=rules,
            **(fields | changed),
        )

    def give_mandate(self, ceiling: int = 100_000_00, **changed: Any) -> Receipt:
        """The mandate holder may decide this year, up to a sum."""
        fields: dict[str, Any] = {
            "mandate_id": "mandate-1",
            "holder_id": PEOPLE[Role.MANDATE_HOLDER].id,
            "valid_from": date(YEAR, 1, 1),
            "valid_until": date(YEAR, 12, 31),
            "article": "art-4",
        }
        return self.do(
            GiveMandate, Role.COLLEGE, ceiling_cents=Money(ceiling), **(fields | changed)
        )

    def submit(
        self, proposal_id: str, amount: int, wijk: str = LIENDERT, **changed: Any
    ) -> Receipt:
        """A resident's proposal."""
        return self.do(
            SubmitProposal,
            Role.RESIDENT,
            proposal_id=proposal_id,
            wijk=wijk,
            year=YEAR,
            title=sealed(proposal_id),
            description=sealed(f"about {proposal_id}"),
            amount_cents=Money(amount),
            **changed,
        )

    def admit(self, proposal_id: str, amount: int, wijk: str = LIENDERT, **changed: Any) -> None:
        """A proposal that is taken in handling."""
        self.submit(proposal_id, amount, wijk, **changed)
        self.do(TakeInHandling, Role.CASE_OFFICER, proposal_id=proposal_id)

    def reserve(self, proposal_id: str, amount: int) -> Receipt:
        """Money set apart for a proposal."""
        return self.do(
            ReserveGrant,
            Role.CASE_OFFICER,
            proposal_id=proposal_id,
            amount_cents=Money(amount),
        )

    def prepare(self, proposal_id: str, amount: int, **changed: Any) -> Receipt:
        """A draft that grants an amount under mandate-1 and priority-1."""
        fields: dict[str, Any] = {
            "outcome": DecisionOutcome.GRANT,
            "ground": DecisionGround.PLAN_PRIORITY,
            "reason": sealed("it answers the need"),
            "mandate_id": "mandate-1",
            "priority_id": "priority-1",
            "plan_version": 1,
        }
        return self.do(
            PrepareDecision,
            Role.CASE_OFFICER,
            proposal_id=proposal_id,
            amount_cents=Money(amount),
            **(fields | changed),
        )

    def take(self, proposal_id: str) -> Receipt:
        """The mandate holder decides."""
        return self.do(
            TakeDecision,
            Role.MANDATE_HOLDER,
            proposal_id=proposal_id,
            draft_reason=self.draft_reason(proposal_id),
        )

    def draft_reason(self, proposal_id: str) -> str:
        """What the draft in force gives as its reason, as somebody reads it before deciding."""
        decision = Reading(self.streams).decision(proposal_id).state
        return decision.draft.reason if decision else sealed("no draft")

    def verify(self, proposal_id: str) -> Receipt:
        """The griffier finds the decision in order."""
        return self.do(
            VerifyDecision, Role.GRIFFIER, proposal_id=proposal_id, finding=Finding.IN_ORDER
        )

    def granted(self, proposal_id: str, amount: int) -> None:
        """The whole road from proposal to granted money, without a round."""
        self.admit(proposal_id, amount)
        self.reserve(proposal_id, amount)
        self.prepare(proposal_id, amount)
        self.take(proposal_id)

    def refused(self, proposal_id: str, amount: int) -> None:
        """A proposal that is refused, without a round."""
        self.admit(proposal_id, amount)
        self.refuse(proposal_id)

    def refuse(self, proposal_id: str, **changed: Any) -> Receipt:
        """A proposal in handling is refused."""
        self.prepare_refusal(proposal_id, **changed)
        return self.take(proposal_id)

    def prepare_refusal(self, proposal_id: str, **changed: Any) -> Receipt:
        """A draft that refuses, as not in the plan."""
        return self.prepare(
            proposal_id,
            0,
            outcome=DecisionOutcome.REFUSE,
            priority_id=None,
            plan_version=None,
            **({"ground": DecisionGround.NOT_IN_PLAN} | changed),
        )

    def close_year(
        self, remainder: Remainder, act: CouncilAct | None = None, year: int = YEAR
    ) -> Receipt:
        """The year ends, not before its last day, nor before people looked back on it."""
        self.now = max(self.now, datetime(year, 12, 31, 9, 0, tzinfo=UTC))
        self.look_back(year)
        return self.do(
            CloseBudgetYear, Role.GRIFFIER, year=year, remainder=remainder, council_act=act
        )
