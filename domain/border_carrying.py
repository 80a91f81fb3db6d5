"""Carrying money over a change of borders: what a wijk has left goes to the wijken that it became.

Which those are says the mapping of the two divisions. Where a wijk was split, the sizes of its
parts divide what is left, or the shares that the council decides on, by largest remainder to the
cent.
Nothing is lost or doubled, and the figures of the former wijk stay as they were.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from domain.allocation_key import Weight
from domain.border_money_events import MoneyMappedIn, MoneyMappedOut, ShareOfWijk
from domain.budget import Budget, key_of
from domain.budget_events import SavedPart
from domain.budget_year import CouncilAct
from domain.command import ActorCommand
from domain.errors import Refusal
from domain.event import Event, WijkCode
from domain.money import split_by_largest_remainder, total
from domain.wijk_division import Division, FormerWijkLeftOut


class BordersNotRecorded(Refusal):
    code = "budget_year.borders_not_recorded"
    dutch = (
        "Het volgende jaar heeft de indeling {division}. Leg eerst vast waar de wijken van "
        "{former} bleven."
    )
    english = (
        "The next year has division {division}. Record first where the wijken of {former} went."
    )


class SharesUnknown(Refusal):
    code = "budget_year.shares_unknown"
    dutch = (
        "Wijk {wijk} is opgesplitst, en hoe groot de delen zijn is niet vastgelegd. Geef de "
        "aandelen waartoe de raad besloot."
    )
    english = (
        "Wijk {wijk} was split, and how large the parts are is not on record. Give the shares that "
        "the council decided on."
    )


class SharesNotOfBorders(Refusal):
    code = "budget_year.shares_not_of_borders"
    dutch = (
        "De aandelen van wijk {wijk} passen niet bij de wijkgrenzen: noem elke wijk die zij werd "
        "één keer, en geef er minstens één gewicht."
    )
    english = (
        "The shares of wijk {wijk} do not fit the borders: name each wijk that it became once, and "
        "give at least one of them weight."
    )


class BorderShare(BaseModel):
    """How much of what a former wijk has left goes to a wijk that it became."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    former_wijk: WijkCode
    wijk: WijkCode
    weight: Weight


@dataclass(frozen=True, slots=True)
class Crossing:
    """From the division of a year to the one of the next, and by former wijk the decided shares."""

    former: Division
    division: Division
    decided: Mapping[str, Mapping[str, int]]

    def shares_of(self, place: str) -> dict[str, ShareOfWijk]:
        """By wijk that a place became how much of it; the whole city stays the whole city."""
        weights = self._weights_of(place)
        whole = sum(weights.values())
        decided = place in self.decided
        return {
            wijk: ShareOfWijk(weight=weight, of_weight=whole, decided=decided)
            for wijk, weight in sorted(weights.items())
        }

    def _weights_of(self, place: str) -> Mapping[str, int]:
        if place == self.former.city:
            return {self.division.city: 1}
        if place in self.decided:
            return self.decided[place]
        parts = _parts_of(self.division, place)
        if not parts:
            raise FormerWijkLeftOut(wijk=place)
        if len(parts) == 1:
            return dict.fromkeys(parts, 1)
        known = {wijk: weight for wijk, weight in parts.items() if weight is not None}
        if len(known) < len(parts):
            raise SharesUnknown(wijk=place)
        return known


def crossing(
    former_id: str,
    division_id: str,
    divisions: Mapping[str, Division],
    shares: Sequence[BorderShare],
) -> Crossing | None:
    """The change of borders between the divisions of two years; None where they have one."""
    if division_id == former_id:
        guard_no_shares(shares)
        return None
    former, division = divisions.get(former_id), divisions.get(division_id)
    if former is None or division is None or division.former_id != former_id:
        raise BordersNotRecorded(division=division_id, former=former_id)
    decided: dict[str, dict[str, int]] = defaultdict(dict)
    for share in shares:
        if share.wijk in decided[share.former_wijk]:
            raise SharesNotOfBorders(wijk=share.former_wijk)
        decided[share.former_wijk][share.wijk] = share.weight
    for wijk, parts in decided.items():
        if parts.keys() != _parts_of(division, wijk).keys() or not sum(parts.values()):
            raise SharesNotOfBorders(wijk=wijk)
    return Crossing(former, division, decided)


def carry_across(
    command: ActorCommand,
    budget: Budget,
    act: CouncilAct,
    parts: Sequence[SavedPart],
    across: Crossing,
) -> tuple[list[Event], dict[str, list[Event]]]:
    """These parts leave a budget of this year, and arrive in those of the wijken that it became."""
    shares = across.shares_of(budget.wijk)
    weights = {wijk: share.weight for wijk, share in shares.items()}
    divided = [(part, split_by_largest_remainder(part.amount_cents, weights)) for part in parts]
    leaving: list[Event] = []
    arriving: dict[str, list[Event]] = {}
    for wijk, share in shares.items():
        saved = tuple(
            SavedPart(given_for=part.given_for, amount_cents=by_wijk[wijk])
            for part, by_wijk in divided
            if by_wijk[wijk]
        )
        if saved:
            about: dict[str, object] = {"share": share, "council_act": act}
            about["amount_cents"] = total(part.amount_cents for part in saved)
            leaving.append(_out(command, budget, wijk, across, about))
            arriving[wijk] = [_in(command, budget, wijk, across, about | {"saved": saved})]
    return leaving, arriving


def _out(
    command: ActorCommand, budget: Budget, wijk: str, across: Crossing, about: dict[str, object]
) -> Event:
    there = {"to_division": across.division.division_id, "to_wijk": wijk}
    key = key_of(budget, to_year=budget.year + 1, **there, **about)
    return MoneyMappedOut.following(command, **key)


def _in(
    command: ActorCommand, budget: Budget, wijk: str, across: Crossing, about: dict[str, object]
) -> Event:
    here = {"division_id": across.division.division_id, "wijk": wijk, "year": budget.year + 1}
    there = {
        "from_division": budget.division_id,
        "from_wijk": budget.wijk,
        "from_year": budget.year,
    }
    return MoneyMappedIn.following(command, **here, **there, **about)


def guard_no_shares(shares: Sequence[BorderShare]) -> None:
    """Where nothing crosses a border, shares would say what is not so."""
    if shares:
        raise SharesNotOfBorders(wijk=shares[0].former_wijk)


def _parts_of(division: Division, former_wijk: str) -> dict[str, int | None]:
    """Where a former wijk went by the mapping, and how much of it where that is on record."""
    parts: dict[str, int | None] = {}
    for change in division.changes:
        if change.former_wijk == former_wijk:
            before = parts.get(change.wijk) or 0
            parts[change.wijk] = None if change.weight is None else before + change.weight
    return parts
