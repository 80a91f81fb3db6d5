"""What may stand between a grant and its money: a suspension of payments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request

from adapters.web.actions import Action
from adapters.web.forms import Form
from domain.suspension import LiftSuspension, SuspendPayments

HERE = "/werk/voorstellen/{proposal_id}"


def _under_mandate(request: Request, form: Form) -> Mapping[str, Any]:
    """The college names no mandate."""
    return {**request.path_params, "mandate_id": form.text("mandate_id") or None}


def _suspended(request: Request, form: Form) -> Mapping[str, Any]:
    return {**_under_mandate(request, form), "ground": form.filled("ground")}


PROTECTION_ACTIONS = (
    Action("/{proposal_id}/opschorten", SuspendPayments, HERE, _suspended, ("reason",)),
    Action(
        "/{proposal_id}/opschorting-beeindigen", LiftSuspension, HERE, _under_mandate, ("reason",)
    ),
)
