"""`wijkkas check-certificate FILE.pb CERTIFICATE.json`: were the winners paid as it says?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from adapters.command_line.answering import NOT_DONE, JsonOption, LanguageOption, answer_json
from adapters.command_line.certificate_check import PROBLEMS, check, trusted

BallotsArgument = Annotated[Path, typer.Argument(metavar="FILE.pb", help="A Pabulib file.")]
CertificateArgument = Annotated[
    Path,
    typer.Argument(metavar="CERTIFICATE.json", help="What `tally --certificate --json` printed."),
]
MAX_BYTES = 200_000_000


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(name="check-certificate")(check_certificate)


def check_certificate(
    file: BallotsArgument,
    certificate: CertificateArgument,
    *,
    as_json: JsonOption = False,
    language: LanguageOption = "nl",
) -> None:
    """Check the payments of an outcome against the ballots, without counting.

    Exit 1 when anything is wrong. The checker is `certificate_check.py`, which runs by itself too.
    """
    written = _certificate_in(certificate)
    problems = check(_text_of(file), written)
    lines = [
        {"code": code, "project": project, "nl": PROBLEMS[code][0], "en": PROBLEMS[code][1]}
        for code, project in problems
    ]
    if as_json:
        answer_json({"ok": not problems, "problems": lines, "trusted": trusted(written)})
    else:
        for line in lines:
            typer.echo(f"{line['project']}: {line[language]}".removeprefix(": "))
        typer.echo(_verdict(language, wrong=bool(problems)))
    if problems:
        raise typer.Exit(NOT_DONE)


def _verdict(language: str, *, wrong: bool) -> str:
    if language == "nl":
        return "Dit certificaat klopt niet." if wrong else "De betalingen kloppen."
    return "This certificate is wrong." if wrong else "The payments are correct."


def _certificate_in(path: Path) -> dict[str, Any]:
    """The certificate, or the one within the answer of `tally`."""
    try:
        written = json.loads(_text_of(path))
    except (ValueError, RecursionError) as error:
        raise typer.BadParameter(f"{path} is not JSON", param_hint="CERTIFICATE.json") from error
    found = written.get("certificate", written) if isinstance(written, dict) else {}
    return found if isinstance(found, dict) else {}


def _text_of(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise typer.BadParameter(f"{path} is larger than {MAX_BYTES} bytes")
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise typer.BadParameter(f"cannot read {path}") from error
