"""What happens to the proposals of the example city: each gets as far as its fate says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from adapters.example_city.boards import Boards, departure
from adapters.example_city.rounds import Rounds
from adapters.example_city.steps import Steps
from adapters.example_city.story import LARGEST_CENTS, ProposalContent, Story
from application.streams import Reading
from domain.calendar import dutch_day
from domain.decision import Finding, PrepareDecision, TakeDecision, VerifyDecision
from domain.decision_ground import DecisionGround, DecisionOutcome
from domain.grant import ReserveGrant
from domain.leaving_out import LeaveOutOfHandling
from domain.money import ZERO, Money
from domain.payout import ApprovePayout, RecordPayment, RequestPayout
from domain.proposal import LeftOutGround, SubmitProposal, TakeInHandling, WithdrawProposal
from domain.proposal_completion import RequestCompletion
from domain.proposal_support import GiveSupport

TERM_TO_COMPLETE = timedelta(days=7)
APPLICANTS = {"WK030703": "aylin", "WK030710": "bram"}


@dataclass(frozen=True, slots=True)
class Dossiers:
    """Runs proposals, rounds, decisions and payouts of a year."""

    steps: Steps
    story: Story

    def run_year(self, year: int) -> None:
        """Every proposal of the year as far as its fate."""
        proposals = [content for content in self.story.proposals if content.year == year]
        rounds = Rounds(self.steps)
        for content in proposals:
            self._submit(content)
        for wijk in sorted({content.wijk for content in proposals}):
            rounds.run(year, wijk, [c for c in proposals if c.wijk == wijk and c.round])
        Boards(self.steps).advise(year, proposals)
        for content in proposals:
            for step in FATES[content.fate]:
                step(self, content)
        self._open_rounds(rounds, year, [c for c in proposals if c.fate == "on_ballot"])

    def _open_rounds(self, rounds: Rounds, year: int, listed: list[ProposalContent]) -> None:
        """Where residents first divide money over themes, the round that follows keeps to that."""
        themes = self.story.themes
        for wijk in sorted({content.wijk for content in listed}):
            here = [content for content in listed if content.wijk == wijk]
            if wijk == themes.wijk:
                rounds.divide(year, themes)
                rounds.open_by_theme(year, wijk, here)
            else:
                rounds.open(year, wijk, here)

    def _submit(self, content: ProposalContent) -> None:
        self.steps.give(
            SubmitProposal,
            _applicant(content),
            proposal_id=content.proposal_id,
            wijk=content.wijk,
            year=content.year,
            title=self.steps.text(content.title),
            description=self.steps.text(content.text),
            amount_cents=Money(content.amount),
            layer=content.layer,
        )
        if content.fate == "submitted":
            self._support(content)
        if content.fate == "left_out":
            self._ask_completion(content)
        if content.fate not in ("submitted", "left_out", "withdrawn"):
            self.steps.give(TakeInHandling, "joost", proposal_id=content.proposal_id)

    def _support(self, content: ProposalContent) -> None:
        """Neighbours support what waits to be handled."""
        for neighbour in sorted({*APPLICANTS.values(), "fatima"} - {_applicant(content)}):
            self.steps.give(GiveSupport, neighbour, proposal_id=content.proposal_id)

    def _ask_completion(self, content: ProposalContent) -> None:
        """Nothing says who in the wijk has something of it."""
        self.steps.give(
            RequestCompletion,
            "joost",
            proposal_id=content.proposal_id,
            reason=self.steps.text("Er staat niet in wie in de wijk er iets aan heeft."),
            answer_by=dutch_day(self.steps.at) + TERM_TO_COMPLETE,
        )

    def leave_out(self, content: ProposalContent) -> None:
        """The term to complete it passed, and nothing came."""
        while self._can_be_completed(content):
            self.steps.wait_for_morning()
        self.steps.give(
            LeaveOutOfHandling,
            "hendrik",
            proposal_id=content.proposal_id,
            mandate_id=f"mandaat-{content.year}",
            ground=LeftOutGround.NOT_COMPLETED_IN_TIME,
            reason=self.steps.text("Wij vroegen wie in de wijk er iets aan heeft. Er kwam niets."),
        )

    def _can_be_completed(self, content: ProposalContent) -> bool:
        found = Reading(self.steps.house.streams).proposal(content.proposal_id).state
        answer_by = found.answer_by if found else None
        return answer_by is not None and dutch_day(self.steps.at) <= answer_by

    def withdraw(self, content: ProposalContent) -> None:
        """The applicant goes on without a grant."""
        self.steps.give(WithdrawProposal, _applicant(content), proposal_id=content.proposal_id)

    def reserve(self, content: ProposalContent) -> None:
        """The whole amount."""
        amount = Money(content.amount)
        self.steps.give(ReserveGrant, "joost", proposal_id=content.proposal_id, amount_cents=amount)

    def prepare_grant(self, content: ProposalContent) -> None:
        """A draft that rests on the plan."""
        self.steps.give(
            PrepareDecision,
            "joost",
            proposal_id=content.proposal_id,
            outcome=DecisionOutcome.GRANT,
            amount_cents=Money(content.amount),
            ground=DecisionGround.ROUND_WON if content.round else DecisionGround.PLAN_PRIORITY,
            reason=self.steps.text("Het voorstel draagt bij aan een prioriteit van het wijkplan."),
            mandate_id=f"mandaat-{content.year}",
            priority_id=f"priority-{content.priority}",
            plan_version=1,
            **departure(self.steps, content, Money(content.amount)),
        )

    def prepare_refusal(self, content: ProposalContent) -> None:
        """A draft that refuses, with its reason."""
        self.steps.give(
            PrepareDecision,
            "joost",
            proposal_id=content.proposal_id,
            outcome=DecisionOutcome.REFUSE,
            amount_cents=ZERO,
            ground=DecisionGround.ROUND_LOST if content.round else DecisionGround.NOT_IN_PLAN,
            reason=self.steps.text("Het voorstel past niet bij een prioriteit van het wijkplan."),
            mandate_id=f"mandaat-{content.year}",
            **departure(self.steps, content, ZERO),
        )

    def take(self, content: ProposalContent) -> None:
        """The mandate holder decides; the college refuses what asks more than their mandate."""
        decision = Reading(self.steps.house.streams).decision(content.proposal_id).state
        if decision is not None:
            refuses = decision.draft.outcome is DecisionOutcome.REFUSE
            self.steps.give(
                TakeDecision,
                "wethouder" if refuses and content.amount > LARGEST_CENTS else "hendrik",
                proposal_id=content.proposal_id,
                draft_reason=decision.draft.reason,
            )

    def verify(self, content: ProposalContent) -> None:
        """The griffier finds it in order."""
        self.steps.give(
            VerifyDecision, "griffier", proposal_id=content.proposal_id, finding=Finding.IN_ORDER
        )

    def request_payout(self, content: ProposalContent) -> None:
        """Half of the grant as an advance."""
        self.steps.give(
            RequestPayout,
            "noor",
            proposal_id=content.proposal_id,
            payout_id=f"{content.proposal_id}-advance",
            amount_cents=Money(content.amount // 2),
        )

    def pay(self, content: ProposalContent) -> None:
        """A second person approves, and the bank pays."""
        payout_id = f"{content.proposal_id}-advance"
        self.steps.give(
            ApprovePayout, "pieter", proposal_id=content.proposal_id, payout_id=payout_id
        )
        self.steps.give(
            RecordPayment,
            "noor",
            proposal_id=content.proposal_id,
            payout_id=payout_id,
            reference=f"example-bank-{payout_id}",
        )


Step = Callable[[Dossiers, ProposalContent], None]

_GRANTED: tuple[Step, ...] = (
    Dossiers.reserve,
    Dossiers.prepare_grant,
    Dossiers.take,
    Dossiers.verify,
)

FATES: dict[str, tuple[Step, ...]] = {
    "submitted": (),
    "in_handling": (),
    "on_ballot": (),
    "winner": (Dossiers.reserve,),
    "reserved": (Dossiers.reserve,),
    "left_out": (Dossiers.leave_out,),
    "withdrawn": (Dossiers.withdraw,),
    "lost": (Dossiers.prepare_refusal, Dossiers.take),
    "refused": (Dossiers.prepare_refusal, Dossiers.take, Dossiers.verify),
    "prepared": (Dossiers.reserve, Dossiers.prepare_grant),
    "taken": (Dossiers.reserve, Dossiers.prepare_grant, Dossiers.take),
    "granted": _GRANTED,
    "payout_requested": (*_GRANTED, Dossiers.request_payout),
    "paid": (*_GRANTED, Dossiers.request_payout, Dossiers.pay),
}


def _applicant(content: ProposalContent) -> str:
    return APPLICANTS.get(content.wijk, "fatima")
