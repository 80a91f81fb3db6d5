"""`wijkkas check-ranking`: did grants keep to the order of points, or say why not?"""

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
from projections.ranking_check import RankingCheck, RankingFaultFound


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(name="check-ranking")(check_ranking)


def check_ranking(
    *, data: DataOption = None, as_json: JsonOption = False, language: LanguageOption = "nl"
) -> None:
    """Hold every grant that points order against what ranked higher and waited."""
    check = RankingCheck()
    faults = faults_in_log(check, data, as_json=as_json)
    if as_json:
        found = [as_line(each) for each in faults]
        answer_json({"ok": not faults, "grants": check.grants, "faults": found})
    else:
        out_of_order = InTwoLanguages("zonder reden buiten de rangschikking", "out of order unsaid")
        for each in faults:
            what = f"{each.proposal_id} {out_of_order.text(language)}: {each.fault.value}"
            typer.echo(f"{each.position:>9}  {what} {', '.join(each.passed_over)}".rstrip())
        done = InTwoLanguages("verleningen op volgorde nagegaan", "grants in order checked")
        wrong = InTwoLanguages("niet in orde", "not in order").text(language)
        typer.echo(f"{check.grants} {done.text(language)}, {wrong}: {len(faults)}")
    if faults:
        raise typer.Exit(NOT_DONE)


def as_line(found: RankingFaultFound) -> dict[str, object]:
    """A fault as JSON."""
    return {
        "position": found.position,
        "proposal": found.proposal_id,
        "fault": found.fault.value,
        "passed_over": list(found.passed_over),
    }
