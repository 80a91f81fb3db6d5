"""The model's register of regulations, and what they ask of proposals and payments."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.properties.whole_city.books import Books, Fields, No, RegulationBook, refuse_if

DUTCH = ZoneInfo("Europe/Amsterdam")
FOR_EVER = "9999-12-31"


def today(asked: Fields) -> str:
    """The Dutch day of a command, as ISO text."""
    return datetime.fromisoformat(asked["at"]).astimezone(DUTCH).date().isoformat()


def day_before(day: str) -> str:
    """The day before another."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def adopt_regulation(books: Books, asked: Fields) -> None:
    """Rules are adopted once, in order, and nowhere beside others."""
    known = books.regulations
    until = asked["valid_until"] or FOR_EVER
    refuse_if(asked["regulation_id"] in known, "regulation.already_adopted")
    refuse_if(until < asked["valid_from"], "regulation.period_empty")
    bands = (asked["rules"]["advances"] or {"bands": []})["bands"]
    starts = [band["from_cents"] for band in bands]
    refuse_if(starts != sorted(set(starts)), "regulation.bands_out_of_order")
    wijken = set(asked["wijken"])
    ends: dict[str, str] = {}
    if asked["replaces"] is not None:
        end = day_before(asked["valid_from"])
        former = _may_end(books, asked["replaces"], end, asked)
        covered = not wijken or (former.wijken and former.wijken <= wijken)
        refuse_if(not covered, "regulation.wijken_left_out")
        ends[asked["replaces"]] = end
    for name, other in known.items():
        meets = not wijken or not other.wijken or wijken & other.wijken
        last = ends.get(name, other.until)
        apart = last < asked["valid_from"] or until < other.first
        refuse_if(meets and not apart, "regulation.overlap")
    for name, end in ends.items():
        known[name].until = end
    rules = asked["rules"]
    known[asked["regulation_id"]] = RegulationBook(rules, asked["valid_from"], until, wijken)


def withdraw_regulation(books: Books, asked: Fields) -> None:
    """Rules end, and not in the past."""
    _may_end(books, asked["regulation_id"], asked["last_day"], asked).until = asked["last_day"]


def _may_end(books: Books, name: str, last_day: str, asked: Fields) -> RegulationBook:
    found = books.regulations.get(name)
    if found is None:
        raise No("regulation.unknown")
    refuse_if(last_day >= found.until, "regulation.ended")
    refuse_if(last_day < max(today(asked), found.first), "regulation.backwards")
    return found


def in_force(books: Books, wijk: str, day: str) -> Fields:
    """The rules of a wijk on a day; none asks nothing."""
    for each in books.regulations.values():
        if (not each.wijken or wijk in each.wijken) and each.first <= day <= each.until:
            return each.rules
    return {}


def rule_of(rules: Fields, name: str) -> Fields:
    """One rule; empty where there is none."""
    found: Fields = rules.get(name) or {}
    return found


def refuse_above_ceiling(rules: Fields, cents: int) -> None:
    """A proposal asks no more than its most."""
    most = rule_of(rules, "ceilings").get("per_proposal_cents")
    refuse_if(most is not None and cents > most, "regulation.above_proposal_ceiling")


def refuse_part(rules: Fields, asks: int, cents: int) -> None:
    """All of it or nothing, where that is the rule."""
    whole_only = rule_of(rules, "parts").get("allowed") is False
    refuse_if(whole_only and cents < asks, "regulation.part_not_allowed")


def refuse_too_much_in_advance(rules: Fields, granted: int, claimed: int) -> None:
    """Advances are a part of the grant, rounded down."""
    percent = 100
    for band in rule_of(rules, "advances").get("bands", []):
        if band["from_cents"] <= granted:
            percent = band["most_percent"]
    refuse_if(claimed > granted * percent // 100, "regulation.advance_too_high")


def refuse_carry_over(books: Books, wijk: str, year: int) -> None:
    """What is left stays, where the rules at the end of the year say so."""
    rules = in_force(books, wijk, f"{year}-12-31")
    stays = rule_of(rules, "carry_over").get("allowed") is False
    refuse_if(stays, "regulation.carry_over_not_allowed")
