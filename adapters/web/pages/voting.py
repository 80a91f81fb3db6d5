"""A voting round for everyone, and the voting pass for residents. Ballots are in `ballot`."""

from __future__ import annotations

import psycopg
from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from adapters.closed_round.recounting import recount_command
from adapters.journal import journal
from adapters.line_titles import titles_of_lines
from adapters.web import passes
from adapters.web.access import Asks, actor_of
from adapters.web.forms import EMPTY, Form, Typed
from adapters.web.identities import Identities
from adapters.web.integrity import published_for
from adapters.web.pages.proposal import IdInPath
from adapters.web.reading import house_of, texts_of
from adapters.web.rendering import render
from adapters.web.submitting import SEE_OTHER
from adapters.web.theme_round_view import theme_round_page
from adapters.web.theme_wording import name_of
from application.authorisation import MAY_ASK, Question
from application.closed_round import closed_papers
from application.log import LogUnavailable
from application.pass_watch import note_fetch
from application.streams import Reading
from application.voting_age import guard_old_enough
from domain.calendar import dutch_day
from domain.errors import Refusal
from domain.voting_round import RoundStatus, VotingRoundNotOpen, VotingRoundUnknown
from projections.rounds import RoundDocument

router = APIRouter(prefix="/stemrondes")


def round_of(request: Request, round_id: str) -> RoundDocument:
    """The round. Raises `VotingRoundUnknown`."""
    found = house_of(request).views.round(round_id)
    if found is None:
        raise VotingRoundUnknown(round=round_id)
    return found


def titles_of(request: Request, found: RoundDocument) -> dict[str, str | None]:
    """The title of every line of the list, by its name; None for one that was erased. Of themes,
    how they are called.
    """
    if found.division is not None:
        return {theme: name_of(theme) for theme in found.division.themes}
    known = titles_of_lines(house_of(request), found.candidates)
    return {line_id: known.get(line_id) for line_id in found.choices}


@router.get("/{round_id}", dependencies=[Depends(Asks(Question.PUBLIC_PAGES))])
def round_page(request: Request, round_id: IdInPath) -> Response:
    """The rules, the list and, once it is there, the result with its reasons."""
    return _show(request, round_id, EMPTY)


@router.post("/{round_id}/stempas", dependencies=[Depends(Asks(Question.REGISTER_OF_VOTERS))])
def issue_pass(request: Request, round_id: IdInPath, form: Typed) -> Response:
    """Give a resident the one pass for this round, into the cookie of the ballot's own path."""
    found = round_of(request, round_id)
    try:
        if found.status is not RoundStatus.OPEN:
            raise VotingRoundNotOpen(round=round_id)
        _guard_old_enough(request, round_id)
        issued = house_of(request).passes.issue(round_id, actor_of(request).id)
        _note(request, round_id)
    except Refusal as refusal:
        return _show(request, round_id, form.refused(refusal))
    response = RedirectResponse(f"{passes.path_of(round_id)}/stempas", SEE_OTHER)
    passes.hand_over(response, round_id, issued, secure=request.app.state.secure)
    return response


def _guard_old_enough(request: Request, round_id: str) -> None:
    """The provider is asked when somebody was born, and what it says goes no further."""
    identities: Identities | None = request.app.state.identities
    person = identities.person(actor_of(request).id) if identities else None
    house = house_of(request)
    born_on = person.born_on if person else None
    guard_old_enough(Reading(house.streams), round_id, born_on, dutch_day(house.now()))


def _note(request: Request, round_id: str) -> None:
    """Let the watch count it. A resident gets their pass also where that fails."""
    house = house_of(request)
    address = request.client.host if request.client else None
    try:
        note_fetch(house.pass_watch, Reading(house.streams), round_id, address, house.now())
    except (Refusal, LogUnavailable, psycopg.Error) as failure:
        journal(__name__).warning("pass_watch.failed", failure=type(failure).__name__)


def _show(request: Request, round_id: str, form: Form) -> Response:
    found = round_of(request, round_id)
    if found.division is not None:
        return theme_round_page(request, found, form)
    year = house_of(request).views.year(found.year)
    results = request.app.state.results
    has_result = found.status is RoundStatus.TALLIED and not found.has_no_outcome
    sealed = None if found.status is RoundStatus.OPEN else results.sealed(found)
    return render(
        request,
        "voting/round.html",
        round=found,
        wijk_name=(year.name_of(found.wijk) if year else None) or found.wijk,
        titles=titles_of(request, found),
        announced=found.is_announced(house_of(request).now()),
        left_off_titles=titles_of_lines(house_of(request), found.left_off),
        texts=texts_of(
            request, [found.left_off_reason, *(each.reason for each in found.extensions)]
        ),
        inquiries=published_for(request, house_of(request).views.cases_about_round(round_id)),
        recount=_recount(request, found) if sealed is None else None,
        result=results.account(found) if has_result and sealed is None else None,
        sealed=sealed,
        form=form,
        may_get_pass=actor_of(request).role in MAY_ASK[Question.REGISTER_OF_VOTERS],
    )


def _recount(request: Request, found: RoundDocument) -> str | None:
    """The command that counts a closed round again; None while it is open, or without outcome."""
    if found.status is RoundStatus.OPEN or found.has_no_outcome:
        return None
    papers = closed_papers(found.round_id, house_of(request).log)
    return recount_command(papers.opened, papers.closed)
