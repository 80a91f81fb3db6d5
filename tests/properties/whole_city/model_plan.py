"""The model's rules for quickscans, networks and wijkplans."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from tests.properties.whole_city.books import Books, Fields, PlanBook, refuse_if


def record_indicator(books: Books, asked: Fields) -> None:
    """A figure of wijken that exist; the same figure with the same values is nothing new."""
    for wijk in asked["values"]:
        books.wijk_of_open_year(asked["year"], wijk)
    scan = books.scans.get(asked["year"], {})
    same = scan.get(asked["indicator"]) == asked["values"]
    refuse_if(same, "quickscan.indicator_already_recorded")
    books.scans.setdefault(asked["year"], scan)[asked["indicator"]] = asked["values"]


def summarise_quickscan(books: Books, asked: Fields) -> None:
    """There is a figure about this wijk."""
    books.wijk_of_open_year(asked["year"], asked["wijk"])
    figures = books.scans.get(asked["year"], {}).values()
    known = any(asked["wijk"] in values for values in figures)
    refuse_if(not known, "quickscan.nothing_to_summarise")


def announce_meeting(books: Books, asked: Fields) -> None:
    """Once, and not for a day that has passed."""
    books.wijk_of_open_year(asked["year"], asked["wijk"])
    key = (asked["wijk"], asked["meeting_id"])
    refuse_if(key in books.meetings, "network.meeting_already_announced")
    refuse_if(asked["planned_on"] < today(asked), "network.meeting_in_the_past")
    books.meetings[key] = (asked["planned_on"], False)


def record_attendance(books: Books, asked: Fields) -> None:
    """Once, on the day or after it."""
    key = (asked["wijk"], asked["meeting_id"])
    refuse_if(key not in books.meetings, "network.meeting_unknown")
    planned_on, held = books.meetings[key]
    refuse_if(held, "network.attendance_already_recorded")
    refuse_if(today(asked) < planned_on, "network.meeting_not_yet_held")
    too_many = asked["newcomers"] > asked["residents"]
    refuse_if(too_many, "network.newcomers_above_residents")
    books.meetings[key] = (planned_on, True)


def today(asked: Fields) -> str:
    """The Dutch day of a command, which sorts as text."""
    at = datetime.fromisoformat(asked["at"])
    return at.astimezone(ZoneInfo("Europe/Amsterdam")).date().isoformat()


def meeting_held(books: Books, asked: Fields) -> None:
    """Whoever names a meeting names one that was held."""
    if asked["meeting_id"] is not None:
        key = (asked["wijk"], asked["meeting_id"])
        refuse_if(key not in books.meetings, "network.meeting_unknown")
        refuse_if(not books.meetings[key][1], "network.meeting_not_yet_held")


def record_need(books: Books, asked: Fields) -> None:
    """A need is recorded once, in the wijk it is of."""
    key = (asked["year"], asked["wijk"])
    books.wijk_of_open_year(*key)
    meeting_held(books, asked)
    plan = books.plans.get(key, PlanBook())
    refuse_if(asked["need_id"] in plan.needs, "wijkplan.need_already_recorded")
    elsewhere = (asked["neighbourhood"] or f"BU{asked['wijk'][2:]}")[2:8] != asked["wijk"][2:]
    refuse_if(elsewhere, "wijkplan.neighbourhood_elsewhere")
    heard = asked["meeting_id"] is not None and asked["source"] != "meeting"
    refuse_if(heard, "wijkplan.source_is_no_meeting")
    books.plans.setdefault(key, plan).needs.add(asked["need_id"])


def set_priority(books: Books, asked: Fields) -> None:
    """A priority answers needs on record, and names figures that are."""
    key = (asked["year"], asked["wijk"])
    books.wijk_of_open_year(*key)
    unknown = set(asked["indicators"]) - books.scans.get(asked["year"], {}).keys()
    refuse_if(unknown, "quickscan.indicator_unknown")
    plan = books.plans.get(key, PlanBook())
    refuse_if(set(asked["need_ids"]) - plan.needs, "wijkplan.need_unknown")
    plan.priorities.add(asked["priority_id"])
    plan.changed = True


def a_plan(books: Books, asked: Fields) -> PlanBook:
    """The plan, if there is one."""
    key = (asked["year"], asked["wijk"])
    refuse_if(key not in books.plans, "wijkplan.unknown")
    return books.plans[key]


def choose_executor(books: Books, asked: Fields) -> None:
    """Somebody works on a priority of the draft."""
    books.wijk_of_open_year(asked["year"], asked["wijk"])
    plan = a_plan(books, asked)
    refuse_if(asked["priority_id"] not in plan.priorities, "wijkplan.priority_not_set")
    plan.changed = True


def adopt_wijkplan(books: Books, asked: Fields) -> None:
    """A version is adopted when something changed since the one before, and is not older."""
    books.wijk_of_open_year(asked["year"], asked["wijk"])
    meeting_held(books, asked)
    plan = a_plan(books, asked)
    refuse_if(not plan.changed, "wijkplan.nothing_to_adopt")
    refuse_if(asked["adopted_on"] < plan.adopted_on, "wijkplan.adopted_before_previous")
    plan.versions.append(set(plan.priorities))
    plan.changed, plan.adopted_on = False, asked["adopted_on"]


def review_priority(books: Books, asked: Fields) -> None:
    """Once, of a priority that was adopted; counts of less than ten are none of our business."""
    year = books.years.get(asked["year"])
    refuse_if(year is None or year.division is None, "budget_year.unknown")
    plan = a_plan(books, asked)
    known = any(asked["priority_id"] in version for version in plan.versions)
    refuse_if(not known, "wijkplan.priority_not_adopted")
    refuse_if(asked["priority_id"] in plan.reviewed, "wijkplan.priority_already_reviewed")
    whole, part = asked["reached"], asked["least_self_reliant"]
    refuse_if(any(count in range(1, 10) for count in (whole, part)), "wijkplan.too_few_to_count")
    refuse_if(part and part > (whole or 0), "wijkplan.part_above_whole")
    plan.reviewed.add(asked["priority_id"])
