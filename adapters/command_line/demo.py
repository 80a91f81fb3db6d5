"""`wijkkas demo`: the example city on an embedded database, served unless told otherwise."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from adapters.bootstrap import open_house
from adapters.command_line.answering import (
    DataOption,
    JsonOption,
    Language,
    LanguageOption,
    answer_json,
    refusals_answered,
)
from adapters.command_line.serve import serve_house
from adapters.example_city.city import build_example_city
from adapters.example_city.wijken import amersfoort
from adapters.house import House
from adapters.settings import settings
from domain.errors import Refusal

DEMO_FOLDER = Path(".data/demo")
BUILDING: dict[Language, str] = {"nl": "Voorbeeldstad", "en": "Example city"}
BUILT: dict[Language, str] = {
    "nl": "Voorbeeldstad: {events} gebeurtenissen, {wijken} wijken, jaren {years}.",
    "en": "Example city: {events} events, {wijken} wijken, years {years}.",
}
MORE: dict[Language, str] = {
    "nl": "Andere opdrachten vragen deze stad met: --data {folder}",
    "en": "Other commands ask about this city with: --data {folder}",
}
NoServeOption = Annotated[bool, typer.Option("--no-serve", help="Build the city and stop.")]


class NotADemo(Refusal):
    code = "demo.not_a_demo"
    dutch = "Deze gegevensmap is geen demonstratie. Kies een andere map voor de voorbeeldstad."
    english = "This data folder is not a demonstration. Choose another for the example city."


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(name="demo")(demo)


def demo(
    *,
    data: DataOption = None,
    no_serve: NoServeOption = False,
    as_json: JsonOption = False,
    language: LanguageOption = "nl",
) -> None:
    """Build the example city, and serve it on http://127.0.0.1:8033 (WIJKKAS_PORT)."""
    with (
        refusals_answered(as_json=as_json),
        open_house(settings(), folder := data or DEMO_FOLDER, demo=True) as house,
    ):
        if not house.is_demo:
            raise NotADemo()
        _build(house, language, as_json=as_json)
        if not no_serve:
            typer.echo(MORE[language].format(folder=folder), err=True)
            typer.echo(f"Wijkkas: http://{house.settings.host}:{house.settings.port}/", err=True)
            serve_house(house)


def _build(house: House, language: Language, *, as_json: bool) -> None:
    building = BUILDING[language]
    with Console(stderr=True).status(building) as status:
        years = build_example_city(house, lambda step: status.update(f"{building}: {step}"))
        house.projector.catch_up()
    events = house.log.next_position()
    answer = {
        "position": events - 1,
        "wijken": [wijk.code for wijk in amersfoort()],
        "years": list(years),
        "events": events,
    }
    if as_json:
        answer_json(answer)
        return
    shown = ", ".join(str(year) for year in years)
    typer.echo(BUILT[language].format(events=events, wijken=len(amersfoort()), years=shown))
