"""What staff do with a proposal before a round or a decision, as forms of its dossier."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request

from adapters.web.actions import Action
from adapters.web.advising_round import is_advised_by_round
from adapters.web.deadlines import leaving_out
from adapters.web.forms import FieldUnreadable, Form
from adapters.web.pages.objection_handling import council_act_in
from adapters.web.ranking import points_in
from adapters.web.reading import rules_under
from application.feasibility import published_grounds
from application.streams import Reading
from domain.challenge import RecordAgreement
from domain.feasibility import AssignValuator, GroundFinding, RecordFeasibility
from domain.moderation import DecideReview, HideProposal
from domain.proposal_activities import RankActivities
from domain.proposal_completion import RequestCompletion
from domain.proposal_duplicate import MarkDuplicate
from domain.ranking import GivePoints
from projections.dossier import ProposalDossier

HERE = "/werk/voorstellen/{proposal_id}"


def grounds_of(request: Request, proposal_id: str) -> tuple[str, ...]:
    """The published grounds that a valuator judges a proposal on."""
    return published_grounds(Reading(request.app.state.house.streams), proposal_id)


def handling_fields(request: Request, dossier: ProposalDossier) -> dict[str, Any]:
    """What the forms for handling it need: the terms for completing it and for leaving it out, from
    which amount the council decides, what to judge, and whether a round advises on it.
    """
    rules = rules_under(request, dossier.regulation_id)
    return {
        "terms": rules.terms,
        "leaving_out": leaving_out(request, dossier),
        "council_rule": rules.council,
        "grounds_to_judge": grounds_of(request, dossier.proposal_id),
        "is_advised_by_round": is_advised_by_round(request, dossier),
    }


def _filled(*names: str) -> Any:
    """The address, and these fields of the form."""

    def fields(request: Request, form: Form) -> Mapping[str, Any]:
        return {**request.path_params, **form.all_filled(*names)}

    return fields


def _agreement(request: Request, form: Form) -> Mapping[str, Any]:
    """The agreement; the college itself names no mandate."""
    named = _filled("agreement", "agreed_on")(request, form)
    about = {"mandate_id": form.optional("mandate_id"), "council_act": council_act_in(form)}
    return {**named, **about}


def _findings(request: Request, form: Form) -> Mapping[str, Any]:
    grounds = grounds_of(request, str(request.path_params["proposal_id"]))
    findings = tuple(
        GroundFinding(ground=ground, holds=form.filled(f"ground_{ground}") == "yes")
        for ground in grounds
    )
    return {**request.path_params, "findings": findings}


def _ranking(request: Request, form: Form) -> Mapping[str, Any]:
    """Activities by the place that was typed for each; equal places keep the order of the page."""
    names = form.all("activity_ids")
    places = form.all("places")
    try:
        order = sorted(zip(names, places, strict=True), key=lambda each: int(each[1]))
    except ValueError as problem:
        raise FieldUnreadable(field="places") from problem
    return {**request.path_params, "activity_ids": tuple(name for name, _ in order)}


def _points(request: Request, form: Form) -> Mapping[str, Any]:
    activity_id = form.optional("activity_id")
    return {**request.path_params, "activity_id": activity_id, "points": points_in(form)}


REASON = ("reason",)
HANDLING_ACTIONS = (
    Action(
        "/{proposal_id}/aanvulling-vragen", RequestCompletion, HERE, _filled("answer_by"), REASON
    ),
    Action("/{proposal_id}/dubbel", MarkDuplicate, HERE, _filled("duplicate_of"), REASON),
    Action("/{proposal_id}/beoordelaar", AssignValuator, HERE, _filled("valuator_id")),
    Action("/{proposal_id}/haalbaarheid", RecordFeasibility, HERE, _findings, REASON),
    Action("/{proposal_id}/volgorde", RankActivities, HERE, _ranking, REASON),
    Action("/{proposal_id}/punten", GivePoints, HERE, _points, REASON),
    Action("/{proposal_id}/verbergen", HideProposal, HERE, _filled("ground"), REASON),
    Action("/{proposal_id}/beoordeling-beslissen", DecideReview, HERE, _filled("outcome"), REASON),
    Action(
        "/{proposal_id}/overeenkomst",
        RecordAgreement,
        HERE,
        _agreement,
        REASON,
    ),
)
