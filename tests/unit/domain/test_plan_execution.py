"""Who works on a priority; what was heard where; and looking back on what came of it."""

from __future__ import annotations

from typing import Any

import pytest

from domain.plan_execution import (
    FEWEST_COUNTED,
    ChooseExecutor,
    PartAboveWhole,
    PriorityAlreadyReviewed,
    PriorityNotAdopted,
    PriorityNotSet,
    ReviewPriority,
    TooFewToCount,
    choose_executor,
    guard_counts,
    review_priority,
)
from domain.wijkplan import (
    AdoptedBeforePrevious,
    AdoptWijkplan,
    NeighbourhoodElsewhere,
    RecordNeed,
    SourceIsNoMeeting,
    Wijkplan,
    WijkplanUnknown,
    adopt,
    evolve,
    record_need,
)
from domain.wijkplan_events import ExecutorChosen, ExecutorKind, NeedSource, PriorityReviewed
from tests.unit.domain.given import LIENDERT, TODAY, YEAR, after, command, day, refused, sealed
from tests.unit.domain.test_wijkplan import need, priority, recording, version

PLACE: dict[str, Any] = {"wijk": LIENDERT, "year": YEAR, "priority_id": "priority-1"}
DRAFT = after(evolve, need(), priority())
ADOPTED = after(evolve, need(), priority(), version(1, "priority-1"))


def choosing() -> ChooseExecutor:
    """Neighbours will do it."""
    return command(
        ChooseExecutor,
        **PLACE,
        executor_id="neighbours",
        kind=ExecutorKind.VOLUNTEERS,
        name=sealed("neighbours"),
        reason=sealed("they do it already"),
    )


def reviewing(reached: int | None = 40, least: int | None = 10) -> ReviewPriority:
    """Looking back."""
    return command(
        ReviewPriority,
        **PLACE,
        done=sealed("a meal every Thursday"),
        learnt=sealed("start at five"),
        reached=reached,
        least_self_reliant=least,
    )


class TestAPriorityOfTheDraft:
    """Somebody can be chosen for it."""

    def test_an_executor_is_chosen_with_a_reason_and_makes_a_next_version(self) -> None:
        (event,) = choose_executor(choosing(), DRAFT)
        assert isinstance(event, ExecutorChosen)
        assert event.reason == sealed("they do it already")
        again = evolve(ADOPTED, event)
        assert again is not None
        assert again.changed

    def test_nobody_is_chosen_for_what_is_not_in_the_plan(self) -> None:
        with refused(PriorityNotSet):
            choose_executor(choosing(), after(evolve, need()))
        with refused(WijkplanUnknown):
            choose_executor(choosing(), None)

    def test_there_is_nothing_to_look_back_on(self) -> None:
        with refused(PriorityNotAdopted):
            review_priority(reviewing(), DRAFT)
        with refused(WijkplanUnknown):
            review_priority(reviewing(), None)


class TestAPriorityThatWasAdopted:
    """It is reviewed once."""

    def test_what_was_done_whom_it_reached_and_what_was_learnt_are_said(self) -> None:
        (event,) = review_priority(reviewing(), ADOPTED)
        assert isinstance(event, PriorityReviewed)
        assert (event.reached, event.least_self_reliant) == (40, 10)
        reviewed = evolve(ADOPTED, event)
        with refused(PriorityAlreadyReviewed):
            review_priority(reviewing(), reviewed)

    def test_one_that_a_later_version_left_out_is_still_reviewed(self) -> None:
        later = Wijkplan(versions={1: frozenset({"priority-1"}), 2: frozenset({"other"})})
        assert review_priority(reviewing(), later)


class TestCounts:
    """They point at nobody."""

    @pytest.mark.parametrize("few", [1, FEWEST_COUNTED - 1])
    def test_fewer_than_ten_are_not_counted(self, few: int) -> None:
        for counts in ((few, None), (40, few)):
            with refused(TooFewToCount):
                guard_counts(*counts)

    def test_nobody_ten_and_unknown_can_be_said(self) -> None:
        for counts in ((0, 0), (10, 10), (None, None), (40, None), (40, 0)):
            guard_counts(*counts)

    def test_a_part_is_not_more_than_the_whole(self) -> None:
        for counts in ((40, 41), (None, 10), (0, 10)):
            with refused(PartAboveWhole):
                guard_counts(*counts)


class TestWhereANeedWasHeard:
    """In the wijk or a neighbourhood of it; in a meeting, a survey or a letter."""

    def test_a_neighbourhood_lies_in_its_wijk(self) -> None:
        inside = recording().model_copy(update={"neighbourhood": "BU03071002"})
        assert record_need(inside, None)
        elsewhere = recording().model_copy(update={"neighbourhood": "BU03070302"})
        with refused(NeighbourhoodElsewhere):
            record_need(elsewhere, None)

    def test_only_what_was_heard_in_a_meeting_names_one(self) -> None:
        fields = recording().model_dump() | {"meeting_id": "meeting-1"}
        assert record_need(RecordNeed.model_validate(fields), None)
        for source in (NeedSource.LETTER, NeedSource.SURVEY):
            with refused(SourceIsNoMeeting):
                record_need(RecordNeed.model_validate(fields | {"source": source}), None)


class TestTheNextVersion:
    """It is not older than the one before."""

    def test_it_is_adopted_on_the_same_day_or_later(self) -> None:
        changed = after(evolve, need(), priority(), version(1, "priority-1"), priority("other"))
        adopting: dict[str, Any] = {"wijk": LIENDERT, "year": YEAR}
        assert adopt(command(AdoptWijkplan, **adopting, adopted_on=TODAY), changed)
        with refused(AdoptedBeforePrevious):
            adopt(command(AdoptWijkplan, **adopting, adopted_on=day(2, 28)), changed)
