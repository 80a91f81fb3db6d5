"""`wijkkas check-precedence`: did residents, and who shows support, go first where they should?"""

from __future__ import annotations

import typer

from adapters.command_line.answering import (
    NOT_DONE,
    DataOption,
    JsonOption,
    LanguageOption,
    answer_json,
)
from adapters.command_line.log_entries import faults_in_log
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
    if as_json:
        found = [as_line(each) for each in faults]
        answer_json({"ok": not faults, "grants": check.grants, "faults": found})
    else:
        passed_over = InTwoLanguages("ging voor op", "was granted before").text(language)
        for each in faults:
            waiting = ", ".join(each.waiting)
            typer.echo(f"{each.position:>9}  {each.proposal_id} {passed_over} {waiting}")
        done = InTwoLanguages(
            "verleningen nagegaan waar iets voor kon gaan",
            "grants checked that others could go before",
        )
        wrong = InTwoLanguages("niet in orde", "not in order").text(language)
        typer.echo(f"{check.grants} {done.text(language)}, {wrong}: {len(faults)}")
    if faults:
        raise typer.Exit(NOT_DONE)


def as_line(found: PrecedenceFaultFound) -> dict[str, object]:
    """A fault as JSON."""
    return {
        "position": found.position,
        "proposal": found.proposal_id,
        "fault": found.fault.value,
        "waiting": list(found.waiting),
    }
