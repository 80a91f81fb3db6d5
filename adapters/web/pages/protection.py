"""What may stand between a grant and its money: a suspension of payments, a withdrawal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request

from adapters.web.actions import Action
from adapters.web.forms import Form
from adapters.web.granted_fields import changed_in
from domain.closure import CloseGrant
from domain.suspension import LiftSuspension, SuspendPayments
from domain.withdrawal import AnnounceWithdrawal, RejectWithdrawal, WithdrawGrant

HERE = "/werk/voorstellen/{proposal_id}"
COMPENSATION = "compensation"
"""The field with what is made up for of damage; a ground that asks none has none."""


def _under_mandate(request: Request, form: Form) -> Mapping[str, Any]:
    """The college names no mandate."""
    return {**request.path_params, "mandate_id": form.optional("mandate_id")}


def _suspended(request: Request, form: Form) -> Mapping[str, Any]:
    return {**_under_mandate(request, form), "ground": form.filled("ground")}


def _announced(request: Request, form: Form) -> Mapping[str, Any]:
    left = changed_in(form)
    return {
        **request.path_params,
        "amount_cents": left.amount,
        "activities": left.activities,
        "ground": form.filled("ground"),
        "views_until": form.filled("views_until"),
        "effective_on": form.optional("effective_on"),
        "breached_on": form.optional("breached_on"),
    }


def _as_announced(request: Request, form: Form) -> Mapping[str, Any]:
    return {
        **_under_mandate(request, form),
        "announced_reason": form.filled("announced_reason"),
        "pay_back_by": form.optional("pay_back_by"),
        "compensation_cents": form.money(COMPENSATION) if form.optional(COMPENSATION) else None,
    }


PROTECTION_ACTIONS = (
    Action("/{proposal_id}/sluiten", CloseGrant, HERE),
    Action(
        "/{proposal_id}/intrekken-aankondigen", AnnounceWithdrawal, HERE, _announced, ("reason",)
    ),
    Action(
        "/{proposal_id}/intrekken",
        WithdrawGrant,
        HERE,
        _as_announced,
        optional_texts=("compensation_reason",),
    ),
    Action("/{proposal_id}/niet-intrekken", RejectWithdrawal, HERE, _under_mandate, ("reason",)),
    Action("/{proposal_id}/opschorten", SuspendPayments, HERE, _suspended, ("reason",)),
    Action(
        "/{proposal_id}/opschorting-beeindigen", LiftSuspension, HERE, _under_mandate, ("reason",)
    ),
)
