"""The other documents: years, wijkplans, rounds, mandates, payouts."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from domain.budget_year import ActKind, Remainder
from domain.command import Role
from domain.event_catalogue import event_from
from domain.mandate import WithdrawMandate
from domain.money import Money
from domain.payout import PayoutStatus
from domain.voting_round import RoundStatus
from domain.wijkplan import SetPriority
from domain.wijkplan_events import Theme
from projections.document import Document, DocumentProjection, Documents, fold, kind_of
from projections.entry import Entry
from projections.mandates import MandateDocument, MandatesProjection
from projections.payouts import PayoutDocument, PayoutsProjection
from projections.registry import DOCUMENTS, PROJECTIONS
from projections.rounds import RoundDocument, RoundsProjection
from projections.wijkplans import WijkplanDocument, WijkplansProjection
from projections.years import DivisionDocument, YearDocument, YearsProjection
from tests.golden.year_of_everything import happened_in_a_year
from tests.scenarios.test_one_euro import a_round_with_a_winner
from tests.scenarios.town import DIVISION, LIENDERT, SOESTERKWARTIER, YEAR, Town, sealed
from tests.unit.projections.entries import document, entries_of

NOON = datetime(2027, 6, 1, 12, tzinfo=UTC)


def year_of(town: Town) -> YearDocument:
    return document(YearsProjection(), town, str(YEAR), YearDocument)


def plan_of(town: Town) -> WijkplanDocument:
    return document(WijkplansProjection(), town, f"{YEAR}/{LIENDERT}", WijkplanDocument)


def round_of(town: Town) -> RoundDocument:
    return document(RoundsProjection(), town, "round-1", RoundDocument)


class TestAYear:
    def test_that_is_not_open_yet_has_its_acts_and_no_division(self) -> None:
        town = Town()
        town.record_act(ActKind.BUDGET)
        found = year_of(town)
        assert [act.kind for act in found.acts] == [ActKind.BUDGET]
        assert found.opened is None
        assert found.wijken == ()

    def test_that_is_open_names_the_wijken_of_its_division(self) -> None:
        found = year_of(Town().with_money())
        assert found.name_of(LIENDERT) == "Liendert"
        assert found.name_of("WK000000") is None
        assert found.ceiling_cents == Money(100_000_00)

    def test_that_is_allocated_shows_key_source_and_every_share(self) -> None:
        town = Town()
        town.adopt_division()
        town.open_year()
        town.allocate({LIENDERT: 2, SOESTERKWARTIER: 1}, 100)
        (allocation,) = year_of(town).allocations
        (part,) = allocation.parts
        assert (allocation.key, part.source) == ("inhabitants", "example-figures")
        assert {share.wijk: share.amount_cents for share in allocation.shares} == {
            LIENDERT: Money(67),
            SOESTERKWARTIER: Money(33),
        }
        assert year_of(town).allocated_cents == Money(100)
        assert not year_of(town).is_example

    def test_of_which_an_allocation_was_corrected_shows_both_and_counts_one(self) -> None:
        town = Town()
        town.adopt_division()
        town.open_year()
        town.allocate({LIENDERT: 1}, 100)
        town.correct_allocation({LIENDERT: 1, SOESTERKWARTIER: 1}, 80, example=True)
        wrong, right = year_of(town).allocations
        assert wrong.correction is not None
        assert (wrong.correction.corrected_by, right.corrects) == (2, 1)
        assert year_of(town).standing == (right,)
        assert year_of(town).allocated_cents == Money(80)
        assert year_of(town).allocation(1) == wrong
        assert (right.share_of(SOESTERKWARTIER), wrong.share_of(SOESTERKWARTIER)) == (
            Money(40),
            None,
        )
        assert year_of(town).is_example

    def test_that_is_closed_says_what_became_of_the_remainder(self) -> None:
        town = Town().with_money()
        town.close_year(Remainder.RELEASE)
        closing = year_of(town).closing
        assert closing is not None
        assert closing.remainder is Remainder.RELEASE

    def test_the_division_is_found_by_itself_as_well(self) -> None:
        found = document(
            YearsProjection(), Town().with_money(), f"division:{DIVISION}", DivisionDocument
        )
        assert found.valid_from == date(2022, 1, 1)


class TestAWijkplan:
    def test_without_a_version_is_a_draft(self) -> None:
        town = Town().with_money()
        town.adopt_plan()
        assert plan_of(town).in_force is not None
        assert [need.need_id for need in plan_of(town).needs] == ["need-1"]

    def test_a_version_keeps_its_priorities_as_they_read_when_it_was_adopted(self) -> None:
        town = Town().with_money()
        town.adopt_plan()
        town.do(
            SetPriority,
            Role.COORDINATOR,
            wijk=LIENDERT,
            year=YEAR,
            priority_id="priority-1",
            theme=Theme.CARING,
            title=sealed("other words"),
            need_ids=("need-1",),
        )
        plan = plan_of(town)
        first = plan.version(1)
        assert first is not None
        adopted = first.priority("priority-1")
        assert adopted is not None
        assert adopted.theme is Theme.LIVING_TOGETHER
        assert [each.theme for each in plan.priorities] == [Theme.CARING]
        assert first.priority("priority-2") is None
        assert plan.version(2) is None


class TestARound:
    def test_that_is_open_knows_nothing_of_ballots(self) -> None:
        town = Town().with_money()
        town.admit("garden", 100)
        town.open_round(["garden"], budget=100)
        town.cast(1, "garden")
        found = round_of(town)
        assert found.status is RoundStatus.OPEN
        assert found.ballots is None
        assert found.ballots_root is None
        assert found.winners == ()

    def test_that_was_tallied_shows_count_root_and_winners(self) -> None:
        found = round_of(a_round_with_a_winner())
        assert found.status is RoundStatus.TALLIED
        assert found.ballots == 3
        assert found.ballots_root is not None
        assert [winner.proposal_id for winner in found.winners] == ["garden"]


class TestAMandate:
    def test_that_was_withdrawn_stays_in_the_register(self) -> None:
        town = Town()
        town.give_mandate()
        town.do(WithdrawMandate, Role.COLLEGE, mandate_id="mandate-1")
        found = document(MandatesProjection(), town, "mandate-1", MandateDocument)
        assert found.article == "art-4"
        assert found.withdrawn is not None


class TestAPayout:
    def test_moves_from_one_list_of_finance_to_the_next(self) -> None:
        town = Town().with_plan()
        town.granted("garden", 100)
        town.request_payout("garden", 60)

        def found() -> PayoutDocument:
            return document(PayoutsProjection(), town, "garden/payout-1", PayoutDocument)

        assert found().path == f"requested/{YEAR}/{LIENDERT}/garden/payout-1"
        town.approve_payout("garden")
        assert found().path.startswith("approved/")
        town.pay("garden")
        assert (found().status, found().reference) == (PayoutStatus.PAID, "bank-0001")


class TestEveryDocument:
    def test_reads_back_as_it_was_written(self) -> None:
        town = a_round_with_a_winner()
        for projection in DOCUMENTS:
            for key, each in fold(projection, entries_of(town)).items():
                kind = projection.kinds[kind_of(key)]
                assert kind.model_validate_json(each.model_dump_json()) == each

    def test_is_among_the_keys_its_event_names_save_where_a_list_has_to_be_looked_up(self) -> None:
        entries = entries_of(a_round_with_a_winner())
        for projection in DOCUMENTS:
            documents = Documents()
            for entry in entries:
                changed = projection.evolve(entry, documents)
                documents.put(changed)
                if not entry.stream.startswith(("voting_round:", "mandate:")):
                    assert changed.keys() <= set(projection.keys(entry))

    def test_of_another_kind_than_asked_for_is_a_mistake(self) -> None:
        class Other(Document):
            pass

        documents = Documents()
        documents.put({"2027": Other(position=0)})
        with pytest.raises(TypeError):
            documents.find("2027", YearDocument)

    def test_projections_have_names_of_their_own(self) -> None:
        assert len(set(PROJECTIONS)) == len(PROJECTIONS)


def a_year_of_everything() -> list[Entry]:
    """Every event there is, in a story."""
    return [
        Entry(position, "a-stream", position, event_from(name, payload), NOON)
        for position, (name, payload) in enumerate(happened_in_a_year())
    ]


class TestDocumentsMadeWithoutChecks:
    """A fold makes them of values that were checked in the event, and does not check them again."""

    @pytest.mark.parametrize("projection", DOCUMENTS, ids=lambda projection: projection.name)
    def test_are_as_if_they_had_been_checked(self, projection: DocumentProjection) -> None:
        documents = fold(projection, a_year_of_everything())
        assert documents
        for each in documents.values():
            checked = type(each).model_validate_json(each.model_dump_json())
            assert checked == each
            assert checked.model_dump_json() == each.model_dump_json()
            assert repr(checked).count("=") == repr(each).count("=")
