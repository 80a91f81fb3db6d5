"""Answers from the tables are those of the pure folds, now and as of any moment."""

from __future__ import annotations

from datetime import timedelta

import pytest

from adapters.postgres.views import PostgresViews
from application.log import Log
from domain.budget_year import BudgetYearUnknown
from domain.payout import PayoutStatus
from domain.wijk_division import WijkUnknown
from projections.budget_state import FIGURES, BudgetState, states_after
from projections.document import fold
from projections.entry import Entry
from projections.ledger import booked
from projections.proposals import ProposalsProjection
from projections.questions import (
    PAGE_MAX,
    AuditFilter,
    AuditQuestions,
    BudgetQuestions,
    DocumentQuestions,
    FigureUnknown,
    PositionNotReached,
)
from tests.integration.conftest import Partition
from tests.integration.projecting import (
    a_year_in_town,
    copied,
    entries_as_stored,
    log_of,
    projector_of,
    views_of,
)
from tests.scenarios.town import LIENDERT, SOESTERKWARTIER, YEAR, Town
from tests.unit.projections.entries import entries_of


@pytest.fixture(scope="module")
def town() -> Town:
    return a_year_in_town()


@pytest.fixture(scope="module")
def log(shared_partition: Partition, town: Town) -> Log:
    """The town's log in the partition itself, so that its times are the database's."""
    log = log_of(shared_partition)
    copied(town, log)
    return log


@pytest.fixture(scope="module")
def entries(town: Town, log: Log) -> list[Entry]:
    return entries_as_stored(town, log)


@pytest.fixture(scope="module")
def views(shared_partition: Partition, log: Log) -> PostgresViews:
    projector_of(shared_partition, log).catch_up()
    return views_of(shared_partition)


def folded(entries: list[Entry], until: int) -> BudgetState | None:
    """The state of Liendert after the entries up to a position, by the pure fold."""
    lines = (booked(entry) for entry in entries if entry.position <= until)
    return states_after(line for line in lines if line is not None).get((YEAR, LIENDERT))


def without_position(state: BudgetState | None) -> dict[str, int]:
    return {name: state.cents(name) if state else 0 for name in FIGURES}


class TestTheBudgetState:
    def test_of_now_holds_at_the_last_position(
        self, views: PostgresViews, entries: list[Entry]
    ) -> None:
        state = views.state(YEAR, LIENDERT)
        assert state.position == entries[-1].position
        assert without_position(state) == without_position(folded(entries, state.position))

    def test_as_of_every_position_is_that_of_the_fold(
        self, views: PostgresViews, entries: list[Entry]
    ) -> None:
        for entry in entries:
            state = views.state(YEAR, LIENDERT, at=entry.position)
            assert state.position == entry.position
            assert without_position(state) == without_position(folded(entries, entry.position))

    def test_as_of_every_time_of_appending_is_that_of_the_fold(
        self, views: PostgresViews, entries: list[Entry]
    ) -> None:
        for entry in entries:
            state = views.state(YEAR, LIENDERT, as_of=entry.appended_at)
            last = max(e.position for e in entries if e.appended_at <= entry.appended_at)
            assert state.position == last
            assert without_position(state) == without_position(folded(entries, last))

    def test_as_of_a_moment_between_two_entries_is_that_after_the_first(
        self, views: PostgresViews, entries: list[Entry]
    ) -> None:
        one, other = entries[21], entries[22]
        assert one.appended_at < other.appended_at
        just_before = other.appended_at - timedelta(microseconds=1)
        assert views.state(YEAR, LIENDERT, as_of=just_before).position == one.position

    def test_as_of_a_time_before_everything_is_nothing_at_position_minus_one(
        self, views: PostgresViews, entries: list[Entry]
    ) -> None:
        state = views.state(YEAR, LIENDERT, as_of=entries[0].appended_at - timedelta(days=1))
        assert (state.position, state.allocated_cents) == (-1, 0)

    def test_as_of_a_time_to_come_is_the_state_of_now(
        self, views: PostgresViews, entries: list[Entry]
    ) -> None:
        future = entries[-1].appended_at + timedelta(days=400)
        assert views.state(YEAR, LIENDERT, as_of=future) == views.state(YEAR, LIENDERT)

    def test_of_a_wijk_without_money_is_all_zero(self, views: PostgresViews) -> None:
        state = views.state(YEAR, SOESTERKWARTIER)
        assert set(without_position(state).values()) == {0}
        assert state.division_id == "GM0307-2022"

    def test_of_all_wijken_lists_those_with_money(self, views: PostgresViews) -> None:
        assert views.states(YEAR) == [views.state(YEAR, LIENDERT)]
        assert views.states(YEAR, at=3) == []
        assert views.states(YEAR + 1) == []

    def test_of_all_wijken_is_by_code_and_each_its_own(self, database: Partition) -> None:
        town = Town()
        town.adopt_division()
        town.open_year()
        town.allocate({LIENDERT: 2, SOESTERKWARTIER: 1}, 90)
        projector_of(database, town.log).catch_up()
        states = views_of(database).states(YEAR)
        assert [(state.wijk, state.available_cents) for state in states] == [
            (SOESTERKWARTIER, 30),
            (LIENDERT, 60),
        ]

    def test_history_has_the_state_after_every_movement(
        self, views: PostgresViews, entries: list[Entry]
    ) -> None:
        moved = [entry.position for entry in entries if booked(entry) is not None]
        assert views.history(YEAR, LIENDERT) == [folded(entries, each) for each in moved]
        assert [state.position for state in views.history(YEAR, LIENDERT, after=moved[1])] == (
            moved[2:]
        )


