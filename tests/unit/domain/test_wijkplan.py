"""The wijkplan: needs on record, priorities that answer them, versions that awards rest on."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from domain.event import Event
from domain.mandate import MandateWithdrawn
from domain.wijkplan import (
    AdoptWijkplan,
    NeedAlreadyRecorded,
    NeedUnknown,
    NothingToAdopt,
    RecordNeed,
    SetPriority,
    Wijkplan,
    WijkplanUnknown,
    adopt,
    evolve,
    record_need,
    set_priority,
)
from domain.wijkplan_events import NeedRecorded, NeedSource, PrioritySet, Theme, WijkplanAdopted
from tests.unit.domain.given import (
    LIENDERT,
    TODAY,
    YEAR,
    after,
    command,
    happened,
    refused,
    sealed,
)


def need(need_id: str = "need-1") -> NeedRecorded:
    """A need that was heard."""
    return happened(
        NeedRecorded,
        wijk=LIENDERT,
        year=YEAR,
        need_id=need_id,
        source=NeedSource.MEETING,
        neighbourhood=None,
        meeting_id=None,
        description=sealed("nobody to eat with"),
    )


def priority(priority_id: str = "priority-1") -> PrioritySet:
    """A priority of the draft."""
    return happened(
        PrioritySet,
        wijk=LIENDERT,
        year=YEAR,
        priority_id=priority_id,
        theme=Theme.LIVING_TOGETHER,
        title=sealed("meeting each other"),
        need_ids=("need-1",),
        indicators=(),
    )


def version(number: int, *priority_ids: str) -> WijkplanAdopted:
    """An adopted version."""
    return happened(
        WijkplanAdopted,
        wijk=LIENDERT,
        year=YEAR,
        plan_version=number,
        priority_ids=priority_ids,
        adopted_on=TODAY,
        meeting_id=None,
    )


def recording(need_id: str = "need-1") -> RecordNeed:
    """Recording a need."""
    return command(
        RecordNeed,
        wijk=LIENDERT,
        year=YEAR,
        need_id=need_id,
        source=NeedSource.MEETING,
        description=sealed("nobody to eat with"),
    )


def setting(*need_ids: str) -> SetPriority:
    """Setting a priority on needs."""
    return command(
        SetPriority,
        wijk=LIENDERT,
        year=YEAR,
        priority_id="priority-1",
        theme=Theme.LIVING_TOGETHER,
        title=sealed("meeting each other"),
        need_ids=need_ids,
    )


ADOPTING = command(AdoptWijkplan, wijk=LIENDERT, year=YEAR, adopted_on=TODAY)


def the_plan(*events: Event) -> Wijkplan:
    """The plan after these events."""
    return after(evolve, *events)


class TestBeforeAnythingIsOnRecord:
    """The wijk has no plan."""

    def test_a_need_is_recorded_with_where_it_was_heard(self) -> None:
        assert record_need(recording(), None) == [need()]

    def test_no_priority_can_rest_on_a_need_nobody_recorded(self) -> None:
        with refused(NeedUnknown):
            set_priority(setting("need-1"), None)

    def test_there_is_no_plan_to_adopt(self) -> None:
        with refused(WijkplanUnknown):
            adopt(ADOPTING, None)

    def test_what_happens_elsewhere_makes_no_plan(self) -> None:
        assert evolve(None, happened(MandateWithdrawn, mandate_id="mandate-1")) is None


class TestWithNeedsOnRecord:
    """Needs were heard; nothing was chosen yet."""

    def test_a_need_is_recorded_once(self) -> None:
        with refused(NeedAlreadyRecorded):
            record_need(recording(), the_plan(need()))

    def test_another_need_is_recorded_beside_it(self) -> None:
        assert record_need(recording("need-2"), the_plan(need()))

    def test_a_priority_rests_on_needs_on_record(self) -> None:
        assert set_priority(setting("need-1"), the_plan(need())) == [priority()]

    def test_each_need_behind_a_priority_is_on_record(self) -> None:
        with refused(NeedUnknown):
            set_priority(setting("need-1", "need-2"), the_plan(need()))

    def test_needs_alone_are_no_plan_to_adopt(self) -> None:
        with refused(NothingToAdopt):
            adopt(ADOPTING, the_plan(need()))


class TestWithADraft:
    """Priorities are set and not adopted."""

    def test_adopting_makes_version_one_with_all_its_priorities(self) -> None:
        drafted = the_plan(need(), priority("priority-2"), priority("priority-1"))
        assert adopt(ADOPTING, drafted) == [version(1, "priority-1", "priority-2")]

    def test_setting_a_priority_again_replaces_it(self) -> None:
        drafted = the_plan(need(), priority(), priority())
        assert adopt(ADOPTING, drafted) == [version(1, "priority-1")]

    def test_before_adoption_no_version_is_in_force(self) -> None:
        assert the_plan(need(), priority()).version == 0


class TestOnceAdopted:
    """A version is in force."""

    ADOPTED = (need(), priority(), version(1, "priority-1"))

    def test_there_is_nothing_new_to_adopt(self) -> None:
        with refused(NothingToAdopt):
            adopt(ADOPTING, the_plan(*self.ADOPTED))

    def test_a_new_need_alone_changes_nothing(self) -> None:
        with refused(NothingToAdopt):
            adopt(ADOPTING, the_plan(*self.ADOPTED, need("need-2")))

    def test_a_new_priority_leads_to_the_next_version(self) -> None:
        changed = the_plan(*self.ADOPTED, priority("priority-2"))
        assert adopt(ADOPTING, changed) == [version(2, "priority-1", "priority-2")]

    def test_earlier_versions_stay_as_they_were(self) -> None:
        plan = the_plan(*self.ADOPTED, priority("priority-2"), version(2, "priority-2"))
        assert plan.version == 2
        assert plan.versions == {1: {"priority-1"}, 2: {"priority-2"}}


class TestWhatCanBeAsked:
    """Text never enters a plan; only its commitment does."""

    def test_a_need_holds_no_plain_text(self) -> None:
        with pytest.raises(ValidationError):
            command(RecordNeed, **recording().model_dump() | {"description": "nobody to eat with"})

    def test_a_priority_rests_on_at_least_one_need(self) -> None:
        with pytest.raises(ValidationError):
            setting()
