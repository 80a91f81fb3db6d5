"""The mandate register in plain words."""

from __future__ import annotations

from enum import StrEnum

from adapters.web.language import translatable as say
from domain.mandate import MandateMatter

TABLES_OF_MANDATES: tuple[dict[StrEnum, str], ...] = (
    {
        MandateMatter.GRANTS: say("subsidies verlenen, weigeren en vaststellen"),
        MandateMatter.AGREEMENTS: say("overeenkomsten sluiten na een uitdaging"),
    },
)
"""Every kind of value, with its words."""

HAPPENINGS_OF_MANDATES: dict[str, str] = {
    "mandate.given": say("Mandaat verleend"),
    "mandate.accepted": say("Mandaat aanvaard"),
    "mandate.withdrawn": say("Mandaat ingetrokken"),
    "mandate_holder.mandate_counted": say("Mandaat geteld bij de houder"),
}
"""Every event, by its name without the version."""
