"""Every way by which a year is framed, its money divided and its plan made, and what shows it."""

from __future__ import annotations

from collections.abc import Mapping

from domain.allocation_key import AllocationCorrected, AllocationPublished, KeyPartKind
from domain.board_events import (
    AdviceGiven,
    BoardMeetingRecorded,
    InterestDeclared,
    MemberAppointed,
    NeedsRanked,
    SeatEnded,
)
from domain.border_money_events import MoneyMappedIn
from domain.budget_events import (
    AllocationReversed,
    CityMoneyAllocated,
    MoneyCarriedIn,
    MoneyDivided,
    MoneyMoved,
    MoneyPooledIn,
    RemainderReleased,
    SubsidyBound,
    SubsidyFreed,
)
from domain.budget_year import ActKind, Body, BudgetYearOpened, FrameworkActRecorded
from domain.coordinator import AppointmentProcedure, CoordinatorAppointed
from domain.network import AttendanceRecorded
from domain.quickscan import IndicatorRecorded, QuickscanSummarised
from domain.regulation import RegulationAdopted, RegulationWithdrawn
from domain.regulation_contents import Regulation
from domain.regulation_parts import SeatKind
from domain.subsidy_events import (
    ActivityHandedOver,
    EndingAnnounced,
    EndingReversed,
    SubsidyCarriedIn,
    SubsidyCarriedOut,
    SubsidyEnded,
    SubsidyRecorded,
)
from domain.wijkplan_events import (
    ExecutorChosen,
    NeedRecorded,
    NeedSource,
    PriorityReviewed,
    PrioritySet,
    WijkplanAdopted,
)
from tests.scenarios.three_years.history import History, Path, at_once, in_order, one


def framed_by(body: Body, kind: ActKind) -> Path:
    """Such an act of this body stands before the year that it frames was opened."""
    return lambda history: (
        all(
            history.of(FrameworkActRecorded, body=body, kind=kind, year=each.year)
            for each in history.of(BudgetYearOpened)
        )
        and bool(history.of(BudgetYearOpened))
    )


def ceilings_go(up: bool) -> Path:
    """There is a year with more to divide than the one before, or with less."""

    def went(history: History) -> bool:
        opened = {each.year: each.ceiling_cents for each in history.of(BudgetYearOpened)}
        pairs = [(opened[year - 1], now) for year, now in opened.items() if year - 1 in opened]
        return any((now > before) if up else (now < before) for before, now in pairs)

    return went


def by_key(kind: KeyPartKind) -> Path:
    """A part of a key goes by this."""
    return one(AllocationPublished, parts=lambda parts: any(each.kind is kind for each in parts))


def cent_apart(history: History) -> bool:
    """Equal weights, and a cent that one of them gets."""
    return any(
        {abs(a.amount_cents.cents - b.amount_cents.cents) for a in each.lines for b in each.lines}
        == {0, 1}
        for published in history.of(AllocationPublished)
        for each in published.parts
    )


def in_force(rule: str) -> Path:
    """A regulation with this rule was adopted."""
    return one(RegulationAdopted, rules=lambda rules: getattr(rules, rule) is not None)


def need_led_to_result(history: History) -> bool:
    """From a need to a priority that answers it, who was chosen for it, and what came of it."""
    return any(
        history.of(NeedRecorded, wijk=each.wijk, year=each.year, need_id=each.need_ids.__contains__)
        and history.of(ExecutorChosen, **_same(each))
        and history.of(PriorityReviewed, **_same(each))
        for each in history.of(PrioritySet)
    )


def _same(priority: PrioritySet) -> dict[str, object]:
    return {name: getattr(priority, name) for name in ("wijk", "year", "priority_id")}


