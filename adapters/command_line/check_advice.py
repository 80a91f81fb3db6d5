"""`wijkkas check-advice`: did only those advise who could, and do decisions say how they depart?"""

from __future__ import annotations

import typer

from adapters.command_line.answering import DataOption, JsonOption, Language, LanguageOption
from adapters.command_line.log_entries import Telling, faults_in_log
from domain.two_languages import InTwoLanguages
from projections.advice_check import AdviceCheck, AdviceFault, AdviceFaultFound, Fault
from projections.outcome_check import OutcomeFault

FAULTS: dict[Fault, InTwoLanguages] = {
    AdviceFault.NO_MEETING: InTwoLanguages(
        "de vergadering is niet vastgelegd", "the meeting is not on record"
    ),
    AdviceFault.NOT_SEATED: InTwoLanguages(
        "iemand die adviseerde had geen zetel", "somebody who advised had no seat"
    ),
    AdviceFault.NOT_PRESENT: InTwoLanguages(
        "iemand die adviseerde was niet aanwezig", "somebody who advised was not there"
    ),
    AdviceFault.HAS_INTEREST: InTwoLanguages(
        "iemand die adviseerde had een belang", "somebody who advised had an interest"
    ),
    AdviceFault.TOO_FEW: InTwoLanguages(
        "er telden minder leden mee dan nodig", "fewer members counted than were needed"
    ),
    AdviceFault.MET_BEFORE_VERSION: InTwoLanguages(
        "het bestuur vergaderde voordat het voorstel zo luidde",
        "the board met before the proposal read like this",
    ),
    AdviceFault.NOT_WEIGHED: InTwoLanguages(
        "het besluit is niet naast het advies gelegd", "the decision was not held against advice"
    ),
    AdviceFault.DEPARTURE_UNEXPLAINED: InTwoLanguages(
        "het besluit wijkt af van het advies zonder reden",
        "the decision departs from the advice without a reason",
    ),
    OutcomeFault.NOT_WEIGHED: InTwoLanguages(
        "het besluit wijkt af van een uitslag die advies is, en is daar niet naast gelegd",
        "the decision departs from an outcome that is advice, and was not held against it",
    ),
    OutcomeFault.DEPARTURE_UNEXPLAINED: InTwoLanguages(
        "het besluit wijkt af van een uitslag die advies is, zonder reden",
        "the decision departs from an outcome that is advice without a reason",
    ),
}


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(name="check-advice")(check_advice)


def check_advice(
    *, data: DataOption = None, as_json: JsonOption = False, language: LanguageOption = "nl"
) -> None:
    """Hold every advice in the log against seats, meetings, interests and what the proposal read,
    and decisions against the advice that stood, of boards and of rounds.
    """
    check = AdviceCheck()
    faults = faults_in_log(check, data, as_json=as_json)
    looked_at = {"advices": check.advices, "decisions": check.decisions}
    TELLING.tell(faults, looked_at, language, as_json=as_json)


def as_line(found: AdviceFaultFound) -> dict[str, object]:
    """A fault as JSON."""
    return {
        "position": found.position,
        "proposal": found.proposal_id,
        "fault": found.fault.value,
    }


def in_words(found: AdviceFaultFound, language: Language) -> str:
    """A fault in a line."""
    return f"{found.proposal_id}: {FAULTS[found.fault].text(language)}"


TELLING = Telling(
    InTwoLanguages("adviezen en besluiten nagegaan", "advices and decisions checked"),
    in_words,
    as_line,
)
