"""Signals and cases as work: what was seen, what is looked into, and the forms of each step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import Asks, Gives
from adapters.web.actions import Action, add_actions
from adapters.web.forms import EMPTY, Form, Typed
from adapters.web.integrity import case_of, cases_of_others, proposals_of, signals_of_year
from adapters.web.mandates_to_choose import standing_mandates, to_choose
from adapters.web.pages.proposal import IdInPath
from adapters.web.reading import chosen_year, house_of, names_of_wijken, opened_years, texts_of
from adapters.web.rendering import render
from adapters.web.submitting import answer
from application.authorisation import Question
from domain.calendar import dutch_day
from domain.event import Commitment
from domain.integrity_case import OpenIntegrityCase, RecordCaseFinding, SuspendCasePayments
from domain.integrity_events import CaseOrigin, CaseStatus
from domain.integrity_outcome import CloseCase, DecideCase, PublishCaseOutcome
from domain.mandate import MandateMatter
from projections.integrity_cases import IntegrityCaseDocument
from projections.integrity_signals import IntegritySignal
from projections.rounds import RoundDocument

router = APIRouter(prefix="/werk")

HERE = "/werk/onderzoeken/{case_id}"
USUAL = timedelta(weeks=8)
"""What the form proposes for how long an inquiry may take."""


@router.get("/onderzoeken", dependencies=[Depends(Asks(Question.INTEGRITY_CASES))])
def work_list(request: Request) -> Response:
    """The signals of a year, and every case: those that are open first."""
    years = opened_years(request)
    year = chosen_year(request, years)
    signals = signals_of_year(request, year.year) if year else []
    cases = cases_of_others(request)
    titles = _titles(request, (*signals, *cases))
    return render(
        request,
        "integrity/work.html",
        years=years,
        year=year,
        signals=[(each, _cases_on(each, request)) for each in signals],
        open_cases=[each for each in cases if each.status is not CaseStatus.CLOSED],
        closed_cases=[each for each in cases if each.status is CaseStatus.CLOSED],
        rounds=_rounds(request, (*signals, *cases)),
        titles=titles,
        texts=texts_of(request, titles.values()),
        names_of=names_of_wijken(request),
    )


def _rounds(
    request: Request, about: Iterable[IntegritySignal | IntegrityCaseDocument]
) -> dict[str, RoundDocument]:
    """The rounds that signals and cases are about, by id."""
    views = house_of(request).views
    wanted = {each.round_id for each in about if each.round_id}
    return {each: found for each in wanted if (found := views.round(each))}


def _titles(
    request: Request, about: Iterable[IntegritySignal | IntegrityCaseDocument]
) -> dict[str, Commitment]:
    """The titles of the proposals that signals and cases are about, by id."""
    views = house_of(request).views
    wanted = {each.proposal_id for each in about if each.proposal_id}
    return {each: found.title for each in wanted if (found := views.proposal(each))}


def _cases_on(signal: IntegritySignal, request: Request) -> list[IntegrityCaseDocument]:
    """The cases that there are about what a signal is about."""
    views = house_of(request).views
    if signal.proposal_id is not None:
        about = views.cases_about_proposal(signal.proposal_id)
    else:
        about = views.cases_about_round(signal.round_id or "")
    found = (views.integrity_case(each) for each in (about.case_ids if about else ()))
    return [each for each in found if each]


@router.get("/onderzoek-openen", dependencies=[Depends(Gives(OpenIntegrityCase))])
def opening_page(request: Request) -> Response:
    """The form that opens a case; a signal has filled in what it is about."""
    return _opening(request, EMPTY)


def _opening(request: Request, form: Form) -> Response:
    today = dutch_day(house_of(request).now())
    asked = request.query_params
    origin = asked.get("aanleiding", CaseOrigin.REPORT.value)
    return render(
        request,
        "integrity/open.html",
        form=form,
        round_id=asked.get("ronde", "")[:64],
        proposal_id=asked.get("voorstel", "")[:64],
        origin=origin if origin in set(CaseOrigin) else CaseOrigin.REPORT.value,
        decide_by=(today + USUAL).isoformat(),
    )


@router.post("/onderzoeken", dependencies=[Depends(Gives(OpenIntegrityCase))])
def open_case(request: Request, form: Typed) -> Response:
    """Open a case, and go on to it."""
    command_id = form.command_id
    case_id = f"case-{command_id.hex[:12]}"

    def fields() -> Mapping[str, Any]:
        return {
            "case_id": case_id,
            "round_id": form.optional("round_id"),
            "proposal_id": form.optional("proposal_id"),
            "origin": form.filled("origin"),
            "decide_by": form.filled("decide_by"),
        }

    return answer(
        request,
        form,
        OpenIntegrityCase,
        again=lambda refused: _opening(request, refused),
        to=HERE.format(case_id=case_id),
        fields=fields,
        texts=("reason",),
    )


@router.get("/onderzoeken/{case_id}", dependencies=[Depends(Asks(Question.INTEGRITY_CASES))])
def case_page(request: Request, case_id: IdInPath) -> Response:
    """A case with the forms for its next step."""
    return _show(request, EMPTY, case_id)


def _show(request: Request, form: Form, case_id: str = "") -> Response:
    case = case_of(request, case_id or str(request.path_params["case_id"]))
    views = house_of(request).views
    year = views.year(case.year)
    dossiers = [found for each in proposals_of(request, case) if (found := views.proposal(each))]
    texts = texts_of(request, [*case.texts(), *(each.title for each in dossiers)])
    return render(
        request,
        "integrity/case.html",
        case=case,
        wijk_name=(year.name_of(case.wijk) if year else None) or case.wijk,
        dossiers=dossiers,
        rounds=_rounds(request, [case]),
        titles={each.proposal_id: each.title for each in dossiers},
        granted=[
            (each.proposal_id, texts[each.title] or each.proposal_id)
            for each in dossiers
            if each.granted_cents
        ],
        mandates_to_choose=[
            ("", "–"),
            *to_choose(standing_mandates(request), MandateMatter.GRANTS),
        ],
        texts=texts,
        form=form,
    )


def _suspended(request: Request, form: Form) -> Mapping[str, Any]:
    return {
        **request.path_params,
        "proposal_id": form.filled("proposal_id"),
        "ground": form.filled("ground"),
        "mandate_id": form.optional("mandate_id"),
    }


def _decided(request: Request, form: Form) -> Mapping[str, Any]:
    return {
        **request.path_params,
        "outcome": form.filled("outcome"),
        "follow_up": form.filled("follow_up"),
    }


add_actions(
    router,
    (
        Action("/onderzoeken/{case_id}/bevinding", RecordCaseFinding, HERE, texts=("note",)),
        Action(
            "/onderzoeken/{case_id}/opschorten", SuspendCasePayments, HERE, _suspended, ("reason",)
        ),
        Action("/onderzoeken/{case_id}/beslissen", DecideCase, HERE, _decided, ("reason",)),
        Action("/onderzoeken/{case_id}/publiceren", PublishCaseOutcome, HERE, texts=("summary",)),
        Action("/onderzoeken/{case_id}/sluiten", CloseCase, HERE),
    ),
    _show,
)
