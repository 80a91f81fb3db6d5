"""What stays apart from coordinating: executing, assessing, being paid, as the regulation says.

`coordinator` is everyone who coordinates a wijk on a day, parties and persons alike. A regulation
without a rule of separation asks nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from domain.errors import FORBIDDEN, Refusal
from domain.regulation_contents import Regulation


class CoordinatorMayNotExecute(Refusal):
    code = "coordinator.may_not_execute"
    status = FORBIDDEN
    dutch = "Volgens artikel {article} voert de coördinator zelf niets uit: {who}."
    english = "By article {article} the coordinator executes nothing: {who}."


class CoordinatorMayNotAssess(Refusal):
    code = "coordinator.may_not_assess"
    status = FORBIDDEN
    dutch = "Volgens artikel {article} beoordeelt de coördinator geen voorstellen: {who}."
    english = "By article {article} the coordinator assesses no proposals: {who}."


class CoordinatorMayNotBePaid(Refusal):
    code = "coordinator.may_not_be_paid"
    status = FORBIDDEN
    dutch = "Volgens artikel {article} krijgt de coördinator geen subsidie: {who}."
    english = "By article {article} the coordinator receives no grant: {who}."


def guard_may_execute(
    rules: Regulation, coordinator: frozenset[str], executors: Iterable[str]
) -> None:
    """Where the regulation keeps it apart, a coordinator carries no activities out."""
    both = coordinator.intersection(executors)
    if rules.separation and not rules.separation.may_execute and both:
        raise CoordinatorMayNotExecute(article=rules.separation.article, who=_listed(both))


def guard_may_assess(
    rules: Regulation, coordinator: frozenset[str], assessors: Iterable[str]
) -> None:
    """Where the regulation keeps it apart, a coordinator does not assess proposals."""
    both = barred_from_assessing(rules, coordinator).intersection(assessors)
    if rules.separation and both:
        raise CoordinatorMayNotAssess(article=rules.separation.article, who=_listed(both))


def barred_from_assessing(rules: Regulation, coordinator: frozenset[str]) -> frozenset[str]:
    """Who coordinates, where the regulation keeps that apart from assessing; else nobody."""
    is_apart = rules.separation is not None and not rules.separation.may_assess
    return coordinator if is_apart else frozenset()


def guard_may_be_paid(
    rules: Regulation, coordinator: frozenset[str], applicants: Iterable[str]
) -> None:
    """Where the regulation keeps it apart, a coordinator receives no grant."""
    both = coordinator.intersection(applicants)
    if rules.separation and not rules.separation.may_be_paid and both:
        raise CoordinatorMayNotBePaid(article=rules.separation.article, who=_listed(both))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
