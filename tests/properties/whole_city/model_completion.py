"""The model's rules for what comes in: completed, taken in handling, left out of it (Awb 4:5)."""

from __future__ import annotations

from datetime import date, timedelta

from tests.properties.whole_city.books import Books, Dossier, Fields, refuse_if
from tests.properties.whole_city.model_dossiers import refuse_without_mandate
from tests.properties.whole_city.model_rules import today

FOUR_WEEKS = timedelta(days=28)
WEEKEND = ("Saturday", "Sunday")


def request_completion(books: Books, asked: Fields) -> None:
    """A week to three months for what is missing; again as long as it could be left out."""
    found = books.dossier(asked["proposal_id"], "submitted")
    if found.answer_by:
        refuse_if(today(asked) > _last_day(found), "proposal.leaving_out_over")
    days = (date.fromisoformat(asked["answer_by"]) - date.fromisoformat(today(asked))).days
    refuse_if(not 7 <= days <= 92, "proposal.completion_term_unfit")
    found.status, found.answer_by, found.completed_on = "awaits_completion", asked["answer_by"], ""


def complete_proposal(books: Books, asked: Fields) -> None:
    """The applicant answers within the term."""
    found = books.dossier(asked["proposal_id"], "awaits_completion")
    refuse_if(asked["by"]["id"] != found.applicant, "proposal.not_an_applicant")
    refuse_if(today(asked) > found.answer_by, "proposal.completion_term_over")
    found.status, found.completed_on = "submitted", today(asked)


def take_in_handling(books: Books, asked: Fields) -> None:
    """What was submitted can be admitted; what is asked of the applicant is waited for."""
    found = books.dossier(asked["proposal_id"], "submitted", "awaits_completion")
    _refuse_while_completed(found, asked)
    found.status = "in_handling"


def leave_out_of_handling(books: Books, asked: Fields) -> None:
    """Left out after a term to complete it and within four weeks of that, under a mandate for what
    it asks or by the college.
    """
    found = books.dossier(asked["proposal_id"], "submitted", "awaits_completion")
    _refuse_while_completed(found, asked)
    refuse_if(not found.answer_by, "proposal.completion_not_asked")
    refuse_if(today(asked) > _last_day(found), "proposal.leaving_out_over")
    if asked["ground"] == "not_completed_in_time":
        refuse_if(bool(found.completed_on), "proposal.completed_in_time")
    if asked["by"]["role"] != "college":
        refuse_without_mandate(books, asked, found.asks)
    found.status = "left_out_of_handling"


def _refuse_while_completed(found: Dossier, asked: Fields) -> None:
    waits = found.status == "awaits_completion" and today(asked) <= found.answer_by
    refuse_if(waits, "proposal.term_not_over")


def _last_day(found: Dossier) -> str:
    day = date.fromisoformat(found.completed_on or found.answer_by) + FOUR_WEEKS
    while f"{day:%A}" in WEEKEND:
        day += timedelta(days=1)
    return day.isoformat()
