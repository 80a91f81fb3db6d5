"""A proposal: its dossier for everyone, submitting and withdrawing for the applicant."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import Asks, Gives, actor_of, may
from adapters.web.cost_claims import account_fields
from adapters.web.deadlines import handling_days
from adapters.web.forms import EMPTY, Form, Typed
from adapters.web.integrity import inquiries_of
from adapters.web.limits_on_form import limits_on_form
from adapters.web.pages.wijk import WijkInPath
from adapters.web.reading import (
    chosen_year,
    house_of,
    name_of_wijk,
    opened_years,
    rules_today,
    texts_of,
)
from adapters.web.rendering import render
from adapters.web.submitting import answer
from adapters.web.who_goes_first import goes_before
from application.authorisation import MAY_ASK, Question
from application.command_desk import Receipt
from application.proposal import proposal_submitted_at
from application.streams import Reading
from domain.budget_year import BudgetYearUnknown
from domain.calendar import dutch_day
from domain.proposal import (
    CONFIRMED,
    UNDECIDED,
    ProposalKind,
    ProposalUnknown,
    SubmitProposal,
    WithdrawProposal,
)
from domain.proposal_support import GiveSupport
from domain.regulation_parts import ApplicantKind
from projections.dossier import ProposalDossier
from projections.wijkplans import PlanVersion, WijkplanDocument

router = APIRouter()

JOINT_ON_FORM = 3
"""Joint applicants that the form has room for; by the API there may be more."""
IdInPath = Annotated[str, Path(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]


def dossier_of(request: Request, proposal_id: str) -> ProposalDossier:
    """The dossier. Raises `ProposalUnknown`."""
    found = house_of(request).views.proposal(proposal_id)
    if found is None:
        raise ProposalUnknown(proposal=proposal_id)
    return found


def commitments_of(dossier: ProposalDossier) -> list[str | None]:
    """Every text of a dossier that everyone may read: not what the applicant reported, nor what is
    suspected of them.
    """
    found = [dossier.title, dossier.description, dossier.release_reason]
    found += _before_decision(dossier)
    found.append(dossier.left_out.reason if dossier.left_out else None)
    found += [each.reason for each in dossier.advice] + [each.reason for each in dossier.points]
    found += _of_draft(dossier)
    if dossier.decision is not None:
        found.append(dossier.decision.reason)
        verification = dossier.decision.verification
        found.append(verification.note if verification else None)
    found.append(dossier.determination.reason if dossier.determination else None)
    if dossier.withdrawal is not None and dossier.withdrawal.taken:
        found += [dossier.withdrawal.reason, dossier.withdrawal.compensation_reason]
    found += [text for each in dossier.objections for text in each.public_texts]
    return found + [payout.reason for payout in dossier.payouts]


def suspicions_of(dossier: ProposalDossier) -> list[str | None]:
    """What is suspected, or was: only who applied and who handles or audits the grant reads it."""
    found: list[str | None] = []
    if dossier.suspension is not None:
        found += [dossier.suspension.reason, dossier.suspension.lifted_reason]
    if dossier.withdrawal is not None:
        found += [dossier.withdrawal.reason, dossier.withdrawal.rejected_reason]
    return found


def _reads_suspicions(request: Request, dossier: ProposalDossier) -> bool:
    actor = actor_of(request)
    return actor.id in dossier.applicants or actor.role in MAY_ASK[Question.CASE_FILES]


def _of_draft(dossier: ProposalDossier) -> list[str | None]:
    """What a draft and a decision say, also of the advice or order that they depart from."""
    said = [each for each in (dossier.draft, dossier.decision) if each]
    stands = [to for each in said for to in (each.advice, each.ranking, each.voted) if to]
    departures = [each.departure for each in stands]
    return [dossier.draft.reason if dossier.draft else None, *departures]


def _before_decision(dossier: ProposalDossier) -> list[str | None]:
    """Every text of what a proposal consists of; of a hidden text only why it is hidden."""
    found: list[str | None] = [each.title for each in dossier.activities]
    found += [dossier.ranking_reason, dossier.duplicate_reason, dossier.left_off_reason]
    if dossier.completion:
        found += [dossier.completion.reason, dossier.completion.note]
    if dossier.feasibility:
        found.append(dossier.feasibility.reason)
    if dossier.agreement:
        found.append(dossier.agreement.reason)
    if dossier.hidden:
        found += [dossier.hidden.reason, dossier.hidden.appeal, dossier.hidden.outcome_reason]
    return found


@router.get("/voorstellen/{proposal_id}", dependencies=[Depends(Asks(Question.PUBLIC_PAGES))])
def dossier_page(request: Request, proposal_id: IdInPath) -> Response:
    """The dossier of a proposal."""
    return show(request, proposal_id, EMPTY)


def show(request: Request, proposal_id: str, form: Form) -> Response:
    """The dossier, with what was typed in one of its forms."""
    dossier = dossier_of(request, proposal_id)
    house = house_of(request)
    year = house.views.year(dossier.year)
    plan = house.views.wijkplan(dossier.year, dossier.wijk)
    version = plan_version_of(dossier, plan)
    wanted = commitments_of(dossier) + [
        each.title for each in (version.priorities if version else ())
    ]
    before = goes_before(request, dossier)
    wanted += before.titles() if before else ()
    actor = actor_of(request)
    reads_suspicions = _reads_suspicions(request, dossier)
    if reads_suspicions:
        wanted += suspicions_of(dossier)
    return render(
        request,
        "proposal/dossier.html",
        reads_suspicions=reads_suspicions,
        dossier=dossier,
        goes_before=before,
        year=year,
        wijk_name=year.name_of(dossier.wijk) if year else dossier.wijk,
        plan_version=version,
        **handling_days(request, dossier),
        openings=_openings(request, dossier),
        **inquiries_of(request, dossier),
        texts=texts_of(request, wanted),
        form=form,
        **account_fields(request, dossier),
        can_account=actor.id == dossier.applicant_id
        and bool(dossier.granted_cents)
        and dossier.determination is None,
        can_withdraw=actor.id == dossier.applicant_id
        and dossier.status in UNDECIDED
        and not dossier.reserved_cents
        and dossier.decision is None,
        **_may_do(request, dossier),
    )


def _may_do(request: Request, dossier: ProposalDossier) -> dict[str, bool]:
    """Which forms whoever looks at the page gets to see."""
    actor = actor_of(request)
    is_applicant = actor.id in dossier.applicants
    is_free = dossier.round is None and dossier.draft is None and dossier.decision is None
    support = Reading(house_of(request).streams).proposal_support(dossier.proposal_id).state
    supports = support is not None and actor.id in support.supporters
    is_open = dossier.status in CONFIRMED and dossier.round is None and dossier.decision is None
    gathering = is_open and may(request, GiveSupport)
    reacting = dossier.may_react_on(dutch_day(house_of(request).now()))
    return {
        "is_applicant": is_applicant,
        "views_run": bool(reacting),
        "may_react": actor.id in reacting,
        "must_confirm": actor.id in dossier.unconfirmed,
        "can_change": is_applicant
        and is_free
        and dossier.status in UNDECIDED
        and not dossier.reserved_cents,
        "can_support": gathering and not supports and not is_applicant,
        "does_support": gathering and supports,
    }


def plan_version_of(dossier: ProposalDossier, plan: WijkplanDocument | None) -> PlanVersion | None:
    """The version of the wijkplan that the decision names, or the draft as long as it is one."""
    said = dossier.decision or dossier.draft
    number = said.plan_version if said else None
    return plan.version(number) if plan and number else None


def _openings(request: Request, dossier: ProposalDossier) -> list[tuple[str, str, str]]:
    """Commitment, text and salt of title and description, to check against the log."""
    found = []
    for commitment in (dossier.title, dossier.description):
        opening = house_of(request).vault.opening(commitment)
        if opening is not None:
            found.append((commitment, *opening))
    return found


@router.get("/wijken/{code}/voorstel-indienen", dependencies=[Depends(Asks(Question.PUBLIC_PAGES))])
def submit_page(request: Request, code: WijkInPath) -> Response:
    """The form for a proposal; who is not signed in is told how to."""
    return _submit_form(request, code, EMPTY)


def _submit_form(request: Request, code: str, form: Form) -> Response:
    year = chosen_year(request, opened_years(request))
    if year is None:
        raise BudgetYearUnknown(year="-")
    state = house_of(request).views.state(year.year, code)
    rules = rules_today(request, code)
    return render(
        request,
        "proposal/submit.html",
        year=year,
        code=code,
        name=name_of_wijk(year, code),
        state=state,
        form=form,
        intention=SubmitProposal,
        **limits_on_form(rules),
        addresses=None,
        joint_places=range(1, JOINT_ON_FORM + 1),
    )


@router.post("/wijken/{code}/voorstel-indienen", dependencies=[Depends(Gives(SubmitProposal))])
def submit(request: Request, code: WijkInPath, form: Typed) -> Response:
    """Submit a proposal; the answer is its dossier, under the number that it got."""

    def its_dossier(receipt: Receipt) -> str:
        number = proposal_submitted_at(house_of(request).log, receipt.position)
        return f"/voorstellen/{number}?ingediend=1"

    return answer(
        request,
        form,
        SubmitProposal,
        again=lambda refused: _submit_form(request, code, refused),
        to=its_dossier,
        fields=lambda: {
            "wijk": code,
            "year": form.number("year"),
            "amount_cents": form.money("amount"),
            **_who_and_what(form),
        },
        texts=("title", "description"),
    )


def _who_and_what(form: Form) -> dict[str, Any]:
    """What may be left as it is: alone, for oneself, a grant, no layer said."""
    joint = [
        {
            "applicant_id": form.text(f"joint_id_{place}").strip(),
            "kind": form.text(f"joint_kind_{place}"),
        }
        for place in range(1, JOINT_ON_FORM + 1)
        if form.text(f"joint_id_{place}").strip()
    ]
    return {
        "kind": form.text("kind") or ProposalKind.GRANT,
        "layer": form.optional("layer"),
        "applicant_kind": form.text("applicant_kind") or ApplicantKind.RESIDENT,
        "joint_applicants": joint,
        "on_behalf_of": form.optional("on_behalf_of"),
        "addresses": addresses_in(form),
        "category": form.optional("category"),
    }


def addresses_in(form: Form) -> int | None:
    """How many addresses take part, where the form asks it."""
    return form.number("addresses") if form.optional("addresses") else None


@router.post(
    "/voorstellen/{proposal_id}/intrekken", dependencies=[Depends(Gives(WithdrawProposal))]
)
def withdraw(request: Request, proposal_id: IdInPath, form: Typed) -> Response:
    """Withdraw one's own proposal."""
    return answer(
        request,
        form,
        WithdrawProposal,
        again=lambda refused: show(request, proposal_id, refused),
        to=f"/voorstellen/{proposal_id}",
        fields=lambda: {"proposal_id": proposal_id},
    )
