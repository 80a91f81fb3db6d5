"""`wijkkas migrate`: bring a database to this version, as its owner."""

from __future__ import annotations

import typer

from adapters.bootstrap import migratable_database, migrate_partition
from adapters.command_line.answering import (
    DataOption,
    JsonOption,
    Language,
    LanguageOption,
    answer_json,
    refusals_answered,
)
from adapters.settings import settings

NOTHING_TO_DO: dict[Language, str] = {
    "nl": "De database is al van deze versie.",
    "en": "The database is of this version already.",
}


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(name="migrate")(migrate)


def migrate(
    *, data: DataOption = None, as_json: JsonOption = False, language: LanguageOption = "nl"
) -> None:
    """Bring a database to this version, as owner (WIJKKAS_OWNER_URL), or an embedded one."""
    with refusals_answered(as_json=as_json):
        configured = settings()
        with migratable_database(configured, data) as database:
            applied = migrate_partition(database, configured)
    if as_json:
        answer_json({"partition": configured.partition, "applied": applied})
    else:
        typer.echo("\n".join(applied) or NOTHING_TO_DO[language])
