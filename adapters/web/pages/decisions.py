"""Decisions: drafting, taking, and the griffier's verification against a list of points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from adapters.dutch_holidays import is_dutch_holiday
from adapters.web.actions import Action
from adapters.web.forms import Form
from adapters.web.granted_fields import asks_per_activity, granted_in
from adapters.web.language import translatable as say
from adapters.web.pages.objection_handling import council_act_in
from adapters.web.reading import house_of
from domain.activity import Granted, awarded_within
from domain.command import Role
from domain.deadlines import OBJECTION, last_day
from domain.decision import PrepareDecision, TakeDecision, VerifyDecision
from domain.decision_ground import DecisionGround, DecisionOutcome, reach_of
from domain.errors import MALFORMED, Refusal
from domain.money import ZERO, Money, total
from projections.decision_parts import DecisionInDossier
from projections.dossier import PlaceOnList, ProposalDossier
from projections.next_step import RoundOutcome

HERE = "/werk/voorstellen/{proposal_id}"


class NoActivityGetsAnything(Refusal):
    code = "form.no_activity_gets_anything"
    status = MALFORMED
    dutch = "Vul bij ten minste één activiteit een bedrag in, of wijs de aanvraag af."
    english = "Fill in an amount for at least one activity, or refuse the application."


@dataclass(frozen=True, slots=True)
class Check:
    """A point of the list: what was looked at, and whether the records bear it out."""

    point: str
    holds: bool


def checklist(request: Request, dossier: ProposalDossier) -> list[Check]:
    """What can be held against the records; the griffier decides what to find of it."""
    decision = dossier.decision
    if decision is None:
        return []
    within = _within(request, decision, dossier.amount_cents)
    priority = _priority(request, dossier)
    return [
        Check(say("Voorbereid en genomen door twee mensen"), _two_people(decision)),
        Check(say("Mandaat gold op de dag van het besluit, tot dit bedrag"), within),
        Check(say("De grond klopt met de uitslag van de stemronde"), _ground_holds(dossier)),
        Check(say("De prioriteit staat in de genoemde versie van het wijkplan"), priority),
        Check(
            say("Wat de activiteiten krijgen, is samen het bedrag van het besluit"),
            _adds_up(decision),
        ),
        Check(
            say("Het besluit volgt het advies van het wijkbestuur, of zegt waarom niet"),
            _weighed(dossier),
        ),
        *_as_ranked(decision),
        *_as_people_voted(decision),
        Check(
            say("De termijn voor bezwaar is zes weken, en eindigt op een werkdag"),
            decision.objection_until == last_day(decision.taken_on, OBJECTION, is_dutch_holiday),
        ),
    ]


def _two_people(decision: DecisionInDossier) -> bool:
    return decision.prepared_by != decision.taken.actor_id


def _within(request: Request, decision: DecisionInDossier, asked: Money) -> bool:
    if decision.mandate_id is None:
        return decision.taken.role is Role.COLLEGE
    mandate = house_of(request).views.mandate(decision.mandate_id)
    return (
        mandate is not None
        and mandate.holder_id == decision.taken.actor_id
        and mandate.held_at(decision.taken.at)
        and reach_of(decision.outcome, decision.amount_cents, asked) <= mandate.ceiling_cents
    )


def _weighed(dossier: ProposalDossier) -> bool:
    """Whether it was held against what stands as advice; without advice there is nothing to say."""
    found = dossier.decision.advice if dossier.decision else None
    if found is None:
        return not any(each.lapsed is None for each in dossier.advice)
    return found.follows or found.departure is not None


def _as_ranked(decision: DecisionInDossier) -> list[Check]:
    """Where points order it, whether it keeps to the order or says why not."""
    found = decision.ranking
    if found is None:
        return []
    point = say("Het besluit volgt de rangschikking op punten, of zegt waarom niet")
    return [Check(point, found.follows or found.departure is not None)]


def _as_people_voted(decision: DecisionInDossier) -> list[Check]:
    """Where the outcome of its round is advice, whether it follows that or says why not."""
    found = decision.voted
    if found is None:
        return []
    point = say("Het besluit volgt de uitslag van de stemronde, of zegt waarom niet")
    return [Check(point, found.follows or found.departure is not None)]


def _adds_up(decision: DecisionInDossier) -> bool:
    """Whether named activities get the amount; without names it pays for whole ones by rank."""
    named = total(each.amount_cents for each in decision.activities)
    return not decision.activities or named == decision.amount_cents


def _ground_holds(dossier: ProposalDossier) -> bool:
    if dossier.decision is None:
        return False
    outcome = dossier.round.outcome if dossier.round else None
    match dossier.decision.ground:
        case DecisionGround.ROUND_WON:
            return outcome is RoundOutcome.WON and _as_voted(dossier)
        case DecisionGround.ROUND_LOST:
            return outcome is RoundOutcome.LOST
        case _:
            return True


def _as_voted(dossier: ProposalDossier) -> bool:
    """Whether what activities get, they won, where people voted on each."""
    if not (dossier.round and dossier.decision and dossier.round.activities):
        return True
    won = _won(dossier.round)
    named = dossier.decision.activities
    return all(each.amount_cents <= won.get(each.activity_id, ZERO) for each in named)


def _priority(request: Request, dossier: ProposalDossier) -> bool:
    decision = dossier.decision
    if decision is None or decision.outcome is DecisionOutcome.REFUSE:
        return decision is not None
    plan = house_of(request).views.wijkplan(dossier.year, dossier.wijk)
    version = plan.version(decision.plan_version or 0) if plan else None
    return version is not None and version.priority(decision.priority_id or "") is not None


def prefilled(dossier: ProposalDossier) -> Mapping[str, Money]:
    """What activities get unless somebody says otherwise: as drafted, as people voted on each, or
    what is reserved pays.
    """
    if dossier.draft and dossier.draft.activities:
        return {each.activity_id: each.amount_cents for each in dossier.draft.activities}
    if dossier.round and dossier.round.activities:
        return _won(dossier.round)
    asked = {each.activity_id: each.asked_cents for each in dossier.activities}
    paid = awarded_within(tuple(asked.items()), dossier.reserved_cents)
    return {name: asked[name] for name in paid}


def _won(place: PlaceOnList) -> Mapping[str, Money]:
    """What each activity won that people voted on and that won."""
    lines = place.activities.items()
    return {name: line.funded_cents for name, line in lines if line.funded_cents}


def _granted(form: Form) -> Granted:
    """What each activity gets, where there is a field for each; to grant none is refused."""
    if not asks_per_activity(form):
        return Granted(form.money("amount"))
    granted = granted_in(form)
    if not granted.amount:
        raise NoActivityGetsAnything()
    return granted


def _draft(request: Request, form: Form) -> Mapping[str, Any]:
    refuses = form.text("outcome") == DecisionOutcome.REFUSE
    granted = Granted() if refuses else _granted(form)
    priority_id, _, version = form.text("priority").partition("@")
    return {
        **request.path_params,
        "outcome": form.filled("outcome"),
        "amount_cents": granted.amount,
        "activities": granted.activities,
        "ground": form.filled("ground"),
        "mandate_id": form.optional("mandate_id"),
        "priority_id": None if refuses else priority_id or None,
        "plan_version": None if refuses else version or None,
        "council_act": council_act_in(form),
    }


def _the_draft_read(request: Request, form: Form) -> Mapping[str, Any]:
    return {**request.path_params, "draft_reason": form.text("draft_reason")}


def _finding(request: Request, form: Form) -> Mapping[str, Any]:
    return {**request.path_params, "finding": form.filled("finding")}


DECISION_ACTIONS = (
    Action(
        "/{proposal_id}/besluit-voorbereiden",
        PrepareDecision,
        HERE,
        _draft,
        ("reason",),
        ("departure", "outcome_departure"),
    ),
    Action("/{proposal_id}/besluit-nemen", TakeDecision, HERE, _the_draft_read),
    Action(
        "/{proposal_id}/besluit-nagaan", VerifyDecision, HERE, _finding, optional_texts=("note",)
    ),
)
