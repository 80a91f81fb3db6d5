"""Coordinators: for everybody who they are, and for the college the forms to appoint one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import Asks, Gives
from adapters.web.actions import Action, add_actions
from adapters.web.forms import EMPTY, Form
from adapters.web.language import Phrases, language_of
from adapters.web.reading import every_line, every_regulation, house_of, opened_years, texts_of
from adapters.web.regulation_wording import in_words
from adapters.web.rendering import render
from application.authorisation import Question
from domain.calendar import dutch_day
from domain.coordinator import AppointCoordinator, EndAppointment
from domain.regulation_contents import Regulation
from projections.regulations import RegulationDocument

router = APIRouter()


@router.get("/coordinatoren", dependencies=[Depends(Asks(Question.PUBLIC_PAGES))])
def coordinators(request: Request) -> Response:
    """Every appointment, and what stays apart from coordinating by the regulations in force."""
    return _show(request, EMPTY, "board/coordinators.html")


@router.get("/werk/coordinatoren", dependencies=[Depends(Gives(AppointCoordinator))])
def coordinators_page(request: Request) -> Response:
    """The appointments, with the forms of the college."""
    return _show_work(request, EMPTY)


def _show_work(request: Request, form: Form) -> Response:
    return _show(request, form, "board/coordinator_work.html")


def _show(request: Request, form: Form, template: str) -> Response:
    house = house_of(request)
    views = house.views
    today = dutch_day(house.now())
    found = list(every_line(lambda after, limit: views.coordinators(after=after, limit=limit)))
    years = opened_years(request)
    return render(
        request,
        template,
        appointments=sorted(found, key=lambda each: each.valid_from, reverse=True),
        names={wijk.code: wijk.name for wijk in years[0].wijken} if years else {},
        today=today,
        separations=[
            (each, _separation(request, each))
            for each in every_regulation(request)
            if each.is_in_force(today)
        ],
        texts=texts_of(request, (each.name for each in found)),
        form=form,
    )


def _separation(request: Request, regulation: RegulationDocument) -> tuple[str, ...]:
    """What the regulation says about coordinators, in sentences."""
    phrases = Phrases(language_of(request))
    said = in_words(Regulation(separation=regulation.rules.separation), phrases)
    return tuple(sentence for rule in said for sentence in rule.sentences)


def _appointment(_: Request, form: Form) -> Mapping[str, Any]:
    names = ("appointment_id", "procedure", "act", "decided_on", "valid_from", "valid_until")
    return form.all_filled(*names) | {
        "parties": _parties(form),
        "wijken": tuple(form.text("wijken").replace(",", " ").split()),
    }


def _parties(form: Form) -> tuple[dict[str, Any], ...]:
    """One party a line: its id, and after a space the numbers of who acts for it."""
    lines = [line.split() for line in form.filled("parties").splitlines() if line.strip()]
    return tuple({"party_id": party, "actor_ids": tuple(actors)} for party, *actors in lines)


def _end(request: Request, form: Form) -> Mapping[str, Any]:
    return {**request.path_params, "last_day": form.filled("last_day")}


HERE = "/werk/coordinatoren"
add_actions(
    router,
    (
        Action(HERE, AppointCoordinator, HERE, _appointment, ("name",)),
        Action(HERE + "/{appointment_id}/beeindigen", EndAppointment, HERE, _end),
    ),
    _show_work,
)
