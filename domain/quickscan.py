"""The quickscan: figures about every wijk in a year with their sources, and what they say in plain
language. Priorities and the key of an allocation refer to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from domain.allocation_key import KeyPart
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
    dutch = "Het cijfer '{indicator}' is met deze waarden en bron al vastgelegd."
    english = "The indicator '{indicator}' was recorded with these values and source already."


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


class SourceOfAnotherFigure(Refusal):
    code = "quickscan.source_of_another_figure"
    dutch = (
        "Het cijfer '{indicator}' komt volgens de quickscan van {source}, peildatum {day}; neem "
        "bron, peildatum en of het een voorbeeld is daaruit over."
    )
    english = (
        "By the quickscan the indicator '{indicator}' is from {source}, of {day}; take source, day "
        "and whether it is an example from there."
    )


class WijkenLeftOut(Refusal):
    code = "quickscan.wijken_left_out"
    dutch = "Het cijfer '{indicator}' is er ook voor {wijken}; neem alle wijken mee."
    english = "The indicator '{indicator}' is there for {wijken} too; name all wijken."


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
class Figure:
    """A figure as it was last recorded: values by wijk, where they are from, and of which day."""

    values: Mapping[str, int]
    source: str
    measured_on: date
    example: bool


@dataclass(frozen=True, slots=True)
class Quickscan:
    """The figures of a year, by the name of the indicator."""

    figures: Mapping[str, Figure] = field(default_factory=dict)


def stream_of(year: int) -> str:
    """The stream of the quickscan of a year."""
    return f"quickscan:{year}"


def evolve(quickscan: Quickscan | None, event: Event) -> Quickscan | None:
    """The quickscan after one more event."""
    quickscan = quickscan or Quickscan()
    match event:
        case IndicatorRecorded():
            values = {each.wijk: each.number for each in event.figures}
            found = Figure(values, event.source, event.measured_on, event.example)
            return replace(quickscan, figures={**quickscan.figures, event.indicator: found})
        case _:
            return quickscan


def record_indicator(command: RecordIndicator, quickscan: Quickscan | None) -> list[Event]:
    """A figure is recorded, or anew when it has changed; their number is bounded."""
    known = quickscan.figures if quickscan else {}
    told = Figure(command.values, command.source, command.measured_on, command.example)
    if known.get(command.indicator) == told:
        raise IndicatorAlreadyRecorded(indicator=command.indicator)
    if command.indicator not in known and len(known) >= MAX_INDICATORS:
        raise TooManyIndicators(maximum=MAX_INDICATORS)
    figures = tuple(
        WijkFigure(wijk=wijk, number=number) for wijk, number in sorted(command.values.items())
    )
    return [IndicatorRecorded.following(command, figures=figures)]


def summarise(command: SummariseQuickscan, quickscan: Quickscan | None) -> list[Event]:
    """A summary says what figures of this wijk mean, so there must be some."""
    known = quickscan.figures.values() if quickscan else ()
    if not any(command.wijk in each.values for each in known):
        raise NothingToSummarise()
    return [QuickscanSummarised.following(command)]


def guard_indicators_known(
    quickscan: Quickscan | None, year: int, indicators: Iterable[str]
) -> None:
    """Who refers to a figure refers to one that is on record."""
    known = quickscan.figures if quickscan else {}
    for indicator in indicators:
        if indicator not in known:
            raise IndicatorUnknown(indicator=indicator, year=year)


def guard_part_is_of(
    quickscan: Quickscan | None, year: int, part: KeyPart, wijken: Iterable[str]
) -> None:
    """A key that goes by a figure goes by that figure, says where it is from as the quickscan does,
    and leaves no wijk out that the figure counts for.
    """
    name = part.indicator
    if name is None:
        return
    guard_indicators_known(quickscan, year, [name])
    found = (quickscan or Quickscan()).figures[name]
    if any(found.values.get(wijk) != weight for wijk, weight in part.weights.items()):
        raise WeightsOfAnotherFigure(indicator=name)
    told = (part.source, part.measured_on, part.example)
    if told != (found.source, found.measured_on, found.example):
        raise SourceOfAnotherFigure(indicator=name, source=found.source, day=found.measured_on)
    left_out = sorted(w for w in wijken if found.values.get(w) and w not in part.weights)
    if left_out:
        raise WijkenLeftOut(indicator=name, wijken=", ".join(left_out))
