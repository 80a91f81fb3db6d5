"""What commands share: their options, JSON on standard output, refusals and exit codes.

Exit 0: done. 1: refused or not true. 2: wrong usage (typer's own).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

import typer
from psycopg import OperationalError

from application.log import LogUnavailable
from application.refusals import LogUnreachable
from domain.errors import Refusal

NOT_DONE = 1

Language: TypeAlias = Literal["nl", "en"]

DataOption = Annotated[
    Path | None,
    typer.Option("--data", help="Folder of an embedded database; otherwise DATABASE_URL."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
LanguageOption = Annotated[Language, typer.Option("--language", help="nl or en.")]
WijkOption = Annotated[str, typer.Option("--wijk", help="The code of the wijk, as WK030710.")]
YearOption = Annotated[int, typer.Option("--year", help="The budget year.", min=2000, max=2100)]


@contextmanager
def refusals_answered(*, as_json: bool) -> Iterator[None]:
    """Turn a refusal within the block into the command's answer, with exit code 1; so, too, a
    database that goes away meanwhile.
    """
    try:
        yield
    except Refusal as refusal:
        _answer_refusal(refusal, as_json=as_json)
        raise typer.Exit(NOT_DONE) from refusal
    except (LogUnavailable, OperationalError) as gone:
        unreachable = LogUnreachable()
        unreachable.__cause__ = gone.__cause__ if isinstance(gone, LogUnavailable) else gone
        _answer_refusal(unreachable, as_json=as_json)
        raise typer.Exit(NOT_DONE) from gone


def _answer_refusal(refusal: Refusal, *, as_json: bool) -> None:
    """Say what was refused: `{"code", "title", "detail"}`, English title and Dutch detail."""
    if as_json:
        answer_json(as_problem(refusal))
    else:
        typer.echo(f"{refusal.text('nl')}\n{refusal.text('en')} ({refusal.code})", err=True)
    if isinstance(refusal.__cause__, OperationalError):
        # What the database or the network said: for who runs the command, and never on a page.
        typer.echo(str(refusal.__cause__).strip(), err=True)


def as_problem(refusal: Refusal) -> dict[str, object]:
    """A refusal as JSON: its code, its sentence in English and in Dutch."""
    return {"code": refusal.code, "title": refusal.text("en"), "detail": refusal.text("nl")}


def answer_json(answer: Mapping[str, object]) -> None:
    """One JSON object on standard output, and nothing else there."""
    typer.echo(json.dumps(answer, ensure_ascii=False))


def moment_from(text: str | None) -> datetime | None:
    """A time as given on the command line: ISO 8601; without an offset it is UTC."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is not an ISO 8601 time") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
