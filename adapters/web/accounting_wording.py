"""What a regulation asks once a grant is spent: its account, and claiming what it cost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from adapters.web.language import Phrases
from adapters.web.language import translatable as say
from adapters.web.regulation_words import ACCOUNTS, from_amount


def accounts_saying(rule: Any, phrases: Phrases) -> Iterator[str]:
    """How a grant is accounted for, and by when."""
    for band in rule.bands:
        yield phrases.gettext(
            say("%(band)s: %(form)s, binnen %(weeks)s weken na afloop."),
            band=from_amount(band, phrases),
            form=phrases.gettext(ACCOUNTS[band.form]),
            weeks=band.within_weeks,
        )


def claims_saying(rule: Any, phrases: Phrases) -> Iterator[str]:
    """Within which term costs are claimed."""
    yield phrases.gettext(
        say("Kosten declareert u binnen %(weeks)s weken."), weeks=rule.within_weeks
    )
