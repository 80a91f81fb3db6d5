"""What is due: as a page for staff, as JSON, and as a calendar for everyone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from icalendar import Calendar

from adapters.web.deadlines import Names, as_calendar, stands_in
from adapters.web.language import Phrases
from adapters.web.reading import Texts
from projections.deadlines import Deadline, DeadlineKind
from tests.integration.web.conftest import City
from tests.integration.web.visiting import Visitor


def test_page_api_and_calendar_tell_the_same(city: City, visit: Callable[..., Visitor]) -> None:
    answer = visit().get(f"/api/v1/deadlines?year={city.year}").json()["deadlines"]
    assert answer
    assert answer == sorted(answer, key=lambda each: each["due"])
    page = visit("joost").get(f"/werk/termijnen?jaar={city.year}").text
    for each in answer:
        assert f'datetime="{each["due"]}"' in page
        assert each["article"] in page
    feed = visit().get(f"/api/v1/deadlines.ics?year={city.year}&lang=nl")
    assert feed.headers["content-type"] == "text/calendar; charset=utf-8"
    events = Calendar.from_ical(feed.content).walk("VEVENT")
    assert sorted(str(each.decoded("dtstart")) for each in events) == [
        each["due"] for each in answer
    ]
    assert len({str(each["uid"]) for each in events}) == len(events)


def test_the_page_says_of_what_is_called_alike_in_which_wijk_it_is(
    city: City, visit: Callable[..., Visitor]
) -> None:
    page = visit("joost").get(f"/werk/termijnen?jaar={city.year}").text
    year = city.house.views.year(city.year)
    assert year is not None
    for each in visit().get(f"/api/v1/deadlines?year={city.year}").json()["deadlines"]:
        if each["proposal_id"]:
            assert f"{year.name_of(each['wijk'])}, {each['proposal_id']}" in page


def test_two_payments_that_are_due_on_one_day_are_two_entries() -> None:
    due = Deadline(
        date(2027, 3, 1), DeadlineKind.PAYMENT, "garden", "title", 2027, "WK030710", "Awb 4:87"
    )
    names = Names(Texts({"title": "Moestuin"}), lambda codes: ["Soesterkwartier" for _ in codes])
    calendar = as_calendar(
        [due, due], names, datetime(2027, 1, 1, tzinfo=UTC), "city.example", Phrases("nl")
    )
    events = Calendar.from_ical(calendar).walk("VEVENT")
    assert len({str(each["uid"]) for each in events}) == 2
    assert str(events[0]["summary"]).endswith(": Moestuin (Soesterkwartier)")


def test_the_calendar_names_what_is_due_by_title_and_wijk(
    city: City, visit: Callable[..., Visitor]
) -> None:
    told = visit().get(f"/api/v1/deadlines?year={city.year}").json()
    year = city.house.views.year(city.year)
    assert year is not None
    feed = visit().get(f"/api/v1/deadlines.ics?year={city.year}&lang=nl").content
    summaries = {str(each["summary"]) for each in Calendar.from_ical(feed).walk("VEVENT")}
    for each in told["deadlines"]:
        wijk = year.name_of(each["wijk"])
        title = told["texts"].get(each["title"])
        name = f"{title} ({wijk})" if title else wijk
        assert any(summary.endswith(f": {name}") for summary in summaries), name
        assert not each["proposal_id"] or not [s for s in summaries if each["proposal_id"] in s]


def test_the_calendar_speaks_both_languages(city: City, visit: Callable[..., Visitor]) -> None:
    path = f"/api/v1/deadlines.ics?year={city.year}"
    assert "Einde van de termijn voor bezwaar" in visit().get(f"{path}&lang=nl").text
    assert "End of the term for an objection" in visit().get(f"{path}&lang=en").text


def test_the_page_is_for_those_who_handle_cases(visit: Callable[..., Visitor]) -> None:
    assert visit("aylin").get("/werk/termijnen").status_code == 403


def test_a_year_without_proposals_has_nothing_due(visit: Callable[..., Visitor]) -> None:
    assert visit().get("/api/v1/deadlines?year=2001").json() == {"deadlines": [], "texts": {}}
    events = Calendar.from_ical(visit().get("/api/v1/deadlines.ics?year=2001").content)
    assert not events.walk("VEVENT")


def test_a_calendar_has_of_former_years_what_falls_in_it_and_what_is_late_today() -> None:
    def due(day: date) -> Deadline:
        return Deadline(day, DeadlineKind.ACCOUNT, "garden", "title", 2027, "WK030710", "12")

    today = date(2028, 2, 1)
    assert stands_in(2028, due(date(2028, 3, 31)), today)
    assert stands_in(2028, due(date(2027, 6, 1)), today)
    assert not stands_in(2028, due(date(2029, 1, 15)), today)
    assert stands_in(2029, due(date(2029, 1, 15)), today)
    assert not stands_in(2029, due(date(2027, 6, 1)), today)
