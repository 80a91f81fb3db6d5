"""Why a grant may be withdrawn, or changed to the detriment of who has it, by the law."""

from __future__ import annotations

from enum import StrEnum

from domain.errors import Refusal


class WithdrawalGroundDoesNotFit(Refusal):
    code = "withdrawal.ground_does_not_fit"
    dutch = "Deze grond past niet: na de vaststelling noemt de wet andere gronden dan ervoor."
    english = "This ground does not fit: the law has other grounds after the determination."


class WithdrawalGround(StrEnum):
    """Until a grant is determined those of Awb 4:48, first paragraph; afterwards of Awb 4:49."""

    NOT_CARRIED_OUT = "not_carried_out"
    OBLIGATIONS_NOT_MET = "obligations_not_met"
    WRONG_INFORMATION = "wrong_information"
    GRANTED_IN_ERROR = "granted_in_error"
    NEW_FACTS = "new_facts"
    DETERMINED_IN_ERROR = "determined_in_error"
    OBLIGATIONS_NOT_MET_AFTERWARDS = "obligations_not_met_afterwards"


AFTER_DETERMINATION = (
    WithdrawalGround.NEW_FACTS,
    WithdrawalGround.DETERMINED_IN_ERROR,
    WithdrawalGround.OBLIGATIONS_NOT_MET_AFTERWARDS,
)


def guard_withdrawal_ground(ground: WithdrawalGround, *, is_determined: bool) -> None:
    """What bears withdrawing a grant does not bear withdrawing its determination."""
    if is_determined is not (ground in AFTER_DETERMINATION):
        raise WithdrawalGroundDoesNotFit()
