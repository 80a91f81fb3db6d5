"""A budget year: four acts, opened under a ceiling, closed."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from domain.allocation_key import AllocationPublished, AllocationShare
from domain.budget_year import (
    COMPETENT_BODY,
    REQUIRED_ACTS,
    ActKind,
    Body,
    BudgetYear,
    BudgetYearAlreadyOpened,
    BudgetYearClosed,
    BudgetYearIsClosed,
    BudgetYearOpened,
    BudgetYearUnknown,
    FrameworkActMissing,
    FrameworkActRecorded,
    OpenBudgetYear,
    RecordFrameworkAct,
    Remainder,
    WrongBody,
    evolve,
    guard_year_is_open,
    open_year,
    record_act,
)
from domain.event import Event
from domain.money import ZERO, Money
from tests.unit.domain.given import (
    DIVISION,
    LIENDERT,
    SOESTERKWARTIER,
    YEAR,
    after,
    command,
    day,
    euros,
    happened,
    refused,
)


def act(kind: ActKind) -> FrameworkActRecorded:
    """An act on record, of the body that may take it."""
    return happened(
        FrameworkActRecorded,
        year=YEAR,
        kind=kind,
        body=COMPETENT_BODY[kind],
        number="R-2026-12",
        decided_on=day(11, 10, YEAR - 1),
    )


ACTS = tuple(act(kind) for kind in REQUIRED_ACTS)
OPENED = happened(BudgetYearOpened, year=YEAR, division_id=DIVISION, ceiling_cents=euros(1000))
CLOSED = happened(BudgetYearClosed, year=YEAR, remainder=Remainder.RELEASE, council_act=None)


def allocated(wijk: str, amount: Money) -> AllocationPublished:
    """An allocation to one wijk."""
    return happened(
        AllocationPublished,
        year=YEAR,
        division_id=DIVISION,
        total_cents=amount,
        city_wide_cents=ZERO,
        key="inhabitants",
        parts=(),
        shares=(AllocationShare(wijk=wijk, amount_cents=amount),),
        corrects=None,
    )


def recording(kind: ActKind, body: Body | None = None) -> RecordFrameworkAct:
    """Recording an act."""
    return command(
        RecordFrameworkAct,
        year=YEAR,
        kind=kind,
        body=body or COMPETENT_BODY[kind],
        number="R-2026-12",
        decided_on=day(11, 10, YEAR - 1),
    )


OPENING = command(OpenBudgetYear, year=YEAR, division_id=DIVISION, ceiling_cents=euros(1000))


def the_year(*events: Event) -> BudgetYear:
    """The year after these events."""
    return after(evolve, *events)


class TestBeforeAnyAct:
    """Nothing is known of the year."""

    @pytest.mark.parametrize("kind", ActKind)
    def test_an_act_of_the_competent_body_is_recorded(self, kind: ActKind) -> None:
        (event,) = record_act(recording(kind), None)
        assert isinstance(event, FrameworkActRecorded)
        assert (event.kind, event.body) == (kind, COMPETENT_BODY[kind])

    @pytest.mark.parametrize("kind", ActKind)
    def test_an_act_is_up_to_one_body(self, kind: ActKind) -> None:
        (other,) = set(Body) - {COMPETENT_BODY[kind]}
        with refused(WrongBody):
            record_act(recording(kind, other), None)

    def test_the_council_adopts_budget_and_by_law_and_the_college_scheme_and_mandate(self) -> None:
        assert {kind for kind, body in COMPETENT_BODY.items() if body is Body.COUNCIL} == {
            ActKind.SOUNDING,
            ActKind.BUDGET,
            ActKind.BY_LAW,
        }

    def test_the_year_cannot_be_opened(self) -> None:
        with refused(FrameworkActMissing):
            open_year(OPENING, None)

    def test_no_money_moves(self) -> None:
        with refused(BudgetYearUnknown):
            guard_year_is_open(None, YEAR)


class TestWithActsOnRecord:
    """The year is framed and not opened."""

    @pytest.mark.parametrize("missing", REQUIRED_ACTS)
    def test_it_does_not_open_without_each_of_the_four(self, missing: ActKind) -> None:
        others = [act(kind) for kind in REQUIRED_ACTS if kind is not missing]
        with refused(FrameworkActMissing):
            open_year(OPENING, the_year(*others))

    def test_it_opens_with_all_four(self) -> None:
        (event,) = open_year(OPENING, the_year(*ACTS))
        assert event == OPENED

    def test_a_sounding_stands_in_for_none_of_them(self) -> None:
        with refused(FrameworkActMissing):
            open_year(OPENING, the_year(act(ActKind.SOUNDING), *ACTS[1:]))

    def test_no_money_moves_yet(self) -> None:
        with refused(BudgetYearUnknown):
            guard_year_is_open(the_year(*ACTS), YEAR)


class TestOnceOpened:
    """Money can be allocated."""

    def test_it_is_not_opened_a_second_time(self) -> None:
        with refused(BudgetYearAlreadyOpened):
            open_year(OPENING, the_year(*ACTS, OPENED))

    def test_it_has_its_ceiling_and_division(self) -> None:
        year, division_id = guard_year_is_open(the_year(*ACTS, OPENED), YEAR)
        assert (year.ceiling, division_id) == (euros(1000), DIVISION)
        assert year.allocated == ZERO

    def test_allocations_add_up(self) -> None:
        first, second = allocated(LIENDERT, euros(300)), allocated(SOESTERKWARTIER, euros(200))
        assert the_year(*ACTS, OPENED, first, second).allocated == euros(500)

    def test_an_act_may_still_be_recorded(self) -> None:
        assert record_act(recording(ActKind.SOUNDING), the_year(*ACTS, OPENED))


class TestOnceClosed:
    """Nothing in the year changes any more."""

    def test_no_money_moves(self) -> None:
        with refused(BudgetYearIsClosed):
            guard_year_is_open(the_year(*ACTS, OPENED, CLOSED), YEAR)

    def test_no_act_is_recorded(self) -> None:
        with refused(BudgetYearIsClosed):
            record_act(recording(ActKind.SCHEME), the_year(*ACTS, OPENED, CLOSED))

    def test_it_is_not_opened_again(self) -> None:
        with refused(BudgetYearAlreadyOpened):
            open_year(OPENING, the_year(*ACTS, OPENED, CLOSED))


class TestWhatCanBeAsked:
    """What is no budget year at all is malformed, not refused."""

    @pytest.mark.parametrize("year", [1999, 2101, "2027"])
    def test_a_year_is_a_number_within_a_century(self, year: object) -> None:
        with pytest.raises(ValidationError):
            command(OpenBudgetYear, year=year, division_id=DIVISION, ceiling_cents=euros(1))

    @pytest.mark.parametrize("ceiling", [ZERO, Money(-1), 0.5])
    def test_a_ceiling_is_more_than_zero_whole_cents(self, ceiling: object) -> None:
        with pytest.raises(ValidationError):
            command(OpenBudgetYear, year=YEAR, division_id=DIVISION, ceiling_cents=ceiling)