FRAME: Mapping[str, Path] = {
    "a sounding of the council came first": one(FrameworkActRecorded, kind=ActKind.SOUNDING),
    "the council adopted the budget": framed_by(Body.COUNCIL, ActKind.BUDGET),
    "the council adopted the by-law": framed_by(Body.COUNCIL, ActKind.BY_LAW),
    "the college adopted the scheme": framed_by(Body.COLLEGE, ActKind.SCHEME),
    "the college gave the mandate": framed_by(Body.COLLEGE, ActKind.MANDATE),
    "divided by inhabitants": by_key(KeyPartKind.INHABITANTS),
    "divided by which wijk needs it most": by_key(KeyPartKind.PRIORITY),
    "divided by a figure of the quickscan": by_key(KeyPartKind.INDICATOR),
    "a fixed part": by_key(KeyPartKind.FIXED),
    "a cent that is left goes to one of equals": cent_apart,
    "a part for the whole city": one(CityMoneyAllocated),
    "a wrong division was reversed": at_once(
        AllocationCorrected, AllocationReversed, AllocationPublished
    ),
    "more money than the year before": ceilings_go(up=True),
    "cuts": ceilings_go(up=False),
    "put on lines": one(MoneyDivided),
    "moved between lines": one(MoneyMoved),
    "carried over": one(MoneyCarriedIn),
    "saved up over two years": one(MoneyCarriedIn, saved=lambda parts: len(parts) > 1),
    "pooled for the whole city": one(MoneyPooledIn),
    "released": one(RemainderReleased),
    "carried over a change of borders": one(MoneyMappedIn),
    "a regulation took over from another": one(RegulationAdopted, replaces=bool),
    "a regulation for one wijk": one(RegulationAdopted, wijken=bool),
    "a regulation ended": one(RegulationWithdrawn),
}
"""Framework, allocation, and what is left."""

SUBSIDIES: Mapping[str, Path] = {
    "an institution was paid from its line": one(SubsidyBound),
    "a subsidy ended after notice and a term": in_order(
        SubsidyRecorded, EndingAnnounced, SubsidyEnded, SubsidyFreed, by="subsidy_id"
    ),
    "its ending did not stand after an objection": one(EndingReversed),
    "it goes on over a change of borders": at_once(SubsidyCarriedOut, SubsidyCarriedIn),
    "volunteers took an activity over": one(ActivityHandedOver),
}
"""Fixed subsidies that end."""

PLAN: Mapping[str, Path] = {
    "figures of a quickscan": one(IndicatorRecorded),
    "what they mean in plain words": one(QuickscanSummarised),
    "a meeting with new faces": one(AttendanceRecorded, newcomers=bool, professionals=bool),
    "a need of a meeting": one(NeedRecorded, source=NeedSource.MEETING),
    "a need of a letter, in a neighbourhood": one(
        NeedRecorded, source=NeedSource.LETTER, neighbourhood=bool
    ),
    "a need of a survey": one(NeedRecorded, source=NeedSource.SURVEY),
    "from need to result": need_led_to_result,
    "a plan was adopted": one(WijkplanAdopted, plan_version=1),
    "the network drafted its next version in a meeting": one(
        WijkplanAdopted, plan_version=2, meeting_id=bool
    ),
    "whom it reached, the least self-reliant apart": one(PriorityReviewed, least_self_reliant=bool),
    "residents in the board": one(MemberAppointed, kind=SeatKind.RESIDENT),
    "professionals in the board": one(MemberAppointed, kind=SeatKind.PROFESSIONAL),
    "the board met": one(BoardMeetingRecorded),
    "the board put needs in order": one(NeedsRanked),
    "the board advised on an activity": one(AdviceGiven, activity_id=bool),
    "a member declared an interest": one(InterestDeclared),
    "who has an interest was not counted": one(AdviceGiven, recused_ids=bool),
    "a seat ended": one(SeatEnded),
    "a consortium won the tender": one(
        CoordinatorAppointed,
        procedure=AppointmentProcedure.OPEN_TENDER,
        parties=lambda parties: len(parties) > 1,
    ),
}
"""Quickscan, network, plan, board and coordinator."""

RULES: Mapping[str, Path] = {
    f"a rule on {name.replace('_', ' ')}": in_force(name) for name in Regulation.model_fields
}
"""Each rule that a regulation can have."""
