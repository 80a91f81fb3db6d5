"""`wijkkas check-mandates`: was every decision taken by whoever could take it?"""

from __future__ import annotations

import typer

from adapters.command_line.answering import DataOption, JsonOption, Language, LanguageOption
from adapters.command_line.log_entries import Telling, faults_in_log
from domain.two_languages import InTwoLanguages
from projections.mandate_check import FaultFound, MandateCheck, MandateFault

FAULTS: dict[MandateFault, InTwoLanguages] = {
    MandateFault.NO_MANDATE: InTwoLanguages(
        "het mandaat staat niet in het register", "the mandate is not in the register"
    ),
    MandateFault.NOT_THE_HOLDER: InTwoLanguages(
        "het mandaat is aan iemand anders verleend", "the mandate was given to someone else"
    ),
    MandateFault.OUT_OF_PERIOD: InTwoLanguages(
        "het mandaat gold niet op die dag", "the mandate was not in force on that day"
    ),
    MandateFault.WITHDRAWN: InTwoLanguages(
        "het mandaat was ingetrokken", "the mandate had been withdrawn"
    ),
    MandateFault.DECIDED_TWICE: InTwoLanguages(
        "wie het besluit onder mandaat nam, besliste ook op het bezwaar",
        "who took the decision under a mandate decided on the objection as well",
    ),
    MandateFault.PREPARED_AND_REVIEWED: InTwoLanguages(
        "wie het besluit voorbereidde, besliste onder mandaat op het bezwaar",
        "who prepared the decision decided under a mandate on the objection to it",
    ),
    MandateFault.ABOVE_CEILING: InTwoLanguages(
        "het bedrag gaat boven het mandaat", "the amount exceeds the mandate"
    ),
    MandateFault.PREPARED_AND_TAKEN: InTwoLanguages(
        "voorbereid en genomen door dezelfde persoon", "prepared and taken by the same person"
    ),
    MandateFault.OTHER_MATTER: InTwoLanguages(
        "het mandaat is voor iets anders verleend", "the mandate was given for something else"
    ),
    MandateFault.NOT_ACCEPTED: InTwoLanguages(
        "de houder had het mandaat niet aanvaard", "the holder had not accepted the mandate"
    ),
    MandateFault.OWN_CASE: InTwoLanguages(
        "wie het onderzoek opende, besliste erover of schorte erin op",
        "whoever opened the case decided it, or suspended payments in it",
    ),
    MandateFault.NOT_BY_THE_COLLEGE: InTwoLanguages(
        "niet het college besliste over het onderzoek", "not the college decided the case"
    ),
    MandateFault.NO_COUNCIL_ACT: InTwoLanguages(
        "boven het bedrag waarboven de raad besluit, zonder raadsbesluit",
        "above the amount from which the council decides, without a decision of the council",
    ),
    MandateFault.OVERLAPS: InTwoLanguages(
        "de houder had hiervoor al een mandaat in die periode",
        "the holder had a mandate for this at the time already",
    ),
}


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(name="check-mandates")(check_mandates)


def check_mandates(
    *, data: DataOption = None, as_json: JsonOption = False, language: LanguageOption = "nl"
) -> None:
    """Hold every decision in the log against the mandate register as it stood then, and the
    register against itself.
    """
    check = MandateCheck()
    faults = faults_in_log(check, data, as_json=as_json)
    TELLING.tell(faults, {"decisions": check.decisions}, language, as_json=as_json)


def as_line(fault: FaultFound) -> dict[str, object]:
    """A fault as JSON."""
    return {
        "position": fault.position,
        "proposal": fault.proposal_id,
        "mandate": fault.mandate_id,
        "case": fault.case_id,
        "fault": fault.fault.value,
    }


def in_words(found: FaultFound, language: Language) -> str:
    """A fault in a line."""
    about = found.case_id or found.proposal_id or found.mandate_id
    return f"{about}: {FAULTS[found.fault].text(language)}"


TELLING = Telling(InTwoLanguages("besluiten nagegaan", "decisions checked"), in_words, as_line)
