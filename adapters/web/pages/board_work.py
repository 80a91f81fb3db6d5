"""The neighbourhood board as work: seats and meetings, interests, needs in order, advice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import Gives, actor_of
from adapters.web.actions import Action, add_actions
from adapters.web.forms import EMPTY, FieldUnreadable, Form
from adapters.web.language import Phrases, language_of
from adapters.web.pages.wijk import WijkInPath
from adapters.web.ranking import points_in
from adapters.web.reading import (
    Texts,
    chosen_year,
    every_proposal,
    house_of,
    name_of_wijk,
    opened_years,
    rules_today,
    rules_under,
    texts_of,
)
from adapters.web.rendering import render
from domain.board import AppointMember, EndSeat, RecordBoardMeeting
from domain.board_advice import DeclareInterest, GiveAdvice, RankNeeds
from domain.budget_year import BudgetYearUnknown
from domain.calendar import dutch_day
from domain.proposal import ProposalStatus
from projections.boards import BoardMeetingLine, SeatLine
from projections.dossier import ProposalDossier
from projections.wijkplans import WijkplanDocument

router = APIRouter(prefix="/werk/besturen")


@router.get("", dependencies=[Depends(Gives(RecordBoardMeeting))])
def boards_page(request: Request) -> Response:
    """The wijken of a year, and who sits in their boards."""
    years = opened_years(request)
    year = chosen_year(request, years)
    views = house_of(request).views
    boards = {each.code: views.board(each.code) for each in year.wijken} if year else {}
    today = dutch_day(house_of(request).now())
    return render(request, "board/boards.html", years=years, year=year, boards=boards, today=today)


@router.get("/{year}/{wijk}", dependencies=[Depends(Gives(RecordBoardMeeting))])
def work_page(request: Request, year: int, wijk: WijkInPath) -> Response:
    """One board with its forms."""
    return _show(request, EMPTY, year, wijk)


def _show(request: Request, form: Form, number: int | None = None, wijk: str = "") -> Response:
    number = number if number is not None else int(request.path_params["year"])
    wijk = wijk or str(request.path_params["wijk"])
    year = house_of(request).views.year(number)
    if year is None:
        raise BudgetYearUnknown(year=number)
    return render(
        request,
        "board/work.html",
        year=year,
        wijk=wijk,
        name=name_of_wijk(year, wijk),
        rule=rules_today(request, wijk).board,
        **_found(request, number, wijk),
        form=form,
    )


def _found(request: Request, year: int, wijk: str) -> dict[str, Any]:
    """The board, what it can advise on, and what its forms let one choose from."""
    house = house_of(request)
    board, plan = house.views.board(wijk), house.views.wijkplan(year, wijk)
    today = dutch_day(house.now())
    seats = board.seats if board else ()
    meetings = board.of_year(year) if board else ()
    going_on = [each for each in seats if each.valid_until > today]
    priorities = plan.in_force.priorities if plan and plan.in_force else ()
    proposals = _to_advise_on(request, year, wijk)
    texts = texts_of(request, _texts(proposals, seats, plan))
    titles = [(each.priority_id, texts[each.title] or each.priority_id) for each in priorities]
    return {
        "board": board,
        "sitting": board.sitting_on(today) if board else (),
        "going_on": going_on,
        "meetings": meetings,
        "plan": plan,
        "proposals": proposals,
        "lines": {each.proposal_id: _lines(request, each) for each in proposals},
        "criteria": {each.proposal_id: _criteria(request, each) for each in proposals},
        "today": today,
        "texts": texts,
        "meeting_options": _to_speak_of(request, meetings),
        "seat_options": [(each.seat_id, _name(each, texts)) for each in going_on],
        "present_options": _who_could_be_there(seats, today, texts),
        "priority_options": [("", "–"), *titles],
    }


def _texts(
    proposals: Iterable[ProposalDossier], seats: Iterable[SeatLine], plan: WijkplanDocument | None
) -> Iterator[str | None]:
    for each in proposals:
        yield each.title
        yield from (activity.title for activity in each.activities)
    yield from (each.name for each in seats)
    if plan is not None:
        yield from plan.texts()


def _name(seat: SeatLine, texts: Texts) -> str:
    """What a member is called in a form: a name where there is one, else the number."""
    return texts[seat.name] or seat.member_id


def _who_could_be_there(
    seats: Iterable[SeatLine], today: date, texts: Texts
) -> list[tuple[str, str, str]]:
    """Each member once whose term has begun: nobody else was at a meeting that was held."""
    begun = {each.member_id: _name(each, texts) for each in seats if each.valid_from <= today}
    return [(member_id, name, "") for member_id, name in begun.items()]


def _to_speak_of(request: Request, meetings: Iterable[BoardMeetingLine]) -> list[tuple[str, str]]:
    """The meetings where whoever looks was, and that somebody else recorded; the last first."""
    me, phrases = actor_of(request).id, Phrases(language_of(request))
    return [
        (each.meeting_id, phrases.weekday(each.met_on))
        for each in reversed(list(meetings))
        if me in each.present_ids and me != each.recorded.actor_id
    ]


def _to_advise_on(request: Request, year: int, wijk: str) -> list[ProposalDossier]:
    """What is in handling and not decided on."""
    return [
        each
        for each in every_proposal(request, year, wijk)
        if each.status is ProposalStatus.IN_HANDLING and each.decision is None
    ]


def _criteria(request: Request, dossier: ProposalDossier) -> list[tuple[str, int]]:
    rule = rules_under(request, dossier.regulation_id).ranking
    return [(each.criterion, each.weight) for each in rule.criteria] if rule else []


def _lines(request: Request, dossier: ProposalDossier) -> list[tuple[str, str | None]]:
    """What is advised on, each with its title: every activity, or the whole."""
    rule = rules_under(request, dossier.regulation_id).ranking
    if rule and rule.per_activity and dossier.activities:
        return [(each.activity_id, each.title) for each in dossier.activities]
    return [("", dossier.title)]


def _wijk(request: Request) -> dict[str, Any]:
    return {"wijk": request.path_params["wijk"]}


def _place(request: Request) -> dict[str, Any]:
    return _wijk(request) | {"year": int(request.path_params["year"])}


def _member(request: Request, form: Form) -> Mapping[str, Any]:
    names = ("member_id", "kind", "valid_from", "valid_until")
    parties = tuple(form.text("party_ids").replace(",", " ").split())
    return (
        _wijk(request)
        | form.all_filled(*names)
        | {"seat_id": f"seat-{form.command_id.hex[:12]}", "party_ids": parties}
    )


def _seat(request: Request, form: Form) -> Mapping[str, Any]:
    return _wijk(request) | form.all_filled("seat_id", "last_day")


def _meeting(request: Request, form: Form) -> Mapping[str, Any]:
    return _place(request) | {
        "meeting_id": f"board-{form.command_id.hex[:12]}",
        "met_on": form.filled("met_on"),
        "present_ids": form.all("present_ids"),
    }


def _interest(request: Request, form: Form) -> Mapping[str, Any]:
    return _wijk(request) | {"proposal_id": form.filled("proposal_id")}


def _needs(request: Request, form: Form) -> Mapping[str, Any]:
    """Needs by the place that was typed for each; those without a place are left out."""
    names, places = form.all("need_ids"), form.all("places")
    try:
        chosen = [(int(place), name) for name, place in zip(names, places, strict=True) if place]
    except ValueError as problem:
        raise FieldUnreadable(field="places") from problem
    order = tuple(name for _, name in sorted(chosen, key=lambda each: each[0]))
    return _place(request) | {"meeting_id": form.filled("meeting_id"), "need_ids": order}


def _advice(request: Request, form: Form) -> Mapping[str, Any]:
    return _wijk(request) | {
        "meeting_id": form.filled("meeting_id"),
        "proposal_id": form.filled("proposal_id"),
        "activity_id": form.optional("activity_id"),
        "priority_id": form.optional("priority_id"),
        "favourable": form.filled("favourable") == "yes",
        "points": points_in(form),
    }


HERE = "/werk/besturen/{year}/{wijk}"
REASON = ("reason",)
add_actions(
    router,
    (
        Action("/{year}/{wijk}/lid", AppointMember, HERE, _member, optional_texts=("name",)),
        Action("/{year}/{wijk}/zetel-eindigt", EndSeat, HERE, _seat),
        Action("/{year}/{wijk}/vergadering", RecordBoardMeeting, HERE, _meeting),
        Action("/{year}/{wijk}/belang", DeclareInterest, HERE, _interest),
        Action("/{year}/{wijk}/behoeften", RankNeeds, HERE, _needs, REASON),
        Action("/{year}/{wijk}/advies", GiveAdvice, HERE, _advice, REASON),
    ),
    _show,
)
