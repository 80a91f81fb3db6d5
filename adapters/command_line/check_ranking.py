"""`wijkkas check-ranking`: did grants keep to the order of points, or say why not?"""

from __future__ import annotations

import typer

from adapters.command_line.answering import DataOption, JsonOption, Language, LanguageOption
from adapters.command_line.log_entries import Telling, faults_in_log
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
    TELLING.tell(faults, {"grants": check.grants}, language, as_json=as_json)


def as_line(found: RankingFaultFound) -> dict[str, object]:
    """A fault as JSON."""
    return {
        "position": found.position,
        "proposal": found.proposal_id,
        "fault": found.fault.value,
        "passed_over": list(found.passed_over),
    }


def in_words(found: RankingFaultFound, language: Language) -> str:
    """A fault in a line."""
    out_of_order = InTwoLanguages("zonder reden buiten de rangschikking", "out of order unsaid")
    what = f"{found.proposal_id} {out_of_order.text(language)}: {found.fault.value}"
    return f"{what} {', '.join(found.passed_over)}".rstrip()


TELLING = Telling(
    InTwoLanguages("verleningen op volgorde nagegaan", "grants in order checked"), in_words, as_line
)
