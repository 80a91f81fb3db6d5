"""The quickscan: figures with a source, and what they mean."""

from __future__ import annotations

from typing import Any

import pytest

from domain.allocation_key import KeyPart, KeyPartKind
from domain.mandate import MandateWithdrawn
from domain.quickscan import (
    MAX_INDICATORS,
    IndicatorAlreadyRecorded,
    IndicatorRecorded,
    IndicatorUnknown,
    NothingToSummarise,
    QuickscanSummarised,
    RecordIndicator,
    SourceOfAnotherFigure,
    SummariseQuickscan,
    TooManyIndicators,
    WeightsOfAnotherFigure,
    WijkenLeftOut,
    WijkFigure,
    evolve,
    guard_indicators_known,
    guard_part_is_of,
    record_indicator,
    stream_of,
    summarise,
)
from tests.unit.domain.given import (
    LIENDERT,
    SOESTERKWARTIER,
    YEAR,
    after,
    command,
    day,
    happened,
    refused,
    sealed,
)

FIELDS: dict[str, Any] = {
    "year": YEAR,
    "indicator": "lonely",
    "title": sealed("feels alone"),
    "unit": "percent",
    "source": "cbs",
    "measured_on": day(1, 1),
    "example": False,
    "values": {LIENDERT: 14},
}


def recorded(indicator: str = "lonely") -> IndicatorRecorded:
    """The figure of Liendert, on record."""
    about = {name: value for name, value in FIELDS.items() if name != "values"}
    figures = (WijkFigure(wijk=LIENDERT, number=14),)
    return happened(IndicatorRecorded, **(about | {"indicator": indicator, "figures": figures}))


RECORDED = recorded()


WIJKEN = (LIENDERT, SOESTERKWARTIER)


def by_figure(weights: dict[str, int], **changed: Any) -> KeyPart:
    """A part of a key that goes by the figure on record."""
    about = {"source": "cbs", "measured_on": day(1, 1), "indicator": "lonely"} | changed
    fields = {"kind": KeyPartKind.INDICATOR, "points": 1, "weights": weights}
    return KeyPart.model_validate(fields | about)


def summarising(wijk: str) -> SummariseQuickscan:
    """Saying what the figures of a wijk mean."""
    return command(SummariseQuickscan, year=YEAR, wijk=wijk, summary=sealed("one in seven"))


class TestWithoutFigures:
    """There is nothing to say yet."""

    def test_a_figure_is_recorded_with_unit_source_and_date(self) -> None:
        (event,) = record_indicator(command(RecordIndicator, **FIELDS), None)
        assert isinstance(event, IndicatorRecorded)
        assert (event.unit, event.source, event.measured_on) == ("percent", "cbs", day(1, 1))
        assert event.figures == (WijkFigure(wijk=LIENDERT, number=14),)

    def test_there_is_nothing_to_summarise(self) -> None:
        with refused(NothingToSummarise):
            summarise(summarising(LIENDERT), None)

    def test_nobody_can_refer_to_one(self) -> None:
        with refused(IndicatorUnknown):
            guard_indicators_known(None, YEAR, ["lonely"])
        guard_indicators_known(None, YEAR, [])


class TestWithFigures:
    """They can be said in plain words, referred to, and recorded anew."""

    def test_a_wijk_that_has_figures_is_summarised(self) -> None:
        (event,) = summarise(summarising(LIENDERT), after(evolve, RECORDED))
        assert isinstance(event, QuickscanSummarised)
        with refused(NothingToSummarise):
            summarise(summarising(SOESTERKWARTIER), after(evolve, RECORDED))

    def test_the_same_values_are_nothing_new_but_others_are(self) -> None:
        scan = after(evolve, RECORDED)
        with refused(IndicatorAlreadyRecorded):
            record_indicator(command(RecordIndicator, **FIELDS), scan)
        (anew,) = record_indicator(
            command(RecordIndicator, **(FIELDS | {"values": {LIENDERT: 15}})), scan
        )
        again = evolve(scan, anew)
        assert again is not None
        assert again.figures["lonely"].values == {LIENDERT: 15}

    def test_the_same_values_of_another_source_or_that_are_real_are_something_new(self) -> None:
        scan = after(evolve, RECORDED)
        for changed in ({"source": "ggd"}, {"measured_on": day(1, 2)}, {"example": True}):
            assert record_indicator(command(RecordIndicator, **(FIELDS | changed)), scan)

    def test_a_key_by_a_figure_has_the_values_of_that_figure(self) -> None:
        scan = after(evolve, RECORDED)
        guard_part_is_of(scan, YEAR, by_figure({LIENDERT: 14}), WIJKEN)
        for weights in ({LIENDERT: 13}, {LIENDERT: 14, SOESTERKWARTIER: 1}):
            with refused(WeightsOfAnotherFigure):
                guard_part_is_of(scan, YEAR, by_figure(weights), WIJKEN)
        with refused(IndicatorUnknown):
            guard_part_is_of(scan, YEAR, by_figure({LIENDERT: 14}, indicator="green"), WIJKEN)

    @pytest.mark.parametrize(
        "changed", [{"source": "ggd"}, {"measured_on": day(1, 2)}, {"example": True}]
    )
    def test_it_says_where_the_figure_is_from_as_the_quickscan_does(
        self, changed: dict[str, Any]
    ) -> None:
        with refused(SourceOfAnotherFigure):
            part = by_figure({LIENDERT: 14}, **changed)
            guard_part_is_of(after(evolve, RECORDED), YEAR, part, WIJKEN)

    def test_it_leaves_no_wijk_out_that_the_figure_counts_for(self) -> None:
        values = {LIENDERT: 14, SOESTERKWARTIER: 9}
        (both,) = record_indicator(command(RecordIndicator, **(FIELDS | {"values": values})), None)
        with refused(WijkenLeftOut) as caught:
            guard_part_is_of(after(evolve, both), YEAR, by_figure({LIENDERT: 14}), WIJKEN)
        assert SOESTERKWARTIER in caught.value.text("nl")
        values = {LIENDERT: 14, SOESTERKWARTIER: 0}
        (one,) = record_indicator(command(RecordIndicator, **(FIELDS | {"values": values})), None)
        guard_part_is_of(after(evolve, one), YEAR, by_figure({LIENDERT: 14}), WIJKEN)

    def test_their_number_is_bounded_and_those_that_are_there_can_still_change(self) -> None:
        names = [f"indicator-{number}" for number in range(MAX_INDICATORS)]
        scan = after(
            evolve,
            *(recorded(name) for name in names),
        )
        with refused(TooManyIndicators):
            record_indicator(command(RecordIndicator, **FIELDS), scan)
        changed = FIELDS | {"indicator": names[0], "values": {LIENDERT: 15}}
        assert record_indicator(command(RecordIndicator, **changed), scan)

    def test_what_happens_elsewhere_does_not_change_it(self) -> None:
        scan = after(evolve, RECORDED)
        assert evolve(scan, happened(MandateWithdrawn, mandate_id="mandate-1")) == scan

    def test_each_year_has_a_stream_of_its_own(self) -> None:
        assert stream_of(YEAR) == "quickscan:2027"
