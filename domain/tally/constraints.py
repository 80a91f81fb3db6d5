"""When one project stands in the way of another: exclusions, and what a category gets at most.

Of each set of projects that exclude each other at most one wins. A category with a maximum never
gets more than that; a project may be in several categories, and counts in full in each.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from domain.errors import MALFORMED, Refusal
from domain.tally.election import Amount, Election, exact
from domain.tally.outcome import Loss, WhyLost


class CategoryLimitsContradict(Refusal):
    code = "tally.category_limits_contradict"
    status = MALFORMED
    dutch = (
        "De grenzen van categorie {category} kloppen niet: "
        "ten minste {minimum}, ten hoogste {maximum}."
    )
    english = "The limits of category {category} are wrong: at least {minimum}, at most {maximum}."


class ConstraintNamesUnknownProject(Refusal):
    code = "tally.constraint_names_unknown_project"
    status = MALFORMED
    dutch = "Een voorwaarde van de telling noemt project {project_id}, en dat bestaat niet."
    english = "A condition of the count names project {project_id}, which does not exist."


@dataclass(frozen=True, slots=True)
class CategoryLimit:
    """What the projects of one category get together: at least `minimum`, at most `maximum`.

    `None` is no limit. The least is money set apart for the category first; when its projects do
    not take it, it goes to all.
    """

    name: str
    project_ids: tuple[str, ...]
    minimum: Amount | None = None
    maximum: Amount | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """Why a project can no longer win: a rival that won, or a category that is full."""

    reason: WhyLost
    by: str


class Constraints:
    """What stands in the way of each project, kept up to date while projects win."""

    def __init__(
        self,
        election: Election,
        exclusions: Iterable[Collection[str]] = (),
        category_limits: Iterable[CategoryLimit] = (),
    ) -> None:
        """Raises `ConstraintNamesUnknownProject` and `CategoryLimitsContradict`."""
        self._rivals: dict[str, list[str]] = {}
        self._categories: dict[str, list[str]] = {}
        self._room: dict[str, Amount] = {}
        self._rival_that_won: dict[str, str] = {}
        self._prices = election.prices
        for excluding in exclusions:
            for project_id in _known(excluding, election):
                self._rivals.setdefault(project_id, []).extend(set(excluding) - {project_id})
        for limit in category_limits:
            _guard_limit(limit)
            if limit.maximum is not None:
                self._room[limit.name] = limit.maximum
                for project_id in _known(limit.project_ids, election):
                    self._categories.setdefault(project_id, []).append(limit.name)

    def won(self, project_id: str, funded: Amount) -> None:
        """A project won and gets so much money."""
        for rival in self._rivals.get(project_id, ()):
            self._rival_that_won.setdefault(rival, project_id)
        for category in self._categories.get(project_id, ()):
            self._room[category] = exact(self._room[category] - funded)

    def room(self, project_id: str, left: Amount) -> Amount:
        """The most that a project can get: what is left, and what its categories may still get."""
        return min([left, *(self._room[name] for name in self._categories.get(project_id, ()))])

    def bar_of(self, project_id: str, least: Amount | None = None) -> Bar | None:
        """What stands in the way of a project, if anything. `least` is what it can do with."""
        if rival := self._rival_that_won.get(project_id):
            return Bar(WhyLost.EXCLUDED, rival)
        least = self._prices[project_id] if least is None else least
        for category in self._categories.get(project_id, ()):
            if self._room[category] < least:
                return Bar(WhyLost.CATEGORY_FULL, category)
        return None

    def bar(self, waiting: Collection[str]) -> dict[str, Bar]:
        """Those of the waiting projects that can no longer win, each with its reason."""
        if not self._rival_that_won and not self._room:
            return {}
        bars = {project_id: self.bar_of(project_id) for project_id in waiting}
        return {project_id: found for project_id, found in bars.items() if found}


def barred_loss(election: Election, project_id: str, bar: Bar, money_left: Amount) -> Loss:
    """The loss of a project that was in the way of nobody, and somebody in its way."""
    price, votes = election.prices[project_id], election.votes[project_id]
    return Loss(project_id, price, votes, bar.reason, exact(money_left), because_of=bar.by)


def _known(project_ids: Collection[str], election: Election) -> Collection[str]:
    for project_id in project_ids:
        if project_id not in election.prices:
            raise ConstraintNamesUnknownProject(project_id=project_id)
    return project_ids


def _guard_limit(limit: CategoryLimit) -> None:
    lowest = 0 if limit.minimum is None else exact(limit.minimum)
    highest = lowest if limit.maximum is None else exact(limit.maximum)
    if not 0 <= lowest <= highest:
        raise CategoryLimitsContradict(
            category=limit.name, minimum=str(limit.minimum), maximum=str(limit.maximum)
        )
