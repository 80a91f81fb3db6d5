"""What residents do with a proposal after it was submitted: change, complete, confirm, support,
merge and split it, and ask for a review.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import Gives
from adapters.web.actions import Action, add_actions
from adapters.web.forms import EMPTY, FieldEmpty, Form, Typed
from adapters.web.limits_on_form import limits_on_form
from adapters.web.pages.proposal import IdInPath, addresses_in, dossier_of, show
from adapters.web.reading import rules_under, texts_of
from adapters.web.rendering import plain_amount, render
from adapters.web.submitting import answer
from domain.activity import CostKind, CostLine, FundingKind, FundingLine
from domain.moderation import RequestReview
from domain.proposal import ConfirmProposal
from domain.proposal_activities import RemoveActivity, SetActivity
from domain.proposal_amendment import AmendProposal
from domain.proposal_completion import CompleteProposal
from domain.proposal_support import GiveSupport, WithdrawSupport
from domain.regrouping import PrepareMerger, PrepareSplit
from projections.proposal_parts import ActivityInDossier

router = APIRouter(prefix="/voorstellen/{proposal_id}")

HERE = "/voorstellen/{proposal_id}"
CHANGING = "/voorstellen/{proposal_id}/wijzigen"
L = TypeVar("L", CostLine, FundingLine)


@router.get("/wijzigen", dependencies=[Depends(Gives(AmendProposal))])
def change_page(request: Request, proposal_id: IdInPath) -> Response:
    """The forms with which an applicant changes a proposal."""
    return _changing(request, EMPTY, proposal_id)


def _changing(request: Request, form: Form, proposal_id: str = "") -> Response:
    dossier = dossier_of(request, proposal_id or str(request.path_params["proposal_id"]))
    wanted = [dossier.title, dossier.description, *(each.title for each in dossier.activities)]
    asked = form.text("activity_id") or request.query_params.get("activiteit", "")
    chosen = next((each for each in dossier.activities if each.activity_id == asked), None)
    rules = rules_under(request, dossier.regulation_id)
    return render(
        request,
        "proposal/change.html",
        dossier=dossier,
        chosen=chosen,
        amounts=_amounts_of(chosen),
        next_id=_next_activity(dossier.activities),
        texts=texts_of(request, wanted),
        **limits_on_form(rules),
        addresses=dossier.addresses,
        form=form,
    )


def _next_activity(activities: tuple[ActivityInDossier, ...]) -> str:
    known = {each.activity_id for each in activities}
    return next(name for number in range(1, 100) if (name := f"activiteit-{number}") not in known)


def _amounts_of(activity: ActivityInDossier | None) -> dict[str, str]:
    """What stands in the form for an activity, by the name of the field."""
    if activity is None:
        return {}
    costs = {f"cost_{line.kind}": plain_amount(line.amount_cents) for line in activity.costs}
    funding = {f"funding_{line.kind}": plain_amount(line.amount_cents) for line in activity.funding}
    return costs | funding


def _dossier(request: Request, form: Form) -> Response:
    return show(request, str(request.path_params["proposal_id"]), form)


def _amended(request: Request, form: Form) -> Mapping[str, Any]:
    return {
        **request.path_params,
        "amount_cents": form.money("amount"),
        "addresses": addresses_in(form),
        "category": form.optional("category"),
    }


def _activity(request: Request, form: Form) -> Mapping[str, Any]:
    costs = _lines(form, "cost", CostKind, CostLine)
    if not costs:
        raise FieldEmpty(field="cost_materials")
    return {
        **request.path_params,
        "activity_id": form.filled("activity_id"),
        "costs": costs,
        "funding": _lines(form, "funding", FundingKind, FundingLine),
        "category": form.optional("activity_category"),
    }


def _lines(form: Form, part: str, kinds: Any, line: type[L]) -> tuple[L, ...]:
    """A line for each kind that has an amount."""
    return tuple(
        line(kind=kind, amount_cents=form.money(f"{part}_{kind}"))
        for kind in kinds
        if form.text(f"{part}_{kind}").strip()
    )


def _removed(request: Request, form: Form) -> Mapping[str, Any]:
    return {**request.path_params, "activity_id": form.filled("activity_id")}


add_actions(
    router,
    (
        Action("/wijzigen", AmendProposal, HERE, _amended, ("title", "description")),
        Action("/activiteit", SetActivity, CHANGING, _activity, ("title",)),
        Action("/activiteit-weglaten", RemoveActivity, CHANGING, _removed),
    ),
    _changing,
)
add_actions(
    router,
    (
        Action("/bevestigen", ConfirmProposal, HERE),
        Action("/aanvullen", CompleteProposal, HERE, texts=("note",)),
        Action("/steunen", GiveSupport, HERE),
        Action("/steun-terugnemen", WithdrawSupport, HERE),
        Action("/nieuwe-beoordeling", RequestReview, HERE, texts=("reason",)),
    ),
    _dossier,
)


@router.post("/samenvoegen", dependencies=[Depends(Gives(PrepareMerger))])
def merge(request: Request, proposal_id: IdInPath, form: Typed) -> Response:
    """Propose that this proposal and another become one."""
    return _regroup(
        request,
        form,
        PrepareMerger,
        lambda: {"proposal_ids": (proposal_id, form.filled("other"))},
    )


@router.post("/splitsen", dependencies=[Depends(Gives(PrepareSplit))])
def split(request: Request, proposal_id: IdInPath, form: Typed) -> Response:
    """Propose that a part of this proposal goes on by itself."""
    return _regroup(
        request,
        form,
        PrepareSplit,
        lambda: {
            "proposal_id": proposal_id,
            "activity_ids": form.all("activity_ids"),
            "addresses": addresses_in(form),
        },
    )


def _regroup(request: Request, form: Form, intention: Any, fields: Any) -> Response:
    """The number of a merger or split follows from the form, so that sending it twice is one."""
    regrouping_id = f"r-{form.command_id.hex}"
    return answer(
        request,
        form,
        intention,
        again=lambda refused: _changing(request, refused),
        to=f"/samen/{regrouping_id}",
        fields=lambda: {
            "regrouping_id": regrouping_id,
            "amount_cents": form.money("amount"),
            **fields(),
        },
        texts=("title", "description"),
    )
