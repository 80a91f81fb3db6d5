"""The first year: framed, divided, planned, proposed, voted on, decided, paid in part."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from domain.applicant import JointApplicant
from domain.budget_events import BudgetLine
from domain.budget_year import ActKind
from domain.command import Role
from domain.decision_ground import DecisionGround, DecisionOutcome
from domain.grant import ReleaseGrant
from domain.mandate import AcceptMandate, MandateMatter
from domain.moderation import (
    DecideReview,
    HideProposal,
    ModerationGround,
    RequestReview,
    ReviewOutcome,
)
from domain.money import Money
from domain.payout import RejectPayout
from domain.proposal import (
    ConfirmProposal,
    LeftOutGround,
    ProposalKind,
    TakeInHandling,
    WithdrawProposal,
)
from domain.proposal_activities import RankActivities, RemoveActivity
from domain.proposal_amendment import AmendProposal
from domain.proposal_completion import CompleteProposal, RequestCompletion
from domain.proposal_duplicate import MarkDuplicate
from domain.proposal_support import WithdrawSupport
from domain.regrouping import RejectRegrouping
from domain.regulation_contents import Regulation
from domain.regulation_parts import ApplicantKind
from domain.round_procedure import RoundProcedure
from domain.tally.parameters import VotingRule
from domain.voting_rules import RoundRules
from domain.withdrawal_ground import WithdrawalGround
from tests.scenarios.boardroom import GEERT, HANNA, KINDS, MEMBERS, RULES
from tests.scenarios.people import LIENDERT, OTHER_FINANCE, OTHER_OFFICER, SOESTERKWARTIER, sealed
from tests.scenarios.quarter import EMMA, FRITS, GREET, each_gets
from tests.scenarios.three_years import small_sums, subsidy_of_institution
from tests.scenarios.three_years.city import NEIGHBOURS, City, first_of, last_of

GREEDY = RoundRules(rule=VotingRule.GREEDY)
CITY_RULES: dict[str, Any] = RULES | {
    "ranking": RULES["ranking"] | {"per_activity": True},
    "applicants": {
        "article": "2",
        "kinds": ["resident", "association", "foundation"],
        "residents_first": True,
    },
    "layers": {"article": "3", "layers": ["own_strength", "informal"]},
    "support": {"article": "4", "bands": [{"least_supporters": 2}]},
    "feasibility": {"article": "5", "grounds": ["safe"]},
    "advances": {"article": "6", "bands": [{"most_percent": 80}]},
    "accounts": {"article": "11", "bands": [{"form": 0}, {"from_cents": 500_00, "form": 2}]},
    "voting": {"article": "13", "rules": ["greedy"]},
    "rounds": {"article": "14", "extension_days_max": 7},
    "integrity": {
        "article": "15",
        "passes_from_one_address": 10,
        "within_minutes": 60,
        "kept_days": 30,
    },
    "council": {"article": "16", "without_council_up_to_cents": 10_000_00},
    "carry_over": {"article": "10", "allowed": True, "saving_years": 3},
}


def frames_and_divides(city: City) -> None:
    """Council and college frame the year; a wrong division is put right; lines get their money."""
    city.adopt_division()
    city.record_borders()
    city.record_act(ActKind.SOUNDING)
    city.open_year(ceiling=90_000_00)
    city.allocate({LIENDERT: 1, SOESTERKWARTIER: 1}, 90_000_00)
    city.correct_allocation({LIENDERT: 2, SOESTERKWARTIER: 1}, 90_000_00)
    city.divide_money(LIENDERT, SOESTERKWARTIER, initiative=4, institution=1, coordination=1)
    city.move_money(1_000_01)
    assert city.free(BudgetLine.INITIATIVE) == 41_000_01
    city.adopt_regulation(Regulation.model_validate(CITY_RULES), valid_until=None)
    city.give_mandate(5_000_00, valid_until=last_of(city.year + 2))
    city.give_mandate(
        mandate_id="agreements", matter=MandateMatter.AGREEMENTS, outside_college=True
    )
    city.do(AcceptMandate, Role.MANDATE_HOLDER, mandate_id="agreements")
    city.appoint_coordinator()


def plans(city: City) -> None:
    """Figures, meetings, needs, priorities, executors; the board says what comes first."""
    city.record_indicator(measured_on=first_of(city.year - 1))
    city.summarise_quickscan(LIENDERT)
    city.summarise_quickscan(SOESTERKWARTIER)
    city.announce_meeting()
    city.record_attendance()
    for wijk in (LIENDERT, SOESTERKWARTIER):
        city.adopt_plan(wijk)
        city.choose_executor(wijk=wijk)
    for number, (member, kind) in enumerate(zip(MEMBERS, KINDS, strict=True), start=1):
        city.appoint(f"seat-{number}", member, kind)
    city.meet()
    city.rank_needs()


def proposes(city: City) -> list[str]:
    """Every road of a proposal before it is voted on; the two that stand for election."""
    garden = city.asks(EMMA, 4_000_00)
    city.sets(EMMA, garden, "digging", 3_000_00)
    city.sets(EMMA, garden, "planting", 1_000_00)
    city.sets(EMMA, garden, "dancing", 50_00)
    city.do(RemoveActivity, EMMA, proposal_id=garden, activity_id="dancing")
    about: dict[str, Any] = {"proposal_id": garden}
    answer_by = (city.now + timedelta(days=14)).date()
    reason = sealed("how many plants?")
    city.do(RequestCompletion, Role.CASE_OFFICER, **about, reason=reason, answer_by=answer_by)
    city.do(CompleteProposal, EMMA, **about, note=sealed("forty"))
    joint = (JointApplicant(applicant_id=FRITS.id, kind=ApplicantKind.ASSOCIATION),)
    oven = city.proposes(
        GREET, 3_000_00, on_behalf_of=EMMA.id, joint_applicants=joint, layer="own_strength"
    )
    for by in (EMMA, FRITS):
        city.do(ConfirmProposal, by, proposal_id=oven)
    texts = {"title": sealed("an oven"), "description": sealed("for bread")}
    city.do(AmendProposal, EMMA, proposal_id=oven, amount_cents=Money(3_500_00), **texts)
    for name in (garden, oven):
        city.supported(name)
        city.do(TakeInHandling, Role.CASE_OFFICER, proposal_id=name)
        city.judges(name)
    city.do(
        RankActivities,
        Role.CASE_OFFICER,
        **about,
        activity_ids=("planting", "digging"),
        reason=sealed("plants first"),
    )
    city.declare(HANNA, oven)
    for activity in ("digging", "planting"):
        city.advise(GEERT, proposal_id=garden, activity_id=activity)
    city.advise(GEERT, proposal_id=oven)
    return [garden, oven]


def goes_other_ways(city: City) -> None:
    """Withdrawn, left out, merged, split, doubled, hidden, agreed: nothing of it moves money."""
    before = dict(city.books)
    city.do(WithdrawProposal, FRITS, proposal_id=city.asks(FRITS, 10_00))
    raft = city.asks(FRITS, 20_00)
    city.judges(raft, holds=False)
    city.do(WithdrawProposal, FRITS, proposal_id=raft)
    tower = city.asks(GREET, 9_000_00)
    city.supported(tower)
    city.nothing_comes(tower)
    city.leave_out(
        tower,
        ground=LeftOutGround.NOT_COMPLETED_IN_TIME,
        reason=sealed("nobody says who pays the rest"),
    )
    city.objects_to_leaving_out(tower, by=GREET)
    city.do(WithdrawProposal, GREET, proposal_id=tower)
    one, other = city.asks(EMMA, 100_00), city.asks(FRITS, 200_00)
    reject = city.merges(EMMA, 300_00, one, other)
    city.do(RejectRegrouping, FRITS, regrouping_id=reject)
    city.consents(FRITS, city.merges(EMMA, 300_00, one, other))
    whole = city.asks(GREET, 500_00)
    city.splits(GREET, whole, 200_00)
    same = city.asks(FRITS, 500_00)
    reason = sealed("the same")
    double = {"duplicate_of": whole, "reason": reason}
    city.do(MarkDuplicate, Role.CASE_OFFICER, proposal_id=same, **double)
    city.supported(same, 1)
    city.do(WithdrawSupport, NEIGHBOURS[0], proposal_id=same)
    moderates(city, same, ReviewOutcome.SHOWN_AGAIN)
    moderates(city, city.asks(FRITS, 30_00), ReviewOutcome.STAYS_HIDDEN)
    task = city.handled(FRITS, 700_00, kind=ProposalKind.CHALLENGE)
    city.judges(task)
    city.agrees(Role.MANDATE_HOLDER, task, "agreements")
    assert city.books == before


def moderates(city: City, name: str, outcome: ReviewOutcome) -> None:
    """Hidden with a reason; its applicant does not agree, and somebody else looks at it again."""
    about = {"proposal_id": name, "reason": sealed("a neighbour is named")}
    ground = ModerationGround.PERSONAL_DATA
    city.do(HideProposal, Role.CASE_OFFICER, ground=ground, **about)
    city.do(RequestReview, FRITS, **about)
    city.do(DecideReview, OTHER_OFFICER, outcome=outcome, **about)


def decides_and_pays(city: City, garden: str, oven: str) -> None:
    """Residents vote per activity; what won is granted and paid, the rest refused."""
    closes_at = city.now + timedelta(days=14)
    procedure = RoundProcedure(extension_days_max=7)
    about: dict[str, Any] = {"procedure": procedure, "per_activity": True}
    city.open_round([garden, oven], 4_000_00, GREEDY, closes_at, **about)
    digging, planting = f"{garden}.digging", f"{garden}.planting"
    city.cast(1, digging, planting)
    city.cast(2, digging, planting, oven)
    city.extend_round(closes_at + timedelta(days=7))
    city.now = closes_at + timedelta(days=8)
    city.close_round()
    city.tally()
    city.reserve(garden, 4_000_00)
    counted_anew = {"proposal_id": garden, "reason": sealed("the sum is looked at again")}
    city.do(ReleaseGrant, Role.CASE_OFFICER, **counted_anew)
    city.reserve(garden, 4_000_00)
    both = each_gets(planting=1_000_00, digging=3_000_00)
    city.prepare(garden, 4_000_00, ground=DecisionGround.ROUND_WON, activities=both)
    city.take(garden)
    city.verify(garden)
    refusal = {"outcome": DecisionOutcome.REFUSE, "ground": DecisionGround.ROUND_LOST}
    votes_decide = {"departure": sealed("the votes decide"), "priority_id": None}
    city.prepare(oven, 0, **refusal, **votes_decide, plan_version=None)
    city.take(oven)
    shed = city.handled(GREET, 800_00)
    city.reserve(shed, 800_00)
    sponsor = sealed("a sponsor pays")
    city.do(ReleaseGrant, Role.CASE_OFFICER, proposal_id=shed, reason=sponsor)
    city.request_payout(garden, 3_000_00)
    again = {"proposal_id": garden, "payout_id": "payout-1", "reason": sealed("no invoice")}
    city.do(RejectPayout, OTHER_FINANCE, **again)
    city.request_payout(garden, 3_000_00, "payout-2")
    city.suspend(garden, WithdrawalGround.WRONG_INFORMATION)
    city.lift(garden)
    city.approve_payout(garden, payout_id="payout-2")
    city.pay(garden, "payout-2")
    assert city.settled_state(LIENDERT, city.year).paid_cents == 3_000_00


def tell(city: City) -> tuple[str, str]:
    """The first year; the garden that was granted and paid in part, and what is to account."""
    frames_and_divides(city)
    plans(city)
    garden, oven = proposes(city)
    goes_other_ways(city)
    decides_and_pays(city, garden, oven)
    subsidy_of_institution.in_the_first_year(city)
    return garden, small_sums.granted(city)
