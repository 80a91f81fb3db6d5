"""What the ballots of a file become: a ballot form, its limits, and each ballot in that form.

Limits are the file's own. Ballots that break them were counted by the city, so each limit is made
as wide as its ballots. A file whose ballots do not fit the form it names becomes a round of a wider
form that counts them alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from math import ceil, floor
from typing import Any

from adapters.pabulib.file import PabulibBallot, PabulibFile, points_of
from adapters.pabulib.reading import exact_number
from domain.tally.election import Amount
from domain.two_languages import InTwoLanguages
from domain.voting_rules import MAX_POINTS, BallotForm

FORMS = {form.value: form for form in BallotForm}
"""Files name a form as we do."""


@dataclass(frozen=True, slots=True)
class FilledIn:
    """One ballot: project ids of the file, in order of preference where that is the vote."""

    choices: tuple[str, ...]
    points: tuple[int, ...] | None = None


@dataclass(frozen=True)
class BallotsOfFile:
    """The ballots of a file as a round can hold them. The file is one that can be counted."""

    file: PabulibFile

    @cached_property
    def form(self) -> BallotForm:
        """The form that the file names, or a wider one where its ballots do not fit that."""
        named = FORMS[self.file.vote_type]
        fits: dict[BallotForm, Callable[[], bool]] = {
            BallotForm.CHOOSE_ONE: lambda: self._longest <= 1,
            BallotForm.KNAPSACK: self._fit_budget,
            BallotForm.CUMULATIVE: lambda: max(self._sums, default=0) <= MAX_POINTS,
            BallotForm.ORDINAL: lambda: self._place_points is not None,
        }
        if named not in fits or fits[named]():
            return named
        return BallotForm.APPROVAL if named.is_approval else BallotForm.SCORING

    @cached_property
    def filled_in(self) -> tuple[FilledIn, ...]:
        """Every ballot, in the order of the file."""
        if self.form.has_points:
            return tuple(_with_points(self._points(ballot)) for ballot in self.file.ballots)
        return tuple(FilledIn(ballot.choices) for ballot in self.file.ballots)

    @cached_property
    def limits(self) -> dict[str, Any]:
        """The limits of the round, by the names of `RoundRules`; costs in cents."""
        least, most = self._numbers("length", [len(each.choices) for each in self.filled_in])
        widest = 1 if self.form is BallotForm.CHOOSE_ONE else len(self.file.projects)
        found: dict[str, Any] = {
            "ballot_form": self.form,
            "min_choices": min(least or 0, len(self.file.projects)),
            "max_choices": max(1, min(widest if most is None else most, widest)),
        }
        if self.form.has_points:
            return found | self._point_limits()
        if self.form.has_order:
            return found | {"max_choices": self._longest, "place_points": self._place_points}
        if self.form is BallotForm.CHOOSE_ONE:
            return found
        return found | self._cost_limits()

    @property
    def remarks(self) -> tuple[InTwoLanguages, ...]:
        """What became otherwise than the file says."""
        remarks = []
        if self.form.value != self.file.vote_type:
            named, held = self.file.vote_type, self.form.value
            remarks.append(
                InTwoLanguages(
                    f"De stembiljetten passen niet bij {named}; de ronde heeft de vorm {held}.",
                    f"The ballots do not fit {named}; the round has the form {held}.",
                )
            )
        lengths = [len(each.choices) for each in self.filled_in]
        stated = _stated(self.file, "length")
        held_to = self.limits["min_choices"], self.limits["max_choices"]
        if any(stated) and _broken(stated, lengths):
            least, most = stated
            text = f"{least or 0}-{'…' if most is None else most}"
            remarks.append(_widened(text, f"{held_to[0]}-{held_to[1]}"))
        return tuple(remarks)

    @property
    def _longest(self) -> int:
        return max((len(ballot.choices) for ballot in self.file.ballots), default=1)

    @cached_property
    def _prices(self) -> Mapping[str, Amount]:
        return {project.project_id: project.price for project in self.file.projects}

    @cached_property
    def _costs(self) -> list[Amount]:
        return [sum(self._prices[each] for each in one.choices) for one in self.file.ballots]

    def _fit_budget(self) -> bool:
        stated = exact_number(self.file.meta.get("max_sum_cost", ""))
        return stated in (None, self.file.budget) and max(self._costs, default=0) <= (
            self.file.budget
        )

    def _points(self, ballot: PabulibBallot) -> dict[str, int]:
        """The points that count: above zero, also for projects that the ballot does not name."""
        unnamed = dict.fromkeys(self._prices, self.file.default_score)
        given = (unnamed if self.file.default_score else {}) | points_of(ballot)
        return {project_id: points for project_id, points in given.items() if points > 0}

    @cached_property
    def _place_points(self) -> tuple[int, ...] | None:
        """What each place is worth when that is the same on all ballots, and never rises."""
        worth: dict[int, int] = {}
        for ballot in self.file.ballots:
            for place, points in enumerate(points_of(ballot).values()):
                if worth.setdefault(place, points) != points:
                    return None
        in_order = tuple(worth[place] for place in sorted(worth))
        falling = all(later <= earlier for earlier, later in pairwise(in_order))
        return in_order if in_order and falling and in_order[-1] > 0 else None

    def _numbers(self, name: str, values: Iterable[int]) -> tuple[int | None, int | None]:
        """The least and most that the file states, as wide as these values."""
        known = list(values) or [0]
        least, most = _stated(self.file, name)
        return (
            None if least is None else min(least, *known),
            None if most is None else max(most, *known),
        )

    @cached_property
    def _sums(self) -> list[int]:
        return [sum(self._points(ballot).values()) for ballot in self.file.ballots]

    def _point_limits(self) -> dict[str, int | None]:
        highest = [max(each.points or (0,)) for each in self.filled_in]
        least, most = self._numbers("sum_points", self._sums)
        _, each = self._numbers("points", highest)
        if self.form is BallotForm.CUMULATIVE and _limit(most) is None:
            most = max(self._sums, default=1)
        if self.form is BallotForm.SCORING and _limit(each) is None:
            each = max(highest, default=1)
        return {
            "min_points": _limit(least or None),
            "max_points": _limit(most),
            "max_points_per_proposal": _limit(each),
        }

    def _cost_limits(self) -> dict[str, int | None]:
        in_cents = [floor(Fraction(cost) * 100) for cost in self._costs] or [0]
        low = exact_number(self.file.meta.get("min_sum_cost", ""))
        high = exact_number(self.file.meta.get("max_sum_cost", ""))
        if self.file.vote_type == "knapsack" and high is None:
            high = self.file.budget
        least = None if low is None else min(ceil(Fraction(low) * 100), *in_cents)
        most = None if high is None else max(floor(Fraction(high) * 100), *in_cents)
        found = {"min_total_cents": least or None}
        return found if self.form is BallotForm.KNAPSACK else found | {"max_total_cents": most}


def _with_points(points: Mapping[str, int]) -> FilledIn:
    return FilledIn(tuple(points), tuple(points.values()))


def _limit(points: int | None) -> int | None:
    """A number of points that can be a limit; None is none."""
    return None if points is None or points > MAX_POINTS else max(points, 1)


def _stated(file: PabulibFile, name: str) -> tuple[int | None, int | None]:
    low, high = (exact_number(file.meta.get(f"{side}_{name}", "")) for side in ("min", "max"))
    return None if low is None else ceil(low), None if high is None else floor(high)


def _broken(stated: tuple[int | None, int | None], values: Iterable[int]) -> bool:
    least, most = stated
    return any(
        (least is not None and value < least) or (most is not None and value > most)
        for value in values
    )


def _widened(stated: str, wider: str) -> InTwoLanguages:
    return InTwoLanguages(
        f"Stembiljetten gaan buiten {stated} keuzes, zoals het bestand die stelt; {wider} gelden.",
        f"Ballots go beyond {stated} choices, as the file states them; {wider} hold.",
    )
