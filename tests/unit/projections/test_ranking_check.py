"""An auditor's own check of the order of points: it finds what no handler would let through."""

from __future__ import annotations

from adapters.command_line.check_ranking import as_line
from domain.event import PublicEvent
from domain.proposal_support import GiveSupport, SupportGiven
from domain.ranking_weighing import RankingWeighed
from projections.entry import Entry
from projections.ranking_check import RankingCheck, RankingFault, RankingFaultFound
from tests.scenarios.points import has_points
from tests.scenarios.quarter import FRITS, each_gets
from tests.scenarios.ranked_town import PER_ACTIVITY, REASON, RankedTown, without_reasons
from tests.scenarios.town import Town
from tests.unit.application.ranked_places import MOST, two
from tests.unit.projections.entries import entries_of


def out_of_order() -> RankedTown:
    """The pond was granted while the garden, which ranks higher, waited: with its reason."""
    town = two()
    town.grants("pond", MOST, departure=REASON)
    return town


def faults(entries: list[Entry]) -> list[RankingFaultFound]:
    """What is wrong in a log."""
    return list(RankingCheck().faults_in(entries))


def looked_at(town: Town) -> int:
    """How many grants were looked at, in a log that is in order."""
    check = RankingCheck()
    assert list(check.faults_in(entries_of(town))) == []
    return check.grants


def without(town: Town, kind: type[PublicEvent]) -> list[Entry]:
    """The log as it would be without entries of a kind."""
    return [each for each in entries_of(town) if not isinstance(each.event, kind)]


def unsaid(town: Town) -> list[Entry]:
    """Its log without reasons for departing."""
    return without_reasons(entries_of(town))


def supports_garden(entry: Entry) -> bool:
    """Whether somebody supports the garden in it."""
    return isinstance(entry.event, SupportGiven) and entry.event.proposal_id == "garden"


class TestALogAsItWasWritten:
    """Bears every grant out."""

    def test_is_in_order_with_its_reasons(self) -> None:
        assert looked_at(out_of_order()) == 1

    def test_refusals_are_not_looked_at(self) -> None:
        town = two()
        town.refuse("pond")
        assert looked_at(town) == 0

    def test_nor_is_what_won_a_round(self) -> None:
        town = two()
        town.admit("playground", 50_000_00)
        town.open_round(("playground",), budget=50_000_00, closes_at=None)
        town.cast(1, "playground")
        town.close_round()
        town.tally()
        town.grants("playground", 50_000_00)
        assert looked_at(town) == 0


class TestARoundWithTooFewBallotsToTell:
    """Leaves the order to points, in the handler and in the check alike."""

    def test_what_stood_on_its_list_is_looked_at(self) -> None:
        town = RankedTown.ranking(voting={"article": "4", "minimum_ballots": 10})
        town.admit("playground", 50_000_00)
        town.open_round(("playground",), budget=50_000_00, closes_at=None)
        town.cast(1, "playground")
        town.close_round()
        town.tally()
        town.grants("playground", 50_000_00, departure=REASON)
        assert looked_at(town) == 1
        (found,) = faults(unsaid(town))
        assert found.fault is RankingFault.DEPARTURE_UNEXPLAINED


class TestALogInWhichTheOrderWasLeft:
    """Says where, and who was passed over."""

    def test_names_the_grant_and_what_ranks_higher(self) -> None:
        (found,) = faults(unsaid(out_of_order()))
        assert found.fault is RankingFault.DEPARTURE_UNEXPLAINED
        assert (found.proposal_id, found.passed_over) == ("pond", ("garden",))
        assert as_line(found) == {
            "position": found.position,
            "proposal": "pond",
            "fault": "departure_unexplained",
            "passed_over": ["garden"],
        }

    def test_knows_a_grant_that_was_never_weighed(self) -> None:
        (found,) = faults(without(out_of_order(), RankingWeighed))
        assert found.fault is RankingFault.NOT_WEIGHED

    def test_knows_a_grant_without_points(self) -> None:
        town = RankedTown.ranking()
        town.admit("bench", MOST)
        town.grants("bench", MOST, departure=REASON)
        assert looked_at(town) == 1
        (found,) = faults(unsaid(town))
        assert (found.proposal_id, found.passed_over) == ("bench", ())

    def test_knows_an_activity_that_was_left_out_for_a_lower_one(self) -> None:
        town = RankedTown.ranking(ranking=PER_ACTIVITY)
        town.with_activities("garden", digging=300_00, planting=300_00)
        town.gives("garden", 9, activity_id="digging")
        town.gives("garden", 3, activity_id="planting")
        planting = each_gets(planting=300_00)
        town.grants("garden", 300_00, activities=planting, departure=REASON)
        (found,) = faults(unsaid(town))
        assert found.passed_over == ("garden",)

    def test_counts_support_where_that_goes_before_points(self) -> None:
        bands = [{"from_cents": 0, "least_supporters": 0}]
        town = two(support={"article": "5", "ranks_first": True, "bands": bands})
        town.do(GiveSupport, FRITS, proposal_id="pond")
        town.grants("pond", MOST)
        assert looked_at(town) == 1
        town = two(support={"article": "5", "ranks_first": True, "bands": bands})
        for each in ("pond", "garden"):
            town.do(GiveSupport, FRITS, proposal_id=each)
        town.grants("garden", MOST)
        for_pond = [each for each in unsaid(town) if not supports_garden(each)]
        (found,) = faults(for_pond)
        assert found.passed_over == ("pond",)

    def test_is_silent_where_enough_was_left_or_who_ranks_higher_was_decided_on(self) -> None:
        town = two()
        town.refuse("garden")
        town.grants("pond", MOST)
        assert faults(unsaid(town)) == []
        town = RankedTown.ranking()
        town.admit("garden", 40_000_00)
        town.admit("pond", MOST)
        has_points(town, "garden", 9)
        has_points(town, "pond", 3)
        town.grants("pond", MOST)
        assert faults(unsaid(town)) == []
