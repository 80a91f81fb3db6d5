"""Opening a voting round: first the form of the ballot, then the limits that belong to it, the
count, and who goes first among equals. Every field that is not right says so beside itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from fastapi import APIRouter, Depends
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import Gives
from adapters.web.fields import FieldReading, at_fields
from adapters.web.forms import EMPTY, FieldUnreadable, Form, Typed
from adapters.web.pages.wijk import WijkInPath
from adapters.web.reading import (
    chosen_year,
    every_proposal,
    house_of,
    name_of_wijk,
    opened_years,
    rules_today,
    texts_of,
)
from adapters.web.rendering import render
from adapters.web.round_procedure_form import (
    as_procedure,
    beginning_of,
    end_of,
    procedure_from,
)
from adapters.web.submitting import answer
from adapters.web.theme_choice_form import (
    divisions_of,
    is_per_activity,
    left_off_in,
    lines_named,
    per_theme,
)
from domain.budget_year import BudgetYearUnknown
from domain.round_limits import LIMITS_OF_FORM
from domain.round_procedure import QuorumMissed
from domain.tally.equal_shares import Utility
from domain.tally.parameters import APPROVAL_RULES, Completion, VotingRule
from domain.voting_round import OpenVotingRound
from domain.voting_rules import BallotForm, RoundRules, TieBreak
from projections.dossier import ProposalDossier
from projections.next_step import NextStep

router = APIRouter(
    prefix="/werk/stemronde-openen/{wijk}", dependencies=[Depends(Gives(OpenVotingRound))]
)
MONEY_LIMITS = ("min_total_cents", "max_total_cents")
POINT_LIMITS = ("min_points", "max_points", "max_points_per_proposal")

FIELD_OF_REFUSAL: Mapping[str, str] = {
    "voting_round.already_opened": "round_id",
    "voting_round.period_empty": "closes_on",
    "voting_round.period_unfit": "closes_on",
    "voting_round.quiet_period_too_short": "opens_on",
    "theme_round.not_divided": "theme_round_id",
    "theme_round.proposal_without_theme": "theme_round_id",
    "theme_round.amount_differs": "theme_round_id",
    "theme_round.budget_differs": "budget",
    "voting_round.limits_contradict": "max_choices",
    "voting_round.no_ballot_possible": "min_choices",
    "voting_round.cost_limits_contradict": "max_total_cents",
    "voting_round.cost_limits_too_narrow": "max_total_cents",
    "voting_round.point_limits_contradict": "max_points",
    "voting_round.place_points_unfit": "place_points",
    "voting_round.prices_beyond_counting": "proposal_ids",
    "voting_round.step_too_small": "add1_step_cents",
    "voting_round.rule_needs_approvals": "rule",
    "voting_round.utility_needs_points": "utility",
    "voting_round.not_per_activity": "proposal_ids",
    "voting_round.not_to_be_left_off": "left_off",
    "voting_round.nothing_left_on_list": "left_off",
    "voting_round.left_off_unexplained": "left_off_reason",
    "voting_round.list_too_long": "proposal_ids",
    "voting_round.line_name_unfit": "proposal_ids",
    "proposal.already_on_ballot": "proposal_ids",
    "proposal.wrong_state": "proposal_ids",
    "budget.not_enough_available": "budget",
    "budget.not_allocated": "budget",
}
"""Where a rule of the domain that says no is shown, by its code."""


def ready_for_round(request: Request, year: int, wijk: str | None = None) -> list[ProposalDossier]:
    """The proposals of a year, or of one wijk, that can be put on a list."""
    found = every_proposal(request, year, wijk)
    return [dossier for dossier in found if dossier.next_step is NextStep.AWAITS_ROUND]


@router.get("")
def opening_page(request: Request, wijk: WijkInPath, vorm: BallotForm | None = None) -> Response:
    """The forms of a ballot to choose from; with `?vorm=` the rest of what is to be chosen."""
    return _show(request, wijk, vorm, EMPTY)


@router.post("")
def open_round(request: Request, wijk: WijkInPath, form: Typed) -> Response:
    """Open the round; what is not right is shown again, each thing beside its field."""
    try:
        ballot_form = BallotForm(form.text("ballot_form"))
    except ValueError:
        return _show(request, wijk, None, form.refused(FieldUnreadable(field="ballot_form")))
    return answer(
        request,
        form,
        OpenVotingRound,
        again=lambda refused: _show(request, wijk, ballot_form, refused),
        to=f"/werk/stemrondes?jaar={form.text('year')[:4]}",
        fields=lambda: _opening(request, form, wijk, ballot_form),
        optional_texts=("left_off_reason",),
    )


def _show(request: Request, wijk: str, ballot_form: BallotForm | None, form: Form) -> Response:
    year = chosen_year(request, opened_years(request))
    if year is None:
        raise BudgetYearUnknown(year="-")
    ready = ready_for_round(request, year.year, wijk)
    approves = ballot_form is None or ballot_form.is_approval
    return render(
        request,
        "casework/open_round.html",
        year=year,
        wijk=wijk,
        name=name_of_wijk(year, wijk),
        state=house_of(request).views.state(year.year, wijk),
        ready=ready,
        texts=texts_of(request, _titles(ready)),
        per_activity=[each for each in ready if is_per_activity(request, each)],
        ballot_form=ballot_form,
        ballot_forms=list(BallotForm),
        limits=LIMITS_OF_FORM[ballot_form] if ballot_form else (),
        opens_at=form.text("opens_at") or house_of(request).now().isoformat(),
        rules=[rule for rule in VotingRule if approves or rule not in APPROVAL_RULES],
        utilities=[each for each in Utility if not (approves and each is Utility.POINTS)],
        completions=list(Completion),
        tie_breaks=list(TieBreak),
        run=rules_today(request, wijk).rounds,
        divisions=divisions_of(request, year.year, wijk),
        quorum_missed=list(QuorumMissed),
        form=at_fields(form, FIELD_OF_REFUSAL),
    )


def _opening(request: Request, form: Form, wijk: str, ballot_form: BallotForm) -> Mapping[str, Any]:
    """The command's fields. The moment of opening is the form's: sent twice, it is the same."""
    reading = FieldReading(form)
    found: dict[str, Any] = {
        "round_id": reading.identifier("round_id"),
        "wijk": wijk,
        "year": reading.number("year"),
        "budget_cents": reading.money("budget"),
        "proposal_ids": reading.several("proposal_ids"),
        "opens_at": reading.read("opens_on", beginning_of) or reading.filled("opens_at"),
        "closes_at": reading.read("closes_on", end_of),
        "theme_round_id": form.optional("theme_round_id"),
        "per_activity": bool(form.text("per_activity")),
        "left_off": left_off_in(request, form),
    }
    procedure = procedure_from(reading)
    rules = _rules(reading, ballot_form)
    reading.guard_all_right()
    try:
        lines = lines_named(request, form, found["per_activity"])
        rules |= per_theme(form, divisions_of(request, found["year"], wijk), lines)
        return found | {"rules": RoundRules(**rules), "procedure": as_procedure(procedure)}
    except ValidationError as problem:
        raise FieldUnreadable(field=_first_place(problem)) from problem


def _titles(ready: Sequence[ProposalDossier]) -> Iterator[str]:
    for dossier in ready:
        yield dossier.title
        yield from (each.title for each in dossier.activities)


def _rules(reading: FieldReading, ballot_form: BallotForm) -> dict[str, Any]:
    """The rules that the form has fields for; an empty field leaves the rule's own."""
    chosen: dict[str, Any] = {
        "ballot_form": ballot_form,
        "rule": reading.one_of("rule", VotingRule),
        "utility": reading.one_of("utility", Utility, optional=True),
        "completion": reading.one_of("completion", Completion, optional=True),
        "add1_step_cents": reading.money("add1_step_cents", optional=True),
        "stop_at_exhaustive": bool(reading.form.text("stop_at_exhaustive")),
        "minimum_votes": reading.number("minimum_votes", optional=True),
        "tie_break": reading.one_of("tie_break", TieBreak),
        "min_choices": reading.number("min_choices", optional=True),
        "max_choices": reading.number("max_choices", optional=True),
    }
    for limit in LIMITS_OF_FORM[ballot_form]:
        if limit in MONEY_LIMITS:
            chosen[limit] = reading.money(limit, optional=True)
        elif limit in POINT_LIMITS:
            chosen[limit] = reading.number(limit, optional=True)
        else:
            chosen[limit] = reading.read(limit, _points_of_places)
    return {name: value for name, value in chosen.items() if value is not None}


def _points_of_places(text: str) -> tuple[int, ...] | None:
    """Points for the first place, the second and so on, as typed: "5 3 1" or "5, 3, 1"."""
    if not text:
        return None
    try:
        return tuple(int(part) for part in text.replace(",", " ").replace(";", " ").split())
    except ValueError as problem:
        raise FieldUnreadable(field="place_points") from problem


def _first_place(problem: ValidationError) -> str:
    place = problem.errors()[0]["loc"]
    return str(place[0]) if place else "rules"
