"""The model's rules for years, allocation, plans and mandates."""

from __future__ import annotations

from fractions import Fraction

from tests.properties.whole_city.books import (
    AllocationBook,
    Books,
    Fields,
    MandateBook,
    No,
    Purse,
    YearBook,
    refuse_if,
)
from tests.properties.whole_city.model_rules import refuse_carry_over, today

CITY = "WK030700"
"""The whole city has a purse under a code that no wijk has."""

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
    """An act was taken, and is up to one body."""
    refuse_if(asked["decided_on"] > today(asked), "command.day_still_to_come")
    refuse_if(BODIES[asked["kind"]] != asked["body"], "budget_year.wrong_body")
    year = books.years.get(asked["year"], YearBook())
    refuse_if(year.closed, "budget_year.closed")
    books.years.setdefault(asked["year"], year).acts.add(asked["kind"])


def open_budget_year(books: Books, asked: Fields) -> None:
    """A year opens once, on a division, with its four acts."""
    year = books.years.get(asked["year"], YearBook())
    refuse_if(asked["division_id"] not in books.divisions, "division.unknown")
    refuse_if(f"{asked['year']}" < asked["division_id"][-4:], "division.holds_later")
    refuse_if(year.division is not None, "budget_year.already_opened")
    refuse_if(not {"budget", "by_law", "scheme", "mandate"} <= year.acts, "budget_year.act_missing")
    year.division, year.ceiling = asked["division_id"], asked["ceiling_cents"]


def record_borders(books: Books, asked: Fields) -> None:
    """Every wijk of the division before goes somewhere, once. Ids sort as their dates do."""
    division, former = asked["division_id"], asked["former_id"]
    refuse_if({division, former} - books.divisions.keys(), "division.unknown")
    refuse_if(division <= former, "division.not_later")
    refuse_if(division in books.mapped, "division.borders_already_recorded")
    changes = asked["changes"]
    known = books.divisions
    for change in changes:
        refuse_if(change["former_wijk"] not in known[former], "wijk.unknown")
        refuse_if(change["wijk"] not in known[division], "wijk.unknown")
    left_out = known[former] - {change["former_wijk"] for change in changes}
    refuse_if(left_out, "division.former_wijk_left_out")
    books.mapped.add(division)


def publish_allocation(books: Books, asked: Fields) -> None:
    """Money is divided within the ceiling, by a key that weighs something."""
    year = books.open_year(asked["year"])
    found = divided(books, year, asked)
    year.allocations.append(found)
    year.allocated += found.whole
    year.city_wide += found.city_wide
    for place, cents in with_the_city(found).items():
        purse = books.purses.setdefault((asked["year"], place), Purse())
        purse.allocated += cents
        purse.available += cents


def correct_allocation(books: Books, asked: Fields) -> None:
    """What was given goes back, if it is still there after what is given in its place."""
    year = books.open_year(asked["year"])
    refuse_if(asked["number"] > len(year.allocations), "allocation.unknown")
    wrong = year.allocations[asked["number"] - 1]
    refuse_if(wrong.corrected, "allocation.already_corrected")
    right = divided(books, year, asked, given_back=wrong.whole)
    now, then = with_the_city(right), with_the_city(wrong)
    wijken = sorted({*now, *then})
    purses = {wijk: books.purses.get((asked["year"], wijk), Purse()) for wijk in wijken}
    more = {wijk: now.get(wijk, 0) - then.get(wijk, 0) for wijk in wijken}
    short = any(purses[wijk].available + more[wijk] < 0 for wijk in wijken)
    refuse_if(short, "allocation.spoken_for")
    wrong.corrected = True
    year.allocations.append(right)
    year.allocated += right.whole - wrong.whole
    year.city_wide += right.city_wide - wrong.city_wide
    for wijk in wijken:
        books.purses[asked["year"], wijk] = purses[wijk]
        purses[wijk].allocated += more[wijk]
        purses[wijk].available += more[wijk]


def with_the_city(found: AllocationBook) -> dict[str, int]:
    """The shares of an allocation, and beside them what is for the whole city."""
    return found.shares | ({CITY: found.city_wide} if found.city_wide else {})


