"""A ballot as somebody filled it in: read by the round's ballot form, with what is wrong per line.

Nothing typed is thrown away: the page shows it again, and says at each line what to change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from adapters.web.forms import Form
from domain.errors import MALFORMED, Refusal
from domain.money import Money
from domain.voting_rules import MAX_POINTS, BallotForm
from projections.rounds import RoundDocument

CHOICES = "choices"
POINTS = "points."
PLACE = "place."
"""Names of fields; points and places are followed by the name of the line."""
PLACES_TO_SELECT_MAX = 25
"""With more places than this a place is typed: a list of choices would be too long to use."""


class PointsUnreadable(Refusal):
    code = "ballot_form.points_unreadable"
    status = MALFORMED
    dutch = "Vul punten in als heel getal, of laat het vak leeg. Kijk na waar het mis ging."
    english = "Fill in points as a whole number, or leave the box empty. Check where it went wrong."


class PlaceUnreadable(Refusal):
    code = "ballot_form.place_unreadable"
    status = MALFORMED
    dutch = "Kies een plaats van 1 tot en met {places}, of laat het vak leeg."
    english = "Choose a place from 1 to {places}, or leave the box empty."


class PlaceGivenTwice(Refusal):
    code = "ballot_form.place_given_twice"
    status = MALFORMED
    dutch = "U gaf plaats {place} aan meer dan één voorstel. Geef elk voorstel een eigen plaats."
    english = "You gave place {place} to more than one proposal. Give each a place of its own."


class PlaceSkipped(Refusal):
    code = "ballot_form.place_skipped"
    status = MALFORMED
    dutch = "U sloeg plaats {place} over. Geef plaats {place} aan een voorstel, of schuif op."
    english = "You left out place {place}. Give place {place} to a proposal, or move the others up."


class Wrong(StrEnum):
    """What is wrong with one line of a ballot."""

    POINTS_UNREADABLE = "points_unreadable"
    TOO_MANY_POINTS = "too_many_points"
    PLACE_UNREADABLE = "place_unreadable"
    PLACE_GIVEN_TWICE = "place_given_twice"


@dataclass(frozen=True, slots=True)
class FilledBallot:
    """What a form says: choices (in order of preference where that counts), and points beside them.

    `cost` is that of all choices together. `wrong` has the lines that need another look;
    `problem` is what stands in the way of sending it on, if anything does.
    """

    choices: tuple[str, ...]
    points: tuple[int, ...] | None
    cost: Money
    wrong: Mapping[str, Wrong] = field(default_factory=dict)
    problem: Refusal | None = None

    @property
    def points_given(self) -> int:
        """All points together."""
        return sum(self.points or ())

    def guard_readable(self) -> None:
        """Raises what stands in the way: the limits are for the ballot box to hold it to."""
        if self.problem is not None:
            raise self.problem


def places_of(found: RoundDocument) -> int:
    """How many places there are to give."""
    return min(found.rules.max_choices, len(found.candidates))


def filled_ballot(found: RoundDocument, form: Form) -> FilledBallot:
    """Read a form by the round's ballot form."""
    if found.rules.ballot_form.has_points:
        return _with_points(found, form)
    if found.rules.ballot_form is BallotForm.ORDINAL:
        return _in_order(found, form)
    choices = tuple(choice for choice in form.all(CHOICES) if choice)
    return FilledBallot(choices, None, _cost(found, choices))


def _with_points(found: RoundDocument, form: Form) -> FilledBallot:
    """Nothing and zero are no choice; every other whole number is."""
    given: dict[str, int] = {}
    wrong: dict[str, Wrong] = {}
    most = found.rules.max_points_per_proposal
    for proposal_id, typed in _typed(found, form, POINTS).items():
        number = _whole(typed, MAX_POINTS)
        if number is None:
            wrong[proposal_id] = Wrong.POINTS_UNREADABLE
            continue
        if most is not None and number > most:
            wrong[proposal_id] = Wrong.TOO_MANY_POINTS
        if number:
            given[proposal_id] = number
    unreadable = Wrong.POINTS_UNREADABLE in wrong.values()
    problem = PointsUnreadable() if unreadable else None
    choices = tuple(given)
    return FilledBallot(choices, tuple(given.values()), _cost(found, choices), wrong, problem)


def _in_order(found: RoundDocument, form: Form) -> FilledBallot:
    places: dict[str, int] = {}
    wrong: dict[str, Wrong] = {}
    most = places_of(found)
    for proposal_id, typed in _typed(found, form, PLACE).items():
        place = _whole(typed, most)
        if not place:
            wrong[proposal_id] = Wrong.PLACE_UNREADABLE
        else:
            places[proposal_id] = place
    twice = {place for place, given in Counter(places.values()).items() if given > 1}
    wrong |= {each: Wrong.PLACE_GIVEN_TWICE for each, place in places.items() if place in twice}
    choices = tuple(sorted(places, key=places.__getitem__))
    problem = _problem_of_places(wrong, places, twice, most)
    return FilledBallot(choices, None, _cost(found, choices), wrong, problem)


def _problem_of_places(
    wrong: Mapping[str, Wrong], places: Mapping[str, int], twice: set[int], most: int
) -> Refusal | None:
    if Wrong.PLACE_UNREADABLE in wrong.values():
        return PlaceUnreadable(places=most)
    if twice:
        return PlaceGivenTwice(place=min(twice))
    skipped = set(range(1, len(places) + 1)) - set(places.values())
    return PlaceSkipped(place=min(skipped)) if skipped else None


def _typed(found: RoundDocument, form: Form, prefix: str) -> dict[str, str]:
    """What was typed for each proposal of the list, in list order; empty boxes left out."""
    lines = ((each, form.text(prefix + each)) for each in found.choices)
    return {proposal_id: typed.strip() for proposal_id, typed in lines if typed.strip()}


def _whole(text: str, most: int) -> int | None:
    """A whole number from 0 to `most`; None for anything else."""
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(MAX_POINTS))):
        return None
    return number if (number := int(text)) <= most else None


def _cost(found: RoundDocument, choices: tuple[str, ...]) -> Money:
    prices = {line.line_id: line.price_cents.cents for line in found.candidates}
    return Money(sum(prices.get(choice, 0) for choice in set(choices)))
