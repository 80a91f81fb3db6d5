"""How much a proposal gets for the addresses that take part, where the regulation counts them.

Amersfoort's neighbourhood budget gives EUR 10 for each address that takes part, up to EUR 570. A
proposal says how many addresses that are: a number, and never which ones. So much is asked and
granted at most.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from domain.errors import Refusal
from domain.money import Money
from domain.regulation_contents import Regulation
from domain.regulation_guards import guard_within_proposal_ceiling

ADDRESSES_MAX = 1_000_000
Addresses = Annotated[
    int,
    Field(strict=True, ge=1, le=ADDRESSES_MAX, description="how many addresses take part"),
]


class AddressesMissing(Refusal):
    code = "regulation.addresses_missing"
    dutch = (
        "Artikel {article} van de regeling geeft {each} per adres dat meedoet. "
        "Zeg in het voorstel hoeveel adressen meedoen."
    )
    english = (
        "Article {article} of the regulation gives {each} per address that takes part. "
        "Say in the proposal how many addresses take part."
    )


class AboveAddressCeiling(Refusal):
    code = "regulation.above_address_ceiling"
    dutch = (
        "Artikel {article} van de regeling geeft {each} per adres dat meedoet. "
        "Aantal adressen: {addresses}. Dat is ten hoogste {ceiling}; gevraagd is {asked}."
    )
    english = (
        "Article {article} of the regulation gives {each} per address that takes part. "
        "Number of addresses: {addresses}. That is {ceiling} at most; {asked} was asked."
    )


def guard_within_ceilings(rules: Regulation, asked: Money, addresses: int | None) -> None:
    """No proposal asks or gets more than its most: in all, and for its addresses."""
    guard_within_proposal_ceiling(rules, asked)
    guard_within_address_ceiling(rules, asked, addresses)


def guard_within_address_ceiling(rules: Regulation, asked: Money, addresses: int | None) -> None:
    """Where so much is given per address, the number is told, and times the amount is the most."""
    each = rules.ceilings.per_address_cents if rules.ceilings else None
    if rules.ceilings is None or each is None:
        return
    article = rules.ceilings.article
    if addresses is None:
        raise AddressesMissing(article=article, each=each)
    if asked.cents > each.cents * addresses:
        raise AboveAddressCeiling(
            article=article,
            each=each,
            addresses=addresses,
            ceiling=Money(each.cents * addresses),
            asked=asked,
        )


def addresses_together(told: Iterable[int | None]) -> int | None:
    """What merges has the addresses of all of them; none where nobody told. An address that took
    part in several is counted as often, until the applicants amend it.
    """
    known = [each for each in told if each is not None]
    return min(sum(known), ADDRESSES_MAX) if known else None
