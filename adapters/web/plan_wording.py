"""Words for how money is divided and for plans: what residents need, who works on it, meetings."""

from __future__ import annotations

from enum import StrEnum

from adapters.web.language import translatable as say
from domain.allocation_key import KeyPartKind
from domain.network import MeetingKind
from domain.wijkplan_events import ExecutorKind, NeedSource, Theme

TABLES_OF_PLANS: tuple[dict[StrEnum, str], ...] = (
    {
        ExecutorKind.INITIATIVE: say("bewonersinitiatief"),
        ExecutorKind.VOLUNTEERS: say("vrijwilligers"),
        ExecutorKind.CARERS: say("mantelzorgers"),
        ExecutorKind.EXPERIENCE: say("ervaringsdeskundigen"),
        ExecutorKind.PROFESSIONALS: say("beroepskrachten"),
    },
    {
        MeetingKind.NEEDS: say("horen wat nodig is"),
        MeetingKind.PLAN: say("samen het wijkplan maken"),
        MeetingKind.REVIEW: say("terugkijken op het jaar"),
    },
    {
        NeedSource.MEETING: say("gehoord op een bijeenkomst"),
        NeedSource.SURVEY: say("uit een enquête"),
        NeedSource.LETTER: say("uit een brief"),
    },
    {
        Theme.GROWING_UP: say("Opgroeien en opvoeden"),
        Theme.CARING: say("Zorgen voor jezelf en omzien naar elkaar"),
        Theme.LIVING_TOGETHER: say("Prettig samenleven"),
    },
    {
        KeyPartKind.INHABITANTS: say("inwoners"),
        KeyPartKind.PRIORITY: say("gewicht voor wijken die voorgaan"),
        KeyPartKind.INDICATOR: say("cijfer uit de quickscan"),
        KeyPartKind.FIXED: say("vast deel"),
        KeyPartKind.OTHER: say("ander gewicht"),
    },
)
"""One table per kind of value."""

HAPPENINGS_OF_PLANS: dict[str, str] = {
    "allocation.corrected": say("Verdeling gecorrigeerd"),
    "division.borders_recorded": say("Verandering van wijkgrenzen vastgelegd"),
    "budget.allocation_reversed": say("Toedeling teruggedraaid bij een correctie"),
    "wijkplan.executor_chosen": say("Uitvoerder gekozen"),
    "wijkplan.priority_reviewed": say("Teruggekeken op een prioriteit"),
    "network.meeting_announced": say("Bijeenkomst aangekondigd"),
    "network.attendance_recorded": say("Opkomst geteld"),
    "quickscan.indicator_recorded": say("Cijfer van de quickscan vastgelegd"),
    "quickscan.summarised": say("Quickscan samengevat"),
    "wijkplan.need_recorded": say("Behoefte vastgelegd"),
    "wijkplan.priority_set": say("Prioriteit gekozen"),
    "wijkplan.adopted": say("Wijkplan vastgesteld"),
}
"""Every event of plans, quickscans and networks, and of what puts an allocation right."""
