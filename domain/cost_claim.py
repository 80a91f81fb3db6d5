"""Claiming costs: within so many weeks after they were made, where the regulation has that term.

Amersfoort's neighbourhood budget pays costs that are claimed within three weeks. The account of an
applicant then says of all costs on which day they were made. Who accounts again tells once more
what was claimed in time, and adds what came since. The term is one of the city, so the general
extension of terms act does not move its last day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from pydantic import BaseModel, ConfigDict

from domain.deadlines import Term, TermSource, last_day
from domain.errors import Refusal
from domain.event import Day
from domain.money import ZERO, Money, PositiveMoney, total
from domain.regulation_contents import Regulation
from domain.regulation_rules import ClaimRule

COSTS_MAX = 100
"""Lines of costs in one account."""


class CostsInFuture(Refusal):
    code = "account.costs_in_future"
    dutch = "Kosten van {day} zijn nog niet gemaakt; declareren kan vanaf die dag."
    english = "Costs of {day} were not made yet; they can be claimed from that day on."


class CostsDoNotAddUp(Refusal):
    code = "account.costs_do_not_add_up"
    dutch = "De kosten per dag zijn samen {added}; u zegt dat alles samen {costs} kostte."
    english = "The costs per day are {added} together; you say that all of it cost {costs}."


class DaysOfCostsMissing(Refusal):
    code = "account.days_of_costs_missing"
    dutch = (
        "Volgens artikel {article} declareert u kosten binnen {weeks} weken nadat u ze maakte. "
        "Zeg van alle kosten op welke dag dat was."
    )
    english = (
        "By article {article} costs are claimed within {weeks} weeks after they were made. "
        "Say of all costs on which day that was."
    )


class CostsClaimedTooLate(Refusal):
    code = "account.costs_claimed_too_late"
    dutch = (
        "Volgens artikel {article} declareert u kosten binnen {weeks} weken. Voor kosten van "
        "{day} kon dat tot en met {until}. Laat ze weg, of vul in wat u toen declareerde: {then}."
    )
    english = (
        "By article {article} costs are claimed within {weeks} weeks. For costs of {day} that was "
        "possible until {until}. Leave them out, or fill in what you claimed then: {then}."
    )


class CostsOfDay(BaseModel):
    """What was spent on one day."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    made_on: Day
    amount_cents: PositiveMoney


def costs_by_day(costs: Iterable[CostsOfDay]) -> dict[date, Money]:
    """What was spent on each day."""
    found: dict[date, Money] = {}
    for each in costs:
        found[each.made_on] = found.get(each.made_on, ZERO) + each.amount_cents
    return found


def claimed_with(
    claimed: Mapping[date, Money], costs: Iterable[CostsOfDay]
) -> Mapping[date, Money]:
    """The most that was claimed for each day, after one more account."""
    told = costs_by_day(costs)
    days = claimed.keys() | told.keys()
    return {day: max(claimed.get(day, ZERO), told.get(day, ZERO)) for day in days}


def last_day_to_claim(rule: ClaimRule, made_on: date) -> date:
    """Until when costs of a day can be claimed."""
    term = Term(rule.article, weeks=rule.within_weeks, source=TermSource.BY_LAW)
    return last_day(made_on, term)


def first_day_of_costs(rule: ClaimRule, today: date) -> date:
    """Costs of this day or later can still be claimed today."""
    return today - timedelta(weeks=rule.within_weeks)


def guard_days_told(rules: Regulation, costs: Money, told: tuple[CostsOfDay, ...]) -> None:
    """Costs per day are all that it cost; where there is a term for claims, they are told."""
    added = total(each.amount_cents for each in told)
    if told and added != costs:
        raise CostsDoNotAddUp(added=added, costs=costs)
    if rules.claims and costs and not told:
        raise DaysOfCostsMissing(article=rules.claims.article, weeks=rules.claims.within_weeks)


def guard_claimed_in_time(
    rules: Regulation, told: Iterable[CostsOfDay], claimed: Mapping[date, Money], today: date
) -> None:
    """Costs were made by now; and are within the term, or were `claimed` before it had passed."""
    for day, amount in sorted(costs_by_day(told).items()):
        if day > today:
            raise CostsInFuture(day=day.isoformat())
        until = last_day_to_claim(rules.claims, day) if rules.claims else None
        then = claimed.get(day, ZERO)
        if rules.claims and until and today > until and amount > then:
            raise CostsClaimedTooLate(
                article=rules.claims.article,
                weeks=rules.claims.within_weeks,
                day=day.isoformat(),
                until=until.isoformat(),
                then=then,
            )
