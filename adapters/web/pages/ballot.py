"""The ballot. These pages read no session: they know a voting pass and nothing of who holds it.

What was chosen is never shown again, and nothing about these requests is written to a log.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from adapters.web import passes
from adapters.web.access import CastsBallot
from adapters.web.filled_ballot import PLACES_TO_SELECT_MAX, filled_ballot, places_of
from adapters.web.forms import EMPTY, FieldUnreadable, Form, Typed
from adapters.web.pages.proposal import IdInPath
from adapters.web.pages.voting import round_of, titles_of
from adapters.web.reading import house_of
from adapters.web.rendering import render
from adapters.web.submitting import SEE_OTHER
from domain.ballot import CastBallot, VotingPass, VotingPassInvalid, stream_of
from domain.errors import Refusal
from domain.voting_round import RoundStatus

router = APIRouter(
    prefix="/stemrondes/{round_id}/stembiljet", dependencies=[Depends(CastsBallot())]
)


def cast_with(
    request: Request,
    round_id: str,
    *,
    command_id: UUID,
    voting_pass: VotingPass,
    choices: tuple[str, ...],
    points: tuple[int, ...] | None = None,
    replaces: int | None,
) -> int:
    """Put a ballot in the box and return its version. Raises a `Refusal`.

    `points` stand beside `choices` where the round asks for points.
    """
    house = house_of(request)
    try:
        command = CastBallot(
            command_id=command_id,
            at=house.now(),
            round_id=round_id,
            voting_pass=voting_pass,
            choices=choices,
            points=points,
            replaces=replaces,
        )
    except ValidationError as problem:
        raise FieldUnreadable(field="choices") from problem
    return house.ballot_box.cast(command).version


@router.get("")
def ballot_page(request: Request, round_id: IdInPath) -> Response:
    """The ballot to fill in, for whoever holds a pass; else a place to enter one."""
    return _ballot(request, round_id, EMPTY)


@router.post("")
def cast(request: Request, round_id: IdInPath, form: Typed) -> Response:
    """Cast or replace; the answer confirms that it arrived, and not what was chosen."""
    try:
        found = passes.pass_of(request)
        if found is None:
            raise VotingPassInvalid()
        filled = filled_ballot(round_of(request, round_id), form)
        filled.guard_readable()
        version = cast_with(
            request,
            round_id,
            command_id=form.command_id,
            voting_pass=found,
            choices=filled.choices,
            points=filled.points,
            replaces=form.number("replaces") if form.text("replaces") else None,
        )
    except Refusal as refusal:
        return _ballot(request, round_id, form.refused(refusal))
    return RedirectResponse(f"{passes.path_of(round_id)}/ontvangen?versie={version}", SEE_OTHER)


@router.get("/ontvangen")
def received(
    request: Request, round_id: IdInPath, versie: Annotated[int, Query(ge=0, le=10_001)] = 0
) -> Response:
    """The ballot is in the box."""
    found = round_of(request, round_id)
    return render(request, "voting/received.html", round=found, version=versie)


@router.get("/stempas")
def pass_page(request: Request, round_id: IdInPath) -> Response:
    """A new pass, shown once, to keep somewhere safe."""
    is_new = request.cookies.get(passes.NEW_COOKIE) == "1"
    kept = passes.pass_of(request)
    found = round_of(request, round_id)
    response = render(
        request,
        "voting/pass.html",
        round=found,
        announced=found.is_announced(house_of(request).now()),
        pass_text=passes.text_of(kept) if kept and is_new else None,
        has_pass=kept is not None,
    )
    passes.shown(response, round_id)
    return response


@router.post("/stempas")
def enter_pass(request: Request, round_id: IdInPath, form: Typed) -> Response:
    """Use a pass that was kept, on this device."""
    try:
        entered = passes.pass_from(form.text("voting_pass"))
    except Refusal as refusal:
        return _ballot(request, round_id, form.refused(refusal))
    response = RedirectResponse(passes.path_of(round_id), SEE_OTHER)
    passes.hand_over(response, round_id, entered, secure=request.app.state.secure, is_new=False)
    return response


def _ballot(request: Request, round_id: str, form: Form) -> Response:
    found = round_of(request, round_id)
    kept = passes.pass_of(request)
    is_open = found.status is RoundStatus.OPEN
    titles = titles_of(request, found)
    places = places_of(found)
    return render(
        request,
        "voting/ballot.html",
        round=found,
        titles=titles,
        form=replace(form, refusal=_by_title(form.refusal, titles)),
        filled=filled_ballot(found, form),
        places=places,
        to_select=places <= PLACES_TO_SELECT_MAX,
        has_pass=kept is not None,
        is_open=is_open,
        announced=found.is_announced(house_of(request).now()),
        stands=_last_version(request, round_id, kept) if kept and is_open else None,
    )


def _by_title(refusal: Refusal | None, titles: Mapping[str, str | None]) -> Refusal | None:
    """The same refusal, naming a proposal as it stands on the ballot."""
    title = titles.get(str(refusal.values.get("choice"))) if refusal else None
    if refusal is None or title is None:
        return refusal
    return type(refusal)(**refusal.values | {"choice": f"‘{title}’"})


def _last_version(request: Request, round_id: str, kept: VotingPass) -> int | None:
    """The version of the ballot that this pass has in the box; its choices are not looked at."""
    entries = house_of(request).ballot_log.stream(stream_of(round_id, kept.pass_id))
    return entries[-1].version if entries else None
