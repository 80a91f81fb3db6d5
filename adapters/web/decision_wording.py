"""On what a decision rests, in plain words."""

from __future__ import annotations

from enum import StrEnum

from adapters.web.language import translatable as say
from domain.decision_ground import DecisionGround

TABLES_OF_DECISIONS: tuple[dict[StrEnum, str], ...] = (
    {
        DecisionGround.ROUND_WON: say("het voorstel heeft de stemronde gewonnen"),
        DecisionGround.PLAN_PRIORITY: say("het voorstel past bij een prioriteit van het wijkplan"),
        DecisionGround.ROUND_LOST: say("het voorstel heeft de stemronde niet gewonnen"),
        DecisionGround.CEILING_REACHED: say("het subsidieplafond is bereikt"),
        DecisionGround.NOT_IN_PLAN: say("het voorstel past niet bij het wijkplan"),
        DecisionGround.SCHEME_NOT_MET: say("het voorstel voldoet niet aan de regeling"),
        DecisionGround.ACTIVITIES_UNLIKELY: say(
            "waarschijnlijk gaan activiteiten niet of niet helemaal door"
        ),
        DecisionGround.OBLIGATIONS_UNLIKELY: say(
            "waarschijnlijk wordt niet aan de voorwaarden voldaan"
        ),
        DecisionGround.ACCOUNT_UNLIKELY: say(
            "waarschijnlijk wordt niet goed verantwoord wat is gedaan en uitgegeven"
        ),
        DecisionGround.FALSE_INFORMATION: say(
            "gegevens in de aanvraag waren onjuist of onvolledig"
        ),
        DecisionGround.INSOLVENT: say(
            "de aanvrager is failliet, of heeft uitstel van betaling of schuldsanering"
        ),
    },
)
"""Every kind of value, with its words."""
