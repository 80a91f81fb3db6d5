"""Until when is paid back what was claimed: six weeks after the decision that claims it, unless
that names a later day (Awb 4:87, first paragraph).

The term of a regulation for payments is that for what the city pays. Until when the city can still
claim something back is another term (`recovery.py`).
"""

from __future__ import annotations

from datetime import date

from domain.deadlines import PAYMENT, RECOVERY, IsHoliday, last_day, no_holiday
from domain.errors import Refusal
from domain.money import Money


class PayBackDayDoesNotFit(Refusal):
    code = "recovery.pay_back_day_does_not_fit"
    dutch = "Terugbetalen kan in elk geval tot en met {first}. Noem een latere dag, tot {last}."
    english = "Paying back can take until {first} in any case. Name a later day, up to {last}."


class NothingToPayBack(Refusal):
    code = "recovery.nothing_to_pay_back"
    dutch = "Er wordt niets teruggevorderd. Noem dan geen dag om terug te betalen."
    english = "Nothing is claimed back. Name no day for paying back then."


def pay_back_day(
    claimed: Money, named: date | None, today: date, is_holiday: IsHoliday = no_holiday
) -> date | None:
    """The last day for paying back what is claimed today: that of the law, or a later one that the
    decision names, within five years. None where nothing is claimed.
    """
    if not claimed:
        if named is not None:
            raise NothingToPayBack()
        return None
    first, last = last_day(today, PAYMENT, is_holiday), last_day(today, RECOVERY)
    if named is None:
        return first
    if not first < named <= last:
        raise PayBackDayDoesNotFit(first=first.isoformat(), last=last.isoformat())
    return named
