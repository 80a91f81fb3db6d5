"""From which age residents vote, where the regulation that a round began under says so.

Whoever says who someone is knows their age too. It is asked when a voting pass is fetched, and is
kept nowhere: a pass knows nobody.
"""

from __future__ import annotations

from datetime import date

from domain.errors import FORBIDDEN, Refusal
from domain.regulation_procedure import BallotRule


class BelowVotingAge(Refusal):
    code = "voting_pass.too_young"
    status = FORBIDDEN
    dutch = "U kunt nog niet stemmen: volgens artikel {article} kan dat vanaf {years} jaar."
    english = "You cannot vote yet: by article {article} you can from the age of {years}."


class AgeUnknown(Refusal):
    code = "voting_pass.age_unknown"
    status = FORBIDDEN
    dutch = (
        "De inlogdienst zegt niet hoe oud u bent, en volgens artikel {article} kunt u stemmen "
        "vanaf {years} jaar. Vraag de gemeente om hulp."
    )
    english = (
        "The sign-in service does not say how old you are, and by article {article} you can vote "
        "from the age of {years}. Ask the municipality for help."
    )


def guard_old_enough(rule: BallotRule | None, born_on: date | None, day: date) -> None:
    """Refuse whoever is younger than the rule says on a day, or of whom nobody says how old.

    Who was born on 29 February is a year older on 1 March, where that day is not there.
    """
    if rule is None or not rule.minimum_age:
        return
    about = {"article": rule.article, "years": rule.minimum_age}
    if born_on is None:
        raise AgeUnknown(**about)
    had_birthday = (day.month, day.day) >= (born_on.month, born_on.day)
    if day.year - born_on.year - (not had_birthday) < rule.minimum_age:
        raise BelowVotingAge(**about)
