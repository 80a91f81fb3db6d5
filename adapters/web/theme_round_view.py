"""The page of a round that divides money over themes: its rules, and what each theme got."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import actor_of
from adapters.web.forms import Form
from adapters.web.integrity import published_for
from adapters.web.reading import house_of, texts_of
from adapters.web.rendering import render
from adapters.web.theme_wording import theme_lines
from application.authorisation import MAY_ASK, Question
from application.closed_round import TooFewForSecrecy
from application.divided_round import DividedRound, divided_round
from domain.voting_round import RoundStatus
from projections.rounds import RoundDocument


def division_of(request: Request, found: RoundDocument) -> DividedRound | TooFewForSecrecy:
    """How the amounts of a closed division came about, or why that stays sealed."""
    house = house_of(request)
    try:
        return divided_round(found.round_id, house.log, house.ballot_box.counting)
    except TooFewForSecrecy as why:
        return why


def theme_round_page(request: Request, found: RoundDocument, form: Form) -> Response:
    """The rules, the way to the ballot and, once counted, the amounts with their working."""
    house = house_of(request)
    year = house.views.year(found.year)
    is_open = found.status is RoundStatus.OPEN
    working = None if is_open else division_of(request, found)
    shown = working if isinstance(working, DividedRound) else None
    return render(
        request,
        "voting/theme_round.html",
        round=found,
        wijk_name=(year.name_of(found.wijk) if year else None) or found.wijk,
        announced=found.is_announced(house.now()),
        lines=theme_lines(found, shown.steps if shown else None, found.ballots or 0),
        working=shown,
        following=[
            each
            for each in house.views.rounds(found.year, found.wijk)
            if each.theme_round_id == found.round_id
        ],
        sealed=working if isinstance(working, TooFewForSecrecy) else None,
        texts=texts_of(request, [each.reason for each in found.extensions]),
        inquiries=published_for(request, house.views.cases_about_round(found.round_id)),
        form=form,
        may_get_pass=actor_of(request).role in MAY_ASK[Question.REGISTER_OF_VOTERS],
    )
