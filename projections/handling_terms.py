"""Until when a proposal is decided on, or left out of handling: worked out, and not stored."""

from __future__ import annotations

from datetime import date, timedelta

from domain.calendar import dutch_day
from domain.deadlines import LEAVING_OUT, IsHoliday, last_day, stood_still_unanswered
from domain.decision_term import decision_term
from domain.proposal import CONFIRMED, ProposalStatus
from domain.regulation_contents import Regulation
from projections.dossier import ProposalDossier


def decision_due(dossier: ProposalDossier, rules: Regulation, is_holiday: IsHoliday) -> date | None:
    """The last day for deciding on a proposal; None where no decision is awaited."""
    return last_day_to_decide(dossier, rules, is_holiday) if dossier.status in CONFIRMED else None


def last_day_to_decide(dossier: ProposalDossier, rules: Regulation, is_holiday: IsHoliday) -> date:
    """The last day, counted from when it was submitted. While completion is asked the term stands
    still; the day is then the one that follows if nothing is answered.
    """
    still = timedelta(days=dossier.stood_still_days)
    asked = dossier.completion
    if dossier.status is ProposalStatus.AWAITS_COMPLETION and asked is not None:
        still += stood_still_unanswered(dutch_day(asked.asked.at), asked.answer_by)
    begin = dutch_day(dossier.submitted.at)
    return last_day(begin, decision_term(rules), is_holiday, still)


def leave_out_until(dossier: ProposalDossier, is_holiday: IsHoliday) -> date | None:
    """The last day for leaving it out of handling (Awb 4:5, fourth paragraph), if it is completed
    no more; None where completion was never asked, or it is in handling.
    """
    open_for_it = ProposalStatus.SUBMITTED, ProposalStatus.AWAITS_COMPLETION
    if dossier.completion is None or dossier.status not in open_for_it:
        return None
    return last_day(dossier.completion.ended_on, LEAVING_OUT, is_holiday)
