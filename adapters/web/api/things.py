"""Years, wijkplans, proposals, voting rounds and mandates, with their texts."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query
from starlette.requests import Request

from adapters.web.access import Asks
from adapters.web.api.answers import shown, with_texts
from adapters.web.api.money import Limit, WijkInPath, YearInPath
from adapters.web.deadlines import next_dates_of
from adapters.web.pages.proposal import IdInPath, commitments_of, dossier_of
from adapters.web.pages.ranking import texts_of_ranking
from adapters.web.pages.regulations import RegulationInPath, regulation_of
from adapters.web.pages.voting import round_of
from adapters.web.ranking import ranking_of
from adapters.web.reading import After, house_of
from adapters.web.who_goes_first import goes_before
from application.authorisation import Question
from application.divided_round import divided_round
from domain.board import BoardUnknown
from domain.budget import NotAllocated
from domain.budget_year import BudgetYearUnknown
from domain.network import NetworkUnknown
from domain.quickscan import QuickscanUnknown
from domain.voting_round import RoundStatus
from domain.wijkplan import WijkplanUnknown
from projections.dossier import ProposalDossier
from projections.questions import PAGE
from projections.rounds import RoundDocument
from projections.years import YearDocument

router = APIRouter(tags=["things"], dependencies=[Depends(Asks(Question.PUBLIC_PAGES))])

WijkAsked = Annotated[str | None, Query(pattern=r"^WK[0-9]{6}$")]


@router.get("/years")
def years(request: Request) -> dict[str, Any]:
    """All budget years with acts, division, allocations and closing.

    `isExample` says that division or allocation were made up for a try.
    """
    return {"years": [_year(found) for found in house_of(request).views.years()]}


@router.get("/years/{year}")
def year(request: Request, number: Annotated[int, Path(alias="year")]) -> dict[str, Any]:
    """A budget year; `isExample` as in the list."""
    found = house_of(request).views.year(number)
    if found is None:
        raise BudgetYearUnknown(year=number)
    return _year(found)


def _year(found: YearDocument) -> dict[str, Any]:
    return {**shown(found), "isExample": found.is_example}


@router.get("/years/{year}/wijken/{wijk}/wijkplan")
def wijkplan(request: Request, year: YearInPath, wijk: WijkInPath) -> dict[str, Any]:
    """The plan of a wijk: needs, priorities, versions."""
    found = house_of(request).views.wijkplan(year, wijk)
    if found is None:
        raise WijkplanUnknown(wijk=wijk, year=year)
    return with_texts(request, {"wijkplan": shown(found)}, found.texts())


@router.get("/years/{year}/wijken/{wijk}/lines")
def budget_lines(request: Request, year: YearInPath, wijk: WijkInPath) -> dict[str, Any]:
    """What was put on the lines of a wijk's budget, and what moved between them and why."""
    found = house_of(request).views.budget_lines(year, wijk)
    if found is None:
        raise NotAllocated(wijk=wijk, year=year)
    wanted = (each.reason for each in found.movements)
    return with_texts(request, {"lines": shown(found)}, wanted)


@router.get("/wijken/{wijk}/subsidies")
def subsidies(request: Request, wijk: WijkInPath) -> dict[str, Any]:
    """Fixed subsidies of institutions in a wijk: what for, how much, until when, who goes on."""
    found = house_of(request).views.subsidies(wijk)
    wanted = (text for each in found for text in each.texts())
    return with_texts(request, {"subsidies": [shown(each) for each in found]}, wanted)


@router.get("/years/{year}/quickscan")
def quickscan(request: Request, year: YearInPath) -> dict[str, Any]:
    """The figures about all wijken in a year with their sources, and what they mean for each."""
    found = house_of(request).views.quickscan(year)
    if found is None:
        raise QuickscanUnknown(year=year)
    wanted = [*(each.title for each in found.indicators), *(s.summary for s in found.summaries)]
    return with_texts(request, {"quickscan": shown(found)}, wanted)


