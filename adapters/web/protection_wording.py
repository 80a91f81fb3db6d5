"""Plain words for what happens to a grant when something may be wrong, and when people object."""

from __future__ import annotations

from enum import StrEnum

from adapters.web.language import translatable as say
from domain.withdrawal_ground import WithdrawalGround

TABLES_OF_PROTECTION: tuple[dict[StrEnum, str], ...] = (
    {
        WithdrawalGround.NOT_CARRIED_OUT: say("niet of niet helemaal uitgevoerd"),
        WithdrawalGround.OBLIGATIONS_NOT_MET: say("niet aan de voorwaarden voldaan"),
        WithdrawalGround.WRONG_INFORMATION: say("gegevens waren onjuist of onvolledig"),
        WithdrawalGround.GRANTED_IN_ERROR: say(
            "de verlening klopte niet, en de ontvanger kon dat weten"
        ),
        WithdrawalGround.NEW_FACTS: say("na de vaststelling: er zijn nieuwe feiten"),
        WithdrawalGround.DETERMINED_IN_ERROR: say(
            "na de vaststelling: die klopte niet, en de ontvanger kon dat weten"
        ),
        WithdrawalGround.OBLIGATIONS_NOT_MET_AFTERWARDS: say(
            "na de vaststelling: niet aan blijvende voorwaarden voldaan"
        ),
    },
)
"""Every kind of value, with its words."""

HAPPENINGS_OF_PROTECTION: dict[str, str] = {
    "grant.payments_suspended": say("Betalingen opgeschort"),
    "grant.suspension_lifted": say("Opschorting beëindigd: betalingen gaan door"),
}
"""Every event, by its name without the version."""
