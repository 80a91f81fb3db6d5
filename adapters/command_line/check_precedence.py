"""`wijkkas check-precedence`: did residents, and who shows support, go first where they should?"""

from __future__ import annotations

import typer

from adapters.command_line.answering import DataOption, JsonOption, Language, LanguageOption
from adapters.command_line.log_entries import Telling, faults_in_log
from domain.two_languages import InTwoLanguages
from projections.precedence_check import PrecedenceCheck, PrecedenceFaultFound


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(name="check-precedence")(check_precedence)


def check_precedence(
    *, data: DataOption = None, as_json: JsonOption = False, language: LanguageOption = "nl"
) -> None:
    """Hold every grant that something could go before against what waited then."""
    check = PrecedenceCheck()
    faults = faults_in_log(check, data, as_json=as_json)
    TELLING.tell(faults, {"grants": check.grants}, language, as_json=as_json)


def as_line(found: PrecedenceFaultFound) -> dict[str, object]:
    """A fault as JSON."""
    return {
        "position": found.position,
        "proposal": found.proposal_id,
        "fault": found.fault.value,
        "waiting": list(found.waiting),
    }


def in_words(found: PrecedenceFaultFound, language: Language) -> str:
    """A fault in a line."""
    passed_over = InTwoLanguages("ging voor op", "was granted before").text(language)
    return f"{found.proposal_id} {passed_over} {', '.join(found.waiting)}"


TELLING = Telling(
    InTwoLanguages(
        "verleningen nagegaan waar iets voor kon gaan", "grants checked that others could go before"
    ),
    in_words,
    as_line,
)
