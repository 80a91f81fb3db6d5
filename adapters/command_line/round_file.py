"""`wijkkas round-file --round ID`: a closed round as a ballot file that anyone can count again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from adapters.bootstrap import open_house
from adapters.closed_round.files import RoundFiles
from adapters.closed_round.recounting import recount_command
from adapters.command_line.answering import (
    DataOption,
    JsonOption,
    answer_json,
    refusals_answered,
)
from adapters.settings import settings
from application.closed_round import closed_papers

RoundOption = Annotated[str, typer.Option("--round", help="The id of a closed round.")]
OutOption = Annotated[
    Path | None,
    typer.Option("--out", metavar="FILE", help="Where to write it; the round's id with .pb."),
]


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(name="round-file")(round_file)


def round_file(
    round_id: RoundOption,
    *,
    out: OutOption = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write a closed round as a ballot file (Pabulib), and say how to count it again."""
    with refusals_answered(as_json=as_json), open_house(settings(), data) as house:
        house.projector.catch_up()
        file = RoundFiles(house).of(round_id)
        found = closed_papers(round_id, house.log)
    path = out or Path(file.name)
    try:
        path.write_bytes(file.content)
    except OSError as problem:
        raise typer.BadParameter(f"cannot write {path}", param_hint="--out") from problem
    command = recount_command(found.opened, found.closed, str(path))
    if as_json:
        answer_json(
            {
                "round": round_id,
                "file": str(path),
                "sha256": file.digest,
                "ballots": found.closed.ballots,
                "recount": command,
            }
        )
        return
    typer.echo(str(path))
    typer.echo(command)
