"""A proposal: its dossier for everyone, submitting and withdrawing for the applicant."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import Asks, Gives, actor_of
from adapters.web.forms import EMPTY, Form, Typed
from adapters.web.pages.wijk import WijkInPath
from adapters.web.problems import status_of
from adapters.web.reading import chosen_year, house_of, name_of_wijk, opened_years, texts_of
from adapters.web.rendering import render
from adapters.web.submitting import answer
from application.authorisation import Question
from application.command_desk import Receipt
from application.proposal import proposal_submitted_at
from domain.budget_year import BudgetYearUnknown
from domain.proposal import ProposalStatus, ProposalUnknown, SubmitProposal, WithdrawProposal
from projections.dossier import ProposalDossier

router = APIRouter()

IdInPath = Annotated[str, Path(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
WITHDRAWABLE = (ProposalStatus.SUBMITTED, ProposalStatus.IN_HANDLING)


def dossier_of(request: Request, proposal_id: str) -> ProposalDossier:
    """The dossier. Raises `ProposalUnknown`."""
    found = house_of(request).views.proposal(proposal_id)
    if found is None:
        raise ProposalUnknown(proposal=proposal_id)
    return found


def commitments_of(dossier: ProposalDossier) -> list[str | None]:
    """Every text of a dossier that everyone may read: not what the applicant reported."""
    found = [dossier.title, dossier.description, dossier.release_reason]
    found.append(dossier.left_out.reason if dossier.left_out else None)
    found.append(dossier.draft.reason if dossier.draft else None)
    if dossier.decision is not None:
        found.append(dossier.decision.reason)
        verification = dossier.decision.verification
        found.append(verification.note if verification else None)
    found.append(dossier.determination.reason if dossier.determination else None)
    return found + [payout.reason for payout in dossier.payouts]


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
    version = plan.version(number) if plan and (number := _plan_version(dossier)) else None
    wanted = commitments_of(dossier) + [
        each.title for each in (version.priorities if version else ())
    ]
    actor = actor_of(request)
    return render(
        request,
        "proposal/dossier.html",
        status=status_of(form.refusal) if form.refusal else 200,
        dossier=dossier,
        year=year,
        wijk_name=year.name_of(dossier.wijk) if year else dossier.wijk,
        plan_version=version,
        openings=_openings(request, dossier),
        texts=texts_of(request, wanted),
        form=form,
        can_account=actor.id == dossier.applicant_id
        and bool(dossier.granted_cents)
        and dossier.determination is None,
        can_withdraw=actor.id == dossier.applicant_id
        and dossier.status in WITHDRAWABLE
        and not dossier.reserved_cents
        and dossier.decision is None,
    )


def _plan_version(dossier: ProposalDossier) -> int | None:
    return dossier.decision.plan_version if dossier.decision else None


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
    return render(
        request,
        "proposal/submit.html",
        status=status_of(form.refusal) if form.refusal else 200,
        year=year,
        code=code,
        name=name_of_wijk(year, code),
        state=state,
        form=form,
        intention=SubmitProposal,
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
        },
        texts=("title", "description"),
    )


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
