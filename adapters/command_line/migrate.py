"""`wijkkas migrate`: bring a partition, or every one there is, to this version, as its owner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated

import typer

from adapters.bootstrap import migrate_place, partitions_of
from adapters.command_line.answering import (
    NOT_DONE,
    DataOption,
    JsonOption,
    Language,
    LanguageOption,
    answer_json,
    as_problem,
    refusals_answered,
)
from adapters.settings import settings
from application.partition_directory import PartitionDirectory
from domain.errors import Refusal

NOTHING_TO_DO: dict[Language, str] = {
    "nl": "De database is al van deze versie.",
    "en": "The database is of this version already.",
}
AllOption = Annotated[
    bool, typer.Option("--all", help="Every partition of the directory; goes on after a refusal.")
]


@dataclass(frozen=True, slots=True)
class Migrated:
    """What was applied to a partition, or why nothing more was."""

    partition: str
    applied: list[str]
    refusal: Refusal | None = None

    def as_answer(self) -> dict[str, object]:
        """Its part of the command's JSON."""
        answer: dict[str, object] = {"partition": self.partition, "applied": self.applied}
        return answer if self.refusal is None else answer | as_problem(self.refusal)


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(name="migrate")(migrate)


def migrate(
    *,
    every: AllOption = False,
    data: DataOption = None,
    as_json: JsonOption = False,
    language: LanguageOption = "nl",
) -> None:
    """Bring a partition to this version, as owner (WIJKKAS_OWNER_URL, or the directory's)."""
    with refusals_answered(as_json=as_json), partitions_of(settings(), data) as places:
        if every:
            _migrate_all(places, language, as_json=as_json)
            return
        place = places.place(settings().partition)
        applied = migrate_place(place)
    if as_json:
        answer_json(Migrated(place.partition, applied).as_answer())
    else:
        typer.echo("\n".join(applied) or NOTHING_TO_DO[language])


def _migrate_all(places: PartitionDirectory, language: Language, *, as_json: bool) -> None:
    """One after the other; a partition that is refused does not keep the others from theirs."""
    done = list(_told(_each_migrated(places), language))
    if as_json:
        answer_json({"partitions": [each.as_answer() for each in done]})
    if any(each.refusal for each in done):
        raise typer.Exit(NOT_DONE)


def _each_migrated(places: PartitionDirectory) -> Iterator[Migrated]:
    for partition in places.partitions():
        try:
            yield Migrated(partition, migrate_place(places.place(partition)))
        except Refusal as refusal:
            yield Migrated(partition, [], refusal)


def _told(results: Iterable[Migrated], language: Language) -> Iterator[Migrated]:
    """Each result, told on standard error as it comes: it may take minutes in all."""
    for each in results:
        if each.refusal is not None:
            said = f"{each.refusal.text(language)} ({each.refusal.code})"
        else:
            said = ", ".join(each.applied) or NOTHING_TO_DO[language]
        typer.echo(f"{each.partition}: {said}", err=True)
        yield each