class TestWhatCannotBeAnswered:
    def test_a_wijk_outside_the_division_is_refused(self, views: PostgresViews) -> None:
        with pytest.raises(WijkUnknown):
            views.state(YEAR, "WK999999")

    def test_a_year_that_is_not_open_is_refused(self, views: PostgresViews) -> None:
        with pytest.raises(BudgetYearUnknown):
            views.state(2050, LIENDERT)

    def test_an_empty_database_knows_no_year(self, database: Partition) -> None:
        with pytest.raises(BudgetYearUnknown):
            views_of(database).state(YEAR, LIENDERT)

    def test_a_position_to_come_is_refused(self, views: PostgresViews) -> None:
        with pytest.raises(PositionNotReached):
            views.state(YEAR, LIENDERT, at=10_000)
        with pytest.raises(PositionNotReached):
            views.states(YEAR, at=10_000)

    def test_a_figure_that_does_not_exist_is_refused(self, views: PostgresViews) -> None:
        with pytest.raises(FigureUnknown):
            views.why(YEAR, LIENDERT, "spent")

    def test_a_position_and_a_time_together_are_a_mistake(
        self, views: PostgresViews, entries: list[Entry]
    ) -> None:
        with pytest.raises(ValueError, match="not both"):
            views.state(YEAR, LIENDERT, at=1, as_of=entries[0].appended_at)

    @pytest.mark.parametrize("limit", [0, PAGE_MAX + 1])
    def test_a_page_has_a_bound(self, views: PostgresViews, limit: int) -> None:
        with pytest.raises(ValueError, match="a page"):
            views.history(YEAR, LIENDERT, limit=limit)


class TestWhy:
    @pytest.mark.parametrize("figure", FIGURES)
    def test_the_effects_add_up_to_the_figure_at_every_position(
        self, views: PostgresViews, entries: list[Entry], figure: str
    ) -> None:
        for position in range(7, len(entries), 5):
            explained = views.why(YEAR, LIENDERT, f"{figure}_cents", at=position)
            assert explained.figure == figure
            assert explained.cents == views.state(YEAR, LIENDERT, at=position).cents(figure)
            assert explained.cents == sum(line.effect_cents for line in explained.lines)
            assert explained.left == 0

    def test_lines_come_in_pages(self, views: PostgresViews) -> None:
        whole = views.why(YEAR, LIENDERT, "available")
        first = views.why(YEAR, LIENDERT, "available", limit=2)
        second = views.why(YEAR, LIENDERT, "available", after=first.lines[-1].line.position)
        assert first.lines + second.lines == whole.lines
        assert (first.left, second.left) == (len(second.lines), 0)
        assert first.cents == second.cents == whole.cents

    def test_a_line_is_as_it_was_booked(self, views: PostgresViews, entries: list[Entry]) -> None:
        (line,) = views.why(YEAR, LIENDERT, "granted").lines
        assert line.line == booked(entries[line.line.position])


class TestDocuments:
    def test_all_are_those_of_the_fold(self, views: PostgresViews, town: Town) -> None:
        expected = fold(ProposalsProjection(), entries_of(town))
        assert views.proposals(YEAR) == [expected["garden"], expected["oven"]]
        assert views.proposals(YEAR, LIENDERT) == views.proposals(YEAR)
        assert views.proposals(YEAR, SOESTERKWARTIER) == []

    def test_lists_come_in_pages(self, views: PostgresViews) -> None:
        (first,) = views.proposals(YEAR, limit=1)
        (second,) = views.proposals(YEAR, limit=1, after=first.path)
        assert (first.proposal_id, second.proposal_id) == ("garden", "oven")
        assert views.proposals(YEAR, after=second.path) == []

    def test_what_does_not_exist_is_none(self, views: PostgresViews) -> None:
        assert views.proposal("nothing") is None
        assert views.proposal("round:round-1") is None
        assert views.year(2050) is None
        assert views.wijkplan(YEAR, SOESTERKWARTIER) is None

    def test_each_thing_is_found_by_its_id_and_in_its_list(self, views: PostgresViews) -> None:
        assert views.years() == [views.year(YEAR)]
        assert views.wijkplans(YEAR) == [views.wijkplan(YEAR, LIENDERT)]
        assert views.rounds(YEAR) == views.rounds(YEAR, LIENDERT) == [views.round("round-1")]
        assert views.mandates() == [views.mandate("mandate-1")]
        division = views.division("GM0307-2022")
        assert division is not None
        assert [wijk.name for wijk in division.wijken] == ["Liendert", "Soesterkwartier"]

    def test_the_work_list_of_finance_is_by_status(self, views: PostgresViews) -> None:
        def listed(status: PayoutStatus) -> list[str]:
            return [each.payout_id for each in views.payouts(status)]

        assert listed(PayoutStatus.PAID) == ["payout-1"]
        assert listed(PayoutStatus.REQUESTED) == ["payout-2"]
        assert listed(PayoutStatus.APPROVED) == []


def test_the_answers_keep_to_the_questions(views: PostgresViews) -> None:
    budget: BudgetQuestions = views
    documents: DocumentQuestions = views
    audit: AuditQuestions = views
    assert budget.state(YEAR, LIENDERT).adds_up
    assert documents.years()
    assert audit.audit_trail(AuditFilter(), limit=1)
