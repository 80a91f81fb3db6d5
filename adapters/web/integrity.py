"""What is read of signals and cases: all of it by those who work on them, little by everyone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from starlette.requests import Request

from adapters.web.access import actor_of
from adapters.web.reading import Texts, every_line, every_proposal, house_of, texts_of
from application.authorisation import MAY_ASK, Question
from domain.calendar import dutch_day
from domain.integrity_case import CaseUnknown
from domain.integrity_events import CaseOutcome
from domain.proposal import OwnInterest
from projections.dossier import ProposalDossier
from projections.integrity_cases import (
    CasesAbout,
    CasesOfYear,
    IntegrityCaseDocument,
    counted,
)
from projections.integrity_signals import IntegritySignal, signals_of_proposals, signals_of_rounds


def every_case(request: Request) -> list[IntegrityCaseDocument]:
    """All cases, by year and id."""
    views = house_of(request).views
    return list(every_line(lambda after, limit: views.integrity_cases(after=after, limit=limit)))


def cases_of_others(request: Request) -> list[IntegrityCaseDocument]:
    """All cases but those about what whoever looks asked for, alone or on the list of a round."""
    return [
        each for each in every_case(request) if not is_own(request, proposals_of(request, each))
    ]


def reads_cases(request: Request) -> bool:
    """Whether who looks may read about what is only suspected."""
    return actor_of(request).role in MAY_ASK[Question.INTEGRITY_CASES]


def case_of(request: Request, case_id: str) -> IntegrityCaseDocument:
    """The case, for somebody who did not ask for what it is about. Raises `CaseUnknown` and
    `OwnInterest`.
    """
    found = house_of(request).views.integrity_case(case_id)
    if found is None:
        raise CaseUnknown(case=case_id)
    if is_own(request, proposals_of(request, found)):
        raise OwnInterest()
    return found


def proposals_of(request: Request, case: IntegrityCaseDocument) -> list[str]:
    """The proposals that a case is about: the one, or those on the list of the round."""
    if case.proposal_id is not None:
        return [case.proposal_id]
    found = house_of(request).views.round(case.round_id or "")
    listed = (each.proposal_id for each in found.candidates) if found else ()
    return list(dict.fromkeys(listed))


def is_own(request: Request, proposal_ids: Iterable[str]) -> bool:
    """Whether who looks asked for one of these proposals, or helped with it."""
    actor_id, views = actor_of(request).id, house_of(request).views
    dossiers = (views.proposal(each) for each in proposal_ids)
    return any(
        actor_id in (*dossier.applicants, *dossier.helper_ids) for dossier in dossiers if dossier
    )


def signals_of_year(request: Request, year: int) -> list[IntegritySignal]:
    """What there is to look at in a year, but for what is about oneself."""
    views = house_of(request).views
    dossiers = [
        each
        for each in every_proposal(request, year)
        if actor_of(request).id not in (*each.applicants, *each.helper_ids)
    ]
    boards = {wijk: views.board(wijk) for wijk in {each.wijk for each in dossiers}}
    register = every_line(lambda after, limit: views.regulations(after=after, limit=limit))
    appointed = every_line(lambda after, limit: views.coordinators(after=after, limit=limit))
    rounds = views.rounds(year)
    passes = house_of(request).pass_watch.signals(each.round_id for each in rounds)
    return [
        *signals_of_rounds(rounds, passes),
        *signals_of_proposals(
            dossiers,
            {wijk: board for wijk, board in boards.items() if board},
            list(appointed),
            {each.regulation_id: each.rules for each in register},
        ),
    ]


def cases_for(request: Request, about: CasesAbout | None) -> list[IntegrityCaseDocument]:
    """The cases about something that who looks may read: all, or those that were published, as
    for everyone who asked for what they are about.
    """
    if about is None:
        return []
    views = house_of(request).views
    found = [case for each in about.case_ids if (case := views.integrity_case(each))]
    reads = reads_cases(request)
    return [
        each
        for each in found
        if each.case_id in about.published
        or (reads and not is_own(request, proposals_of(request, each)))
    ]


def published_for(request: Request, about: CasesAbout | None) -> list[IntegrityCaseDocument]:
    """The cases about something whose outcome everyone may read, as a page shows it."""
    if about is None:
        return []
    views = house_of(request).views
    return [found for each in about.published if (found := views.integrity_case(each))]


def inquiries_of(request: Request, dossier: ProposalDossier) -> dict[str, Any]:
    """What a dossier tells of suspicions: outcomes that were published, whether payments are still
    suspended, and whether the inquiry in which they were found nothing.
    """
    views, held = house_of(request).views, dossier.suspension
    about = views.cases_about_proposal(dossier.proposal_id)
    today = dutch_day(house_of(request).now())
    return {
        "inquiries": published_for(request, about),
        "suspension_runs": held is not None and held.runs_on(today),
        "nothing_found": any(_found_nothing(each, dossier) for each in _about(request, dossier)),
    }


def _about(request: Request, dossier: ProposalDossier) -> Iterator[IntegrityCaseDocument]:
    """The cases about a proposal, and about the round that it stands in."""
    views = house_of(request).views
    found = [views.cases_about_proposal(dossier.proposal_id)]
    if dossier.round is not None:
        found.append(views.cases_about_round(dossier.round.round_id))
    for name in (name for each in found if each for name in each.case_ids):
        case = views.integrity_case(name)
        if case is not None:
            yield case


def _found_nothing(case: IntegrityCaseDocument, dossier: ProposalDossier) -> bool:
    """Whether the last suspension was of this case, and the case is unfounded."""
    held, decided = dossier.suspension, case.decision
    if held is None or decided is None or decided.outcome is not CaseOutcome.UNFOUNDED:
        return False
    notices = {(each.proposal_id, each.reason) for each in case.suspensions}
    return (dossier.proposal_id, held.reason) in notices


def counts_of_years(request: Request) -> list[CasesOfYear]:
    """How many cases were decided in each year, from the first that was opened to this one."""
    house = house_of(request)
    this_year = dutch_day(house.now()).year
    opened = [each.year for each in house.views.years() if each.opened is not None]
    first = min([this_year, *opened])
    return counted(every_case(request), range(first, this_year + 1))


def summaries_of(request: Request, cases: Iterable[IntegrityCaseDocument]) -> Texts:
    """What was published about these cases."""
    return texts_of(request, (each.summary for each in cases))
