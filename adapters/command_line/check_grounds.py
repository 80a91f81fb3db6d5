"""`wijkkas check-grounds`: is what decisions say of rounds and ceilings so, and does it fit?"""

from __future__ import annotations

import typer

from adapters.command_line.answering import DataOption, JsonOption, Language, LanguageOption
from adapters.command_line.log_entries import Telling, faults_in_log
from domain.two_languages import InTwoLanguages
from projections.ground_check import GroundCheck, GroundFault, GroundFaultFound

FAULTS: dict[GroundFault, InTwoLanguages] = {
    GroundFault.DOES_NOT_FIT: InTwoLanguages(
        "de grond past niet bij wat is besloten", "the ground does not fit what was decided"
    ),
    GroundFault.DID_NOT_WIN: InTwoLanguages("het won geen stemronde", "it won no round"),
    GroundFault.DID_NOT_LOSE: InTwoLanguages("het verloor geen stemronde", "it lost no round"),
    GroundFault.CEILING_NOT_REACHED: InTwoLanguages(
        "het plafond was niet bereikt", "the ceiling had not been reached"
    ),
    GroundFault.WINNER_REFUSED: InTwoLanguages(
        "het won een stemronde die bindt, en kreeg dat niet op deze grond",
        "it won a round that binds, and was not given that on this ground",
    ),
}


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(name="check-grounds")(check_grounds)


def check_grounds(
    *, data: DataOption = None, as_json: JsonOption = False, language: LanguageOption = "nl"
) -> None:
    """Hold the ground of every decision, also after an objection, against round and money."""
    check = GroundCheck()
    faults = faults_in_log(check, data, as_json=as_json)
    TELLING.tell(faults, {"decisions": check.decisions}, language, as_json=as_json)


def as_line(found: GroundFaultFound) -> dict[str, object]:
    """A fault as JSON."""
    return {
        "position": found.position,
        "proposal": found.proposal_id,
        "ground": found.ground.value,
        "fault": found.fault.value,
    }


def in_words(found: GroundFaultFound, language: Language) -> str:
    """A fault in a line."""
    return f"{found.proposal_id} ({found.ground.value}): {FAULTS[found.fault].text(language)}"


TELLING = Telling(
    InTwoLanguages("gronden van besluiten nagegaan", "grounds of decisions checked"),
    in_words,
    as_line,
)