@router.get("/wijken/{wijk}/network")
def network(request: Request, wijk: WijkInPath) -> dict[str, Any]:
    """The meetings of a wijk's network with day, place, and how many came."""
    found = house_of(request).views.network(wijk)
    if found is None:
        raise NetworkUnknown(wijk=wijk)
    return with_texts(request, {"network": shown(found)}, (each.place for each in found.meetings))


@router.get("/wijken/{wijk}/board")
def board(request: Request, wijk: WijkInPath) -> dict[str, Any]:
    """Who sits and sat in a neighbourhood board, its meetings, and the needs it put first.

    What it advised is with each proposal. Whoever is not named on pages has no name here either.
    """
    found = house_of(request).views.board(wijk)
    if found is None:
        raise BoardUnknown(wijk=wijk)
    names = (each.name for each in found.seats if each.name)
    wanted = [*names, *(each.reason for each in found.rankings)]
    return with_texts(request, {"board": shown(found)}, wanted)


@router.get("/years/{year}/wijken/{wijk}/ranking")
def ranking(request: Request, year: YearInPath, wijk: WijkInPath) -> dict[str, Any]:
    """What has points in a wijk and year, in order; empty where nothing has, or a board advises.

    Equals have the same `place`. `activityId` is null where the whole proposal has the points.
    """
    ranked = ranking_of(request, year, wijk)
    lines = [
        {
            "place": each.place,
            "proposalId": each.dossier.proposal_id,
            "askedCents": each.asked.cents,
            **shown(each.given),
        }
        for each in ranked
    ]
    return with_texts(request, {"ranking": lines}, texts_of_ranking(ranked))


@router.get("/coordinators")
def coordinators(request: Request, after: After = "", limit: Limit = PAGE) -> dict[str, Any]:
    """The appointments of coordinators, by id; the next page is `after` the last one's id."""
    found = house_of(request).views.coordinators(after=after, limit=limit)
    content = {
        "coordinators": [shown(each) for each in found],
        "after": found[-1].path if len(found) == limit else None,
    }
    return with_texts(request, content, (each.name for each in found))


@router.get("/proposals")
def proposals(
    request: Request,
    year: Annotated[int, Query(ge=2000, le=2100)],
    wijk: WijkAsked = None,
    after: After = "",
    limit: Limit = PAGE,
) -> dict[str, Any]:
    """Dossiers of a year; the next page is `after` the last one's path."""
    found = house_of(request).views.proposals(year, wijk, after=after, limit=limit)
    content = {
        "proposals": [
            {**_without_suspicions(each), "nextStep": each.next_step.value} for each in found
        ],
        "after": found[-1].path if len(found) == limit else None,
    }
    return with_texts(request, content, (each.title for each in found))


@router.get("/proposals/{proposalId}")
def proposal(
    request: Request, proposal_id: Annotated[IdInPath, Path(alias="proposalId")]
) -> dict[str, Any]:
    """A dossier with its texts.

    `goesBefore` are the proposals that go before it, by id; null where none do. `nextDates` are the
    days until which something is awaited or possible, the most telling first.
    """
    found = dossier_of(request, proposal_id)
    before = goes_before(request, found)
    first = [each.proposal_id for each in before.proposals] if before else None
    dates = [asdict(each) for each in next_dates_of(request, found)]
    more = {"nextStep": found.next_step.value, "nextDates": dates, "goesBefore": first}
    content = {"proposal": {**_without_suspicions(found), **more}}
    return with_texts(request, content, commitments_of(found))


def _without_suspicions(dossier: ProposalDossier) -> dict[str, Any]:
    """That payments are suspended or a withdrawal is intended, and not on which ground."""
    content = shown(dossier)
    held = [content["suspension"]] if dossier.suspension else []
    if dossier.withdrawal and not dossier.withdrawal.taken:
        held.append(content["withdrawal"])
    for each in held:
        each.pop("ground")
        each.pop("mandate_id")
        each.pop("breached_on", None)
    return content


