"""The quickscan: figures about every wijk in a year with their sources, and what they say in plain
language. Priorities and the key of an allocation refer to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from domain.command import ActorCommand
from domain.errors import NOT_FOUND, Refusal
from domain.event import Commitment, Day, Event, Identifier, IsExample, PublicEvent, WijkCode, Year
from domain.past_day import PastDay
from domain.wijk_division import MAX_WIJKEN

MAX_INDICATORS = 100
IndicatorValue = Annotated[
    int,
    Field(strict=True, ge=0, le=10**12, description="in the whole units that the indicator names"),
]


class QuickscanUnknown(Refusal):
    code = "quickscan.unknown"
    status = NOT_FOUND
    dutch = "Van {year} is er nog geen quickscan."
    english = "There is no quickscan of {year} yet."


class IndicatorAlreadyRecorded(Refusal):
    code = "quickscan.indicator_already_recorded"
    dutch = "Het cijfer '{indicator}' is met deze waarden al vastgelegd."
    english = "The indicator '{indicator}' has been recorded with these values already."


class IndicatorUnknown(Refusal):
    code = "quickscan.indicator_unknown"
    status = NOT_FOUND
    dutch = "Het cijfer '{indicator}' staat niet in de quickscan van {year}."
    english = "The indicator '{indicator}' is not in the quickscan of {year}."


class TooManyIndicators(Refusal):
    code = "quickscan.too_many_indicators"
    dutch = "De quickscan heeft al {maximum} cijfers; meer is niet mogelijk."
    english = "The quickscan has {maximum} indicators already; more is not possible."


class NothingToSummarise(Refusal):
    code = "quickscan.nothing_to_summarise"
    dutch = "Voor deze wijk staan nog geen cijfers in de quickscan; leg die eerst vast."
    english = "There are no figures of this wijk in the quickscan yet; record them first."


class WeightsOfAnotherFigure(Refusal):
    code = "quickscan.weights_of_another_figure"
    dutch = "De gewichten zijn niet de waarden van het cijfer '{indicator}' in de quickscan."
    english = "The weights are not the values of the indicator '{indicator}' in the quickscan."


class WijkFigure(BaseModel):
    """What an indicator is for one wijk."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    wijk: WijkCode
    number: IndicatorValue


class RecordIndicator(ActorCommand):
    """Record a figure of every wijk that has one, with source, unit and date; again is anew."""

    year: Year
    indicator: Identifier
    title: Commitment
    unit: Identifier
    source: Identifier
    measured_on: PastDay
    example: IsExample = False
    values: dict[WijkCode, IndicatorValue] = Field(min_length=1, max_length=MAX_WIJKEN)


class SummariseQuickscan(ActorCommand):
    """Say in plain language what the figures mean for one wijk."""

    year: Year
    wijk: WijkCode
    summary: Commitment


class QuickscanEvent(PublicEvent):
    """Something of the quickscan of one year."""

    year: Year


class IndicatorRecorded(QuickscanEvent):
    """A figure by wijk; a later one under the same name takes its place and both stay visible."""

    TOPIC: ClassVar[str] = "quickscan.indicator_recorded.v1"

    indicator: Identifier
    title: Commitment
    unit: Identifier
    source: Identifier
    measured_on: Day
    example: IsExample
    figures: tuple[WijkFigure, ...] = Field(description="the figure of each wijk, by code")


class QuickscanSummarised(QuickscanEvent):
    """What the figures mean for a wijk, in plain language."""

    TOPIC: ClassVar[str] = "quickscan.summarised.v1"

    wijk: WijkCode
    summary: Commitment


@dataclass(frozen=True, slots=True)
class Quickscan:
    """The figures of a year: values by wijk, by indicator."""

    values: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def stream_of(year: int) -> str:
    """The stream of the quickscan of a year."""
    return f"quickscan:{year}"


def evolve(quickscan: Quickscan | None, event: Event) -> Quickscan | None:
    """The quickscan after one more event."""
    quickscan = quickscan or Quickscan()
    match event:
        case IndicatorRecorded():
            found = {figure.wijk: figure.number for figure in event.figures}
            return replace(quickscan, values={**quickscan.values, event.indicator: found})
        case _:
            return quickscan


def record_indicator(command: RecordIndicator, quickscan: Quickscan | None) -> list[Event]:
    """A figure is recorded, or anew when it has changed; their number is bounded."""
    known = quickscan.values if quickscan else {}
    if known.get(command.indicator) == command.values:
        raise IndicatorAlreadyRecorded(indicator=command.indicator)
    if command.indicator not in known and len(known) >= MAX_INDICATORS:
        raise TooManyIndicators(maximum=MAX_INDICATORS)
    figures = tuple(
        WijkFigure(wijk=wijk, number=number) for wijk, number in sorted(command.values.items())
    )
    return [IndicatorRecorded.following(command, figures=figures)]


def summarise(command: SummariseQuickscan, quickscan: Quickscan | None) -> list[Event]:
    """A summary says what figures of this wijk mean, so there must be some."""
    known = quickscan.values.values() if quickscan else ()
    if not any(command.wijk in values for values in known):
        raise NothingToSummarise()
    return [QuickscanSummarised.following(command)]


def guard_indicators_known(
    quickscan: Quickscan | None, year: int, indicators: Iterable[str]
) -> None:
    """Who refers to a figure refers to one that is on record."""
    known = quickscan.values if quickscan else {}
    for indicator in indicators:
        if indicator not in known:
            raise IndicatorUnknown(indicator=indicator, year=year)


def guard_weights_are_of(
    quickscan: Quickscan | None, year: int, indicator: str, weights: Mapping[str, int]
) -> None:
    """A key that goes by a figure goes by that figure, for each wijk it names."""
    guard_indicators_known(quickscan, year, [indicator])
    values = quickscan.values[indicator] if quickscan else {}
    if any(values.get(wijk) != weight for wijk, weight in weights.items()):
        raise WeightsOfAnotherFigure(indicator=indicator)
