"""An objection that asks to go straight to the court (rechtstreeks beroep, Awb 7:1a).

Whoever objects asks it in the objection. The body agrees where the case is suitable: never while
another objection to the same decision does not ask it, unless that is inadmissible. It then sends
the objection to the court at once, with the day on which it was received, and so every objection to
that decision that comes later. Whoever took the decision under a mandate does not decide on it
(Awb 10:3).
"""

from __future__ import annotations

from domain.calendar import dutch_day
from domain.command import ActorCommand
from domain.errors import Refusal
from domain.event import Commitment, Identifier
from domain.mandate import Mandate, guard_college_or_mandate
from domain.objection import Standing, guard_not_own_objection
from domain.objection_decision import guard_by_another
from domain.objection_events import (
    DirectAppealRejected,
    ObjectionForwarded,
    ObjectionOutcome,
)
from domain.objection_state import OPEN, Objection, Objections, guard_objection


class CourtNotAsked(Refusal):
    code = "objection.court_not_asked"
    dutch = "In dit bezwaar is niet gevraagd om rechtstreeks beroep, of daarop is al beslist."
    english = "This objection does not ask for a direct appeal, or that was decided on already."


class OthersDidNotAsk(Refusal):
    code = "objection.others_did_not_ask"
    dutch = (
        "Tegen dit besluit is ook bezwaar gemaakt zonder dit verzoek; dan kan het niet (Awb 7:1a)."
    )
    english = (
        "There is an objection to this decision that does not ask it; then it cannot (Awb 7:1a)."
    )


class CourtRequestOpen(Refusal):
    code = "objection.court_request_open"
    dutch = "Beslis eerst of dit bezwaar rechtstreeks naar de rechter gaat (Awb 7:1a)."
    english = "Decide first whether this objection goes straight to the court (Awb 7:1a)."


class GoesToCourtToo(Refusal):
    code = "objection.goes_to_court_too"
    dutch = (
        "Een ander bezwaar tegen dit besluit is naar de rechter gestuurd. Stuur dit ook door "
        "(Awb 7:1a)."
    )
    english = (
        "Another objection to this decision was sent to the court. Send this one there too "
        "(Awb 7:1a)."
    )


class ForwardObjection(ActorCommand):
    """Agree that an objection goes straight to the court, and send it there."""

    proposal_id: Identifier
    objection_id: Identifier
    court: Identifier
    reason: Commitment
    mandate_id: Identifier | None = None


class RejectDirectAppeal(ActorCommand):
    """Do not agree that an objection goes straight to the court: it is decided on here."""

    proposal_id: Identifier
    objection_id: Identifier
    reason: Commitment
    mandate_id: Identifier | None = None


def forward(
    command: ForwardObjection,
    objections: Objections | None,
    standing: Standing,
    mandate: Mandate | None,
) -> ObjectionForwarded:
    """Send it to the court as it asks, or because one before it went there; what the decision comes
    to is `former`.
    """
    known = objections or Objections()
    found = guard_objection(objections, command.objection_id, *OPEN)
    under = _guard_decider(command, found, standing, mandate)
    if not found.follows_to_court:
        guard_asked(found)
        guard_others_asked(known.others(command.objection_id))
    told = {"received_on": found.received_on, "former_cents": standing.now.amount}
    today = dutch_day(command.at)
    return ObjectionForwarded.following(command, **told, mandate_id=under, forwarded_on=today)


def reject(
    command: RejectDirectAppeal,
    objections: Objections | None,
    standing: Standing,
    mandate: Mandate | None,
) -> DirectAppealRejected:
    """Say that it is decided on here, once; not where one before it went to the court."""
    found = guard_objection(objections, command.objection_id, *OPEN)
    under = _guard_decider(command, found, standing, mandate)
    guard_stays_here(found)
    guard_asked(found)
    former = standing.now.amount
    return DirectAppealRejected.following(command, former_cents=former, mandate_id=under)


def _guard_decider(
    command: ForwardObjection | RejectDirectAppeal,
    objection: Objection,
    standing: Standing,
    mandate: Mandate | None,
) -> str | None:
    """By another than who objects, or who took the decision under a mandate (Awb 10:3)."""
    guard_not_own_objection(command, objection)
    guard_by_another(command, objection)
    today = dutch_day(command.at)
    return guard_college_or_mandate(mandate, command.mandate_id, command.by, today, standing.reach)


def guard_asked(objection: Objection) -> None:
    """It is asked in the objection itself, and decided on once."""
    if not objection.asks_court or objection.is_answered:
        raise CourtNotAsked()


def guard_others_asked(others: list[Objection]) -> None:
    """Everyone who objected to that decision asks it, but who is inadmissible (Awb 7:1a)."""
    inadmissible = ObjectionOutcome.INADMISSIBLE
    if any(not each.asks_court and each.outcome is not inadmissible for each in others):
        raise OthersDidNotAsk()


def guard_stays_here(objection: Objection) -> None:
    """What comes after another objection was sent to the court goes there as well (Awb 7:1a)."""
    if objection.follows_to_court and not objection.was_forwarded:
        raise GoesToCourtToo()


def guard_decided_here(objection: Objection) -> None:
    """Nothing is decided on an objection while it may go to the court."""
    guard_stays_here(objection)
    if objection.asks_court and not objection.is_answered:
        raise CourtRequestOpen()
