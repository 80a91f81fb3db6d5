"""The model's rules for years, allocation, plans and mandates."""

from __future__ import annotations

from fractions import Fraction

from tests.properties.whole_city.books import (
    Books,
    Fields,
    MandateBook,
    PlanBook,
    Purse,
    YearBook,
    refuse_if,
)
from tests.properties.whole_city.model_rules import refuse_carry_over

BODIES = {
    "sounding": "council",
    "budget": "council",
    "by_law": "council",
    "scheme": "college",
    "mandate": "college",
}


def adopt_division(books: Books, asked: Fields) -> None:
    """A division is adopted once, and lists each wijk once."""
    refuse_if(asked["division_id"] in books.divisions, "division.already_adopted")
    codes = [wijk["code"] for wijk in asked["wijken"]]
    refuse_if(len(set(codes)) < len(codes), "division.wijk_listed_twice")
    books.divisions[asked["division_id"]] = set(codes)


def record_framework_act(books: Books, asked: Fields) -> None:
    """An act is up to one body."""
    refuse_if(BODIES[asked["kind"]] != asked["body"], "budget_year.wrong_body")
    year = books.years.get(asked["year"], YearBook())
    refuse_if(year.closed, "budget_year.closed")
    books.years.setdefault(asked["year"], year).acts.add(asked["kind"])


def open_budget_year(books: Books, asked: Fields) -> None:
    """A year opens once, on a division, with its four acts."""
    year = books.years.get(asked["year"], YearBook())
    refuse_if(asked["division_id"] not in books.divisions, "division.unknown")
    refuse_if(year.division is not None, "budget_year.already_opened")
    refuse_if(not {"budget", "by_law", "scheme", "mandate"} <= year.acts, "budget_year.act_missing")
    year.division, year.ceiling = asked["division_id"], asked["ceiling_cents"]


def publish_allocation(books: Books, asked: Fields) -> None:
    """Money is divided within the ceiling, by a key that weighs something."""
    year = books.open_year(asked["year"])
    weights: dict[str, int] = asked["weights"]
    refuse_if(weights.keys() - books.divisions[year.division or ""], "wijk.unknown")
    whole: int = asked["total_cents"]
    refuse_if(whole <= 0, "allocation.no_money")
    refuse_if(year.allocated + whole > year.ceiling, "allocation.above_ceiling")
    refuse_if(min(weights.values()) < 0 or not any(weights.values()), "allocation.key_sums_to_zero")
    year.allocated += whole
    for wijk, cents in shares(whole, weights).items():
        purse = books.purses.setdefault((asked["year"], wijk), Purse())
        purse.allocated += cents
        purse.available += cents


def shares(whole: int, weights: dict[str, int]) -> dict[str, int]:
    """Each share rounded down, and one cent more for those who lost most by it."""
    exact = {
        wijk: Fraction(whole * weight, sum(weights.values())) for wijk, weight in weights.items()
    }
    parts = {wijk: int(share) for wijk, share in exact.items()}
    by_loss = sorted(weights, key=lambda wijk: (parts[wijk] - exact[wijk], wijk))
    for wijk in by_loss[: whole - sum(parts.values())]:
        parts[wijk] += 1
    return parts


def close_budget_year(books: Books, asked: Fields) -> None:
    """Every purse of the year is emptied of what can still be reserved, and nothing waits."""
    number: int = asked["year"]
    year = books.open_year(number)
    purses = {wijk: purse for (of, wijk), purse in books.purses.items() if of == number}
    refuse_if(
        any(purse.reserved for purse in purses.values()), "budget_year.reservations_outstanding"
    )
    carries = asked["remainder"] == "carry_over"
    if carries:
        refuse_if(asked["council_act"] is None, "budget_year.council_act_missing")
        following = books.years.get(number + 1, YearBook())
        fits = following.division == year.division and not following.closed
        refuse_if(not fits, "budget_year.next_not_opened")
        for wijk in sorted(wijk for wijk, purse in purses.items() if purse.available):
            refuse_carry_over(books, wijk, number)
    year.closed = True
    for wijk, purse in purses.items():
        left, purse.available = purse.available, 0
        if carries and left:
            purse.carried_out += left
            arrival = books.purses.setdefault((number + 1, wijk), Purse())
            arrival.carried_in += left
            arrival.available += left
        else:
            purse.released += left


def record_need(books: Books, asked: Fields) -> None:
    """A need is recorded once."""
    key = (asked["year"], asked["wijk"])
    books.wijk_of_open_year(*key)
    plan = books.plans.get(key, PlanBook())
    refuse_if(asked["need_id"] in plan.needs, "wijkplan.need_already_recorded")
    books.plans.setdefault(key, plan).needs.add(asked["need_id"])


def set_priority(books: Books, asked: Fields) -> None:
    """A priority answers needs on record."""
    key = (asked["year"], asked["wijk"])
    books.wijk_of_open_year(*key)
    plan = books.plans.get(key, PlanBook())
    refuse_if(set(asked["need_ids"]) - plan.needs, "wijkplan.need_unknown")
    plan.priorities.add(asked["priority_id"])
    plan.changed = True


def adopt_wijkplan(books: Books, asked: Fields) -> None:
    """A version is adopted when a priority was set since the one before."""
    key = (asked["year"], asked["wijk"])
    books.wijk_of_open_year(*key)
    refuse_if(key not in books.plans, "wijkplan.unknown")
    plan = books.plans[key]
    refuse_if(not plan.changed, "wijkplan.nothing_to_adopt")
    plan.versions.append(set(plan.priorities))
    plan.changed = False


def give_mandate(books: Books, asked: Fields) -> None:
    """A mandate is given once, for a period."""
    refuse_if(asked["mandate_id"] in books.mandates, "mandate.already_given")
    refuse_if(asked["valid_until"] < asked["valid_from"], "mandate.period_empty")
    books.mandates[asked["mandate_id"]] = MandateBook(
        asked["holder_id"], asked["ceiling_cents"], asked["valid_from"], asked["valid_until"]
    )


def withdraw_mandate(books: Books, asked: Fields) -> None:
    """A mandate is withdrawn once."""
    found = books.mandates.get(asked["mandate_id"])
    refuse_if(found is None, "mandate.unknown")
    refuse_if(found and found.withdrawn, "mandate.not_in_force")
    if found:
        found.withdrawn = True