@router.get("/rounds")
def rounds(
    request: Request,
    year: Annotated[int, Query(ge=2000, le=2100)],
    wijk: WijkAsked = None,
) -> dict[str, Any]:
    """The voting rounds of a year. An open round has no number of ballots."""
    return {"rounds": [_round(each) for each in house_of(request).views.rounds(year, wijk)]}


def _round(found: RoundDocument) -> dict[str, Any]:
    """A round; each candidate with its `line_id`, by which a ballot chooses it."""
    content = shown(found)
    for told, line in zip(content["candidates"], found.candidates, strict=True):
        told["line_id"] = line.line_id
    return content


@router.get("/rounds/{roundId}")
def voting_round(
    request: Request, round_id: Annotated[IdInPath, Path(alias="roundId")]
) -> dict[str, Any]:
    """A voting round; once tallied with the reason for every line of its list.

    A line is a proposal, or one of its activities; `lineId` is its name on ballots and in rules.

    `missesQuorum` says that too few voted; `hasNoOutcome` that there is therefore no result, also
    where there were fewer than `minimum_ballots`, so that it would tell who chose what.
    """
    found = round_of(request, round_id)
    about = {"missesQuorum": found.misses_quorum, "hasNoOutcome": found.has_no_outcome}
    if found.division is not None:
        return {"round": {**shown(found), **about}, "result": []}
    known = request.app.state.results
    has_result = found.status is RoundStatus.TALLIED and not found.has_no_outcome
    is_shown = has_result and known.sealed(found) is None
    results = known.of(found) if is_shown else []
    listed = {line.line_id: line for line in found.candidates}
    lines = [
        {
            "lineId": line.line_id,
            "proposalId": listed[line.line_id].proposal_id,
            "activityId": listed[line.line_id].activity_id,
            "priceCents": line.price.cents,
            "votes": line.votes,
            "won": line.won,
            "why": asdict(line.why),
        }
        for line in results
    ]
    return {"round": {**_round(found), **about}, "result": lines}


@router.get("/rounds/{roundId}/division")
def division(
    request: Request, round_id: Annotated[IdInPath, Path(alias="roundId")]
) -> dict[str, Any]:
    """What a closed round gave each theme: every ballot in public order, the steps that they give
    together, and the amounts that follow.
    """
    house = house_of(request)
    found = divided_round(round_id, house.log, house.ballot_box.counting)
    return {
        "ballots": [
            dict(zip(each.choices, each.points or (), strict=True)) for each in found.ballots
        ],
        "steps": found.steps,
        "amountsCents": {theme: amount.cents for theme, amount in found.amounts.items()},
    }


@router.get("/regulations")
def regulations(request: Request, after: After = "", limit: Limit = PAGE) -> dict[str, Any]:
    """The regulations, by id; the next page is `after` the last one's id."""
    found = house_of(request).views.regulations(after=after, limit=limit)
    return {
        "regulations": [shown(each) for each in found],
        "after": found[-1].path if len(found) == limit else None,
    }


@router.get("/regulations/{regulationId}")
def regulation(
    request: Request, regulation_id: Annotated[RegulationInPath, Path(alias="regulationId")]
) -> dict[str, Any]:
    """A regulation with its rules, each with its article."""
    return {"regulation": shown(regulation_of(request, regulation_id))}


@router.get("/mandates")
def mandates(request: Request, after: After = "", limit: Limit = PAGE) -> dict[str, Any]:
    """The mandate register, by id; the next page is `after` the last one's id."""
    found = house_of(request).views.mandates(after=after, limit=limit)
    return {
        "mandates": [shown(each) for each in found],
        "after": found[-1].path if len(found) == limit else None,
    }
