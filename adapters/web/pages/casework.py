"""Proposals as work: the list by what is to be done, and the forms that a dossier asks for now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import Asks, actor_of
from adapters.web.actions import Action, add_actions
from adapters.web.deadlines import next_due
from adapters.web.forms import EMPTY, Form
from adapters.web.integrity import cases_for, inquiries_of
from adapters.web.mandates_to_choose import standing_mandates, to_choose
from adapters.web.pages.decisions import DECISION_ACTIONS, checklist, prefilled
from adapters.web.pages.determinations import DETERMINATION_ACTIONS
from adapters.web.pages.objection_handling import cover_in
from adapters.web.pages.proposal import (
    IdInPath,
    commitments_of,
    dossier_of,
    plan_version_of,
    suspicions_of,
)
from adapters.web.pages.proposal_handling import HANDLING_ACTIONS, handling_fields
from adapters.web.pages.protection import PROTECTION_ACTIONS
from adapters.web.ranking import ranking_fields
from adapters.web.reading import (
    chosen_year,
    every_proposal,
    house_of,
    opened_years,
    texts_of,
)
from adapters.web.rendering import render
from adapters.web.who_goes_first import goes_before
from application.authorisation import Question
from domain.calendar import dutch_day
from domain.command import Role
from domain.grant import ReleaseGrant, ReserveGrant
from domain.leaving_out import LeaveOutOfHandling
from domain.mandate import MandateMatter
from domain.proposal import TakeInHandling
from projections.dossier import ProposalDossier
from projections.next_step import NextStep

router = APIRouter(prefix="/werk/voorstellen")

OF_CASE_OFFICER = (
    NextStep.AWAITS_HANDLING,
    NextStep.AWAITS_COMPLETION,
    NextStep.AWAITS_ROUND,
    NextStep.ON_BALLOT,
    NextStep.AWAITS_TALLY,
    NextStep.AWAITS_RESERVATION,
    NextStep.AWAITS_DRAFT,
    NextStep.AWAITS_REFUSAL,
    NextStep.AWAITS_COLLEGE,
    NextStep.AWAITS_PAYOUT,
    NextStep.AWAITS_FINAL_PAYOUT,
)
STEPS: Mapping[Role, tuple[NextStep, ...]] = {
    Role.CASE_OFFICER: OF_CASE_OFFICER,
    Role.COLLEGE: (NextStep.AWAITS_DECISION, NextStep.AWAITS_DETERMINATION),
    Role.MANDATE_HOLDER: (NextStep.AWAITS_DECISION, NextStep.AWAITS_DETERMINATION),
}
"""What each role has to do; the others see every dossier."""
NEVER = date.max
"""Stands behind every day on which something is due."""


@router.get("", dependencies=[Depends(Asks(Question.CASE_FILES))])
def work_list(request: Request) -> Response:
    """To be done in a year, or in one wijk (`?wijk=`), by step; what is due first is first."""
    years = opened_years(request)
    year = chosen_year(request, years)
    asked = request.query_params.get("wijk")
    code = asked if year and asked in {place.code for place in year.places} else None
    dossiers = every_proposal(request, year.year, code) if year else []
    due = next_due(request, dossiers)
    dossiers.sort(key=lambda each: due[each.proposal_id].due if each.proposal_id in due else NEVER)
    role = actor_of(request).role
    groups = [(step, mine) for step in STEPS.get(role, ()) if (mine := _awaiting(dossiers, step))]
    return render(
        request,
        "casework/list.html",
        years=years,
        year=year,
        groups=groups,
        to_verify=[each for each in dossiers if _to_verify(each)] if role is Role.GRIFFIER else [],
        due=due,
        today=dutch_day(house_of(request).now()),
        code=code,
        others=[each for each in dossiers if not any(each in mine for _, mine in groups)],
        texts=texts_of(request, (each.title for each in dossiers)),
    )


def _awaiting(dossiers: list[ProposalDossier], step: NextStep) -> list[ProposalDossier]:
    return [each for each in dossiers if each.next_step is step]


def _to_verify(dossier: ProposalDossier) -> bool:
    return dossier.decision is not None and dossier.decision.verification is None


@router.get("/{proposal_id}", dependencies=[Depends(Asks(Question.CASE_FILES))])
def work_page(request: Request, proposal_id: IdInPath) -> Response:
    """A dossier with the forms for its next step."""
    return _show(request, EMPTY, proposal_id)


def _show(request: Request, form: Form, proposal_id: str = "") -> Response:
    dossier = dossier_of(request, proposal_id or str(request.path_params["proposal_id"]))
    views = house_of(request).views
    year = views.year(dossier.year)
    plan = views.wijkplan(dossier.year, dossier.wijk)
    in_force = plan.in_force if plan else None
    named = plan_version_of(dossier, plan)
    priorities = [each for version in (in_force, named) if version for each in version.priorities]
    standing = standing_mandates(request)
    before = goes_before(request, dossier)
    account = dossier.account
    views_given = dossier.withdrawal.views if dossier.withdrawal else ()
    return render(
        request,
        "casework/dossier.html",
        dossier=dossier,
        goes_before=before,
        may_react=False,
        views_run=bool(dossier.may_react_on(dutch_day(house_of(request).now()))),
        reads_suspicions=True,
        step=dossier.next_step.value,
        wijk_name=(year.name_of(dossier.wijk) if year else None) or dossier.wijk,
        plan=in_force,
        plan_version=named,
        mandates=[each for each in standing if each.matter is MandateMatter.GRANTS],
        mandates_to_choose=to_choose(standing, MandateMatter.GRANTS),
        mandates_for_agreements=to_choose(standing, MandateMatter.AGREEMENTS),
        state=views.state(dossier.year, dossier.wijk),
        **_suspicions(request, dossier),
        checks=checklist(request, dossier),
        prefilled=prefilled(dossier),
        **ranking_fields(request, dossier),
        **handling_fields(request, dossier),
        texts=texts_of(
            request,
            [
                *_texts_at_work(dossier),
                *((account.report, account.audit) if account else ()),
                *(each.note for each in views_given),
                *(before.titles() if before else ()),
                *(each.title for each in priorities),
            ],
        ),
        form=form,
    )


def _suspicions(request: Request, dossier: ProposalDossier) -> dict[str, Any]:
    """What everyone reads of suspicions, and the cases for who works on them."""
    about = house_of(request).views.cases_about_proposal(dossier.proposal_id)
    return {"cases": cases_for(request, about), **inquiries_of(request, dossier)}


def _texts_at_work(dossier: ProposalDossier) -> list[str | None]:
    """At work a hidden text can be read: somebody has to judge it."""
    hidden = [dossier.hidden.title, dossier.hidden.description] if dossier.hidden else []
    return [*commitments_of(dossier), *suspicions_of(dossier), *hidden]


def _left_out(request: Request, form: Form) -> Mapping[str, Any]:
    about = {"ground": form.filled("ground"), "mandate_id": form.optional("mandate_id")}
    return {**request.path_params, **about}


def _amount(request: Request, form: Form) -> Mapping[str, Any]:
    amount = form.money("amount")
    return {**request.path_params, "amount_cents": amount, "cover": cover_in(form)}


HERE = "/werk/voorstellen/{proposal_id}"
ACTIONS = (
    Action("/{proposal_id}/in-behandeling", TakeInHandling, HERE),
    Action("/{proposal_id}/buiten-behandeling", LeaveOutOfHandling, HERE, _left_out, ("reason",)),
    Action("/{proposal_id}/reserveren", ReserveGrant, HERE, _amount),
    Action("/{proposal_id}/vrijgeven", ReleaseGrant, HERE, texts=("reason",)),
    *HANDLING_ACTIONS,
    *DECISION_ACTIONS,
    *DETERMINATION_ACTIONS,
    *PROTECTION_ACTIONS,
)
add_actions(router, ACTIONS, _show)