def divided(books: Books, year: YearBook, asked: Fields, given_back: int = 0) -> AllocationBook:
    """What comes of a key: fixed parts and the city's own first, then the others by points."""
    named = {wijk for part in asked["parts"] for wijk in part["weights"]}
    refuse_if(named - books.divisions[year.division or ""], "wijk.unknown")
    whole, city_wide = asked["total_cents"], asked["city_wide_cents"]
    refuse_if(whole <= 0, "allocation.no_money")
    refuse_if(year.allocated - given_back + whole > year.ceiling, "allocation.above_ceiling")
    parts = asked["parts"]
    for part in parts:
        refuse_if(not any(part["weights"].values()), "allocation.key_sums_to_zero")
        refuse_if(
            (part["kind"] == "fixed") == (part["points"] > 0), "allocation.part_without_points"
        )
    fixed = [part["weights"] for part in parts if part["kind"] == "fixed"]
    others = {str(at): part for at, part in enumerate(parts) if part["kind"] != "fixed"}
    rest = whole - city_wide - sum(sum(amounts.values()) for amounts in fixed)
    refuse_if(rest < 0, "allocation.fixed_above_total")
    refuse_if(rest and not others, "allocation.rest_not_divided")
    sums = shares(rest, {at: part["points"] for at, part in others.items()}) if others else {}
    by_part = [*fixed, *(shares(sums[at], part["weights"]) for at, part in others.items())]
    totals: dict[str, int] = {}
    for got in by_part:
        for wijk, cents in got.items():
            totals[wijk] = totals.get(wijk, 0) + cents
    return AllocationBook(whole, city_wide, totals)


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
    act = asked["council_act"]
    refuse_if(act and act["decided_on"] > today(asked), "command.day_still_to_come")
    year = books.open_year(number)
    purses = {wijk: purse for (of, wijk), purse in books.purses.items() if of == number}
    refuse_if(
        any(purse.reserved for purse in purses.values()), "budget_year.reservations_outstanding"
    )
    for place in sorted(purses):
        rounds = [each for each in books.rounds.values() if each.status != "tallied"]
        listed = [books.dossiers[next(iter(each.prices))] for each in rounds]
        uncounted = any((each.year, each.wijk) == (number, place) for each in listed)
        refuse_if(uncounted, "budget_year.rounds_not_counted")
        refuse_if(purses[place].voted_on, "budget_year.winners_not_decided_on")
    carries = asked["remainder"] == "carry_over"
    if carries:
        refuse_if(asked["council_act"] is None, "budget_year.council_act_missing")
        following = books.years.get(number + 1, YearBook())
        fits = following.division == year.division and not following.closed
        refuse_if(not fits, "budget_year.next_not_opened")
        for wijk in sorted(wijk for wijk, purse in purses.items() if purse.available):
            refuse_carry_over(books, wijk, number)
    too_early = asked["council_act"] is None and today(asked) < f"{number}-12-31"
    refuse_if(too_early and not carries, "budget_year.not_over")
    plans = [plan for (of, _), plan in books.plans.items() if of == number]
    owed = any(set().union(*plan.versions) - plan.reviewed for plan in plans)
    refuse_if(owed, "budget_year.priorities_not_reviewed")
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


def give_mandate(books: Books, asked: Fields) -> None:
    """A mandate is given once, for a period in which its holder has no other for the same."""
    refuse_if(asked["mandate_id"] in books.mandates, "mandate.already_given")
    first, last = asked["valid_from"], asked["valid_until"]
    refuse_if(last < first, "mandate.period_empty")
    for other in books.mandates.values():
        same = (other.holder, other.matter) == (asked["holder_id"], asked["matter"])
        apart = last < other.first_day or other.last_day < first
        refuse_if(same and not apart and not other.withdrawn, "mandate.overlap")
    books.mandates[asked["mandate_id"]] = MandateBook(
        asked["holder_id"],
        asked["ceiling_cents"],
        first,
        last,
        asked["matter"],
        accepted=not asked["outside_college"],
    )


def accept_mandate(books: Books, asked: Fields) -> None:
    """Its holder accepts it once, where that is asked, while it is not over."""
    found = books.mandates.get(asked["mandate_id"])
    if found is None:
        raise No("mandate.unknown")
    refuse_if(found.withdrawn, "mandate.not_in_force")
    refuse_if(found.holder != asked["by"]["id"], "mandate.not_yours")
    refuse_if(found.accepted, "mandate.nothing_to_accept")
    refuse_if(today(asked) > found.last_day, "mandate.not_in_force")
    found.accepted = True


def withdraw_mandate(books: Books, asked: Fields) -> None:
    """A mandate is withdrawn once."""
    found = books.mandates.get(asked["mandate_id"])
    refuse_if(found is None, "mandate.unknown")
    refuse_if(found and found.withdrawn, "mandate.not_in_force")
    if found:
        found.withdrawn = True
