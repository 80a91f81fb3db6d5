"""Handling objections: letters, receipt, hearing, advice, the decision, and what a court says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import Asks
from adapters.web.actions import Action, add_actions
from adapters.web.forms import EMPTY, Form
from adapters.web.granted_fields import changed_in
from adapters.web.mandates_to_choose import standing_mandates, to_choose
from adapters.web.pages.objections import lodged, terms_of
from adapters.web.pages.proposal import IdInPath, commitments_of, dossier_of
from adapters.web.reading import house_of, rules_under, texts_of
from adapters.web.rendering import render
from adapters.web.who_goes_first import goes_before_objection
from application.authorisation import Question
from domain.activity import Granted
from domain.appeal import RecordAppeal, RecordRuling
from domain.direct_appeal import ForwardObjection, RejectDirectAppeal
from domain.mandate import MandateMatter
from domain.objection import (
    LodgeObjection,
    RecordCommitteeAdvice,
    RecordHearing,
    RegisterObjection,
)
from domain.objection_decision import DecideObjection
from domain.objection_events import ObjectionOutcome, RulingOutcome
from domain.objection_postponed import PostponeObjection

router = APIRouter(prefix="/werk/voorstellen/{proposal_id}/bezwaren")

WORK = "/werk/voorstellen/{proposal_id}/bezwaren"


@router.get("", dependencies=[Depends(Asks(Question.CASE_FILES))])
def work_page(request: Request, proposal_id: IdInPath) -> Response:
    """All objections about a proposal, with the forms for the next step of each."""
    return _handling(request, EMPTY, proposal_id)


def _handling(request: Request, form: Form, proposal_id: str = "") -> Response:
    dossier = dossier_of(request, proposal_id or str(request.path_params["proposal_id"]))
    views = house_of(request).views
    plan = views.wijkplan(dossier.year, dossier.wijk)
    in_force = plan.in_force if plan else None
    wanted = [text for each in dossier.objections for text in each.texts]
    priorities = in_force.priorities if in_force else ()
    before = goes_before_objection(request, dossier)
    first = before.titles() if before else ()
    return render(
        request,
        "objection/work.html",
        dossier=dossier,
        terms=terms_of(dossier),
        goes_before=before,
        plan=in_force,
        council_rule=rules_under(request, dossier.regulation_id).council,
        mandates_to_choose=[
            ("", "–"),
            *to_choose(standing_mandates(request), MandateMatter.GRANTS),
        ],
        state=views.state(dossier.year, dossier.wijk),
        texts=texts_of(
            request,
            [*commitments_of(dossier), *wanted, *first, *(each.title for each in priorities)],
        ),
        form=form,
    )


def _letter(request: Request, form: Form) -> Mapping[str, Any]:
    return {
        **lodged(request, form),
        "on_behalf_of": form.filled("on_behalf_of"),
        "received_on": form.filled("received_on"),
        "posted_on": form.optional("posted_on"),
    }


def _registered(request: Request, form: Form) -> Mapping[str, Any]:
    return {**request.path_params, "with_committee": form.text("with_committee") == "yes"}


def _postponed(request: Request, form: Form) -> Mapping[str, Any]:
    return {**request.path_params, "decide_by": form.filled("decide_by")}


def _heard(request: Request, form: Form) -> Mapping[str, Any]:
    return {
        **request.path_params,
        "held_on": form.filled("held_on"),
        "was_waived": form.text("was_waived") == "yes",
        "heard_by": tuple(form.text("heard_by").split()),
    }


def _advised(request: Request, form: Form) -> Mapping[str, Any]:
    return {**request.path_params, "advice": form.filled("advice")}


def _decided(request: Request, form: Form) -> Mapping[str, Any]:
    """The amount belongs to an objection that is founded; nothing is written as 0."""
    with_amount = form.text("without_amount") != "yes"
    founded = form.text("outcome") == ObjectionOutcome.FOUNDED and with_amount
    granted = changed_in(form) if founded else Granted()
    priority_id, _, version = form.text("priority").partition("@")
    return {
        **request.path_params,
        "outcome": form.filled("outcome"),
        "amount_cents": granted.amount if founded else None,
        "activities": granted.activities,
        "ground": form.optional("ground"),
        "mandate_id": form.optional("mandate_id"),
        "priority_id": priority_id or None,
        "plan_version": version or None,
        "cover": cover_in(form),
        "council_act": council_act_in(form),
    }


def council_act_in(form: Form) -> Mapping[str, str] | None:
    """What the council decided, where that is named."""
    number = form.text("council_number").strip()
    return {"number": number, "decided_on": form.filled("council_day")} if number else None


def cover_in(form: Form) -> Mapping[str, str] | None:
    """The council act that pays an excess, where one is named."""
    number = form.text("cover_number").strip()
    return {"number": number, "decided_on": form.filled("cover_day")} if number else None


def _answered(request: Request, form: Form) -> Mapping[str, Any]:
    return {**request.path_params, "mandate_id": form.optional("mandate_id")}


def _forwarded(request: Request, form: Form) -> Mapping[str, Any]:
    return {**_answered(request, form), "court": form.filled("court")}


def _appealed(request: Request, form: Form) -> Mapping[str, Any]:
    return {**request.path_params, **form.all_filled("court", "reference", "lodged_on")}


def _ruled(request: Request, form: Form) -> Mapping[str, Any]:
    outcome = form.filled("outcome")
    by_court = outcome == RulingOutcome.ANNULLED
    granted = changed_in(form) if by_court else Granted()
    again = outcome == RulingOutcome.DECIDE_AGAIN
    return {
        **request.path_params,
        "outcome": outcome,
        "amount_cents": granted.amount if by_court else None,
        "activities": granted.activities,
        "decide_by": form.filled("decide_by") if again else None,
        "ruled_on": form.filled("ruled_on"),
        "cover": cover_in(form),
    }


add_actions(
    router,
    (
        Action(
            "",
            LodgeObjection,
            WORK,
            _letter,
            ("reason",),
            optional_texts=("interest", "excuse"),
        ),
        Action("/{objection_id}/bevestigen", RegisterObjection, WORK, _registered),
        Action(
            "/{objection_id}/verdagen",
            PostponeObjection,
            WORK,
            _postponed,
            ("reason",),
            optional_texts=("consent",),
        ),
        Action("/{objection_id}/horen", RecordHearing, WORK, _heard, ("report",)),
        Action("/{objection_id}/advies", RecordCommitteeAdvice, WORK, _advised, ("reason",)),
        Action(
            "/{objection_id}/beslissen",
            DecideObjection,
            WORK,
            _decided,
            ("reason",),
            optional_texts=("excuse",),
        ),
        Action("/{objection_id}/doorsturen", ForwardObjection, WORK, _forwarded, ("reason",)),
        Action("/{objection_id}/niet-doorsturen", RejectDirectAppeal, WORK, _answered, ("reason",)),
        Action("/{objection_id}/beroep", RecordAppeal, WORK, _appealed),
        Action("/{objection_id}/uitspraak", RecordRuling, WORK, _ruled, ("reason",)),
    ),
    _handling,
)
