"""Plain words for neighbourhood boards, their advice, and coordinators."""

from __future__ import annotations

from enum import StrEnum

from adapters.web.language import translatable as say
from domain.coordinator import AppointmentProcedure
from domain.regulation_parts import SeatKind

TABLES_OF_BOARDS: tuple[dict[StrEnum, str], ...] = (
    {
        SeatKind.RESIDENT: say("bewoner"),
        SeatKind.PROFESSIONAL: say("beroepskracht"),
    },
    {
        AppointmentProcedure.OPEN_TENDER: say("na een openbare aanbesteding"),
        AppointmentProcedure.DESIGNATION: say("rechtstreeks aangewezen"),
    },
)
"""One table per kind of value."""

HAPPENINGS_OF_BOARDS: dict[str, str] = {
    "board.member_appointed": say("Lid van het wijkbestuur benoemd"),
    "board.seat_ended": say("Zetel in het wijkbestuur beëindigd"),
    "board.meeting_recorded": say("Vergadering van het wijkbestuur vastgelegd"),
    "board.interest_declared": say("Een lid van het wijkbestuur meldde een belang"),
    "board.needs_ranked": say("Wijkbestuur zette behoeften in volgorde"),
    "board.advice_given": say("Advies van het wijkbestuur"),
    "decision.advice_weighed": say("Besluit naast het advies gelegd"),
    "coordinator.appointed": say("Coördinator aangewezen"),
    "coordinator.appointment_ended": say("Aanwijzing van een coördinator beëindigd"),
}
"""Every event, by its name without the version."""
