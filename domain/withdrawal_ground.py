"""Why a grant may be withdrawn, or changed to the detriment of who has it, by the law."""

from __future__ import annotations

from enum import StrEnum

from domain.errors import Refusal


class WithdrawalGroundDoesNotFit(Refusal):
    code = "withdrawal.ground_does_not_fit"
    dutch = "Deze grond past niet: na de vaststelling noemt de wet andere gronden dan ervoor."
    english = "This ground does not fit: the law has other grounds after the determination."


class NothingToSuspect(Refusal):
    code = "suspension.nothing_to_suspect"
    dutch = "Op deze grond schort de wet niets op: er wordt niemand iets verweten (Awb 4:56)."
    english = "On this ground the law suspends nothing: nobody is blamed for it (Awb 4:56)."


class WithdrawalGround(StrEnum):
    """Until a grant is determined those of Awb 4:48, first paragraph, and of Awb 4:50, first
    paragraph; afterwards of Awb 4:49.
    """

    NOT_CARRIED_OUT = "not_carried_out"
    OBLIGATIONS_NOT_MET = "obligations_not_met"
    WRONG_INFORMATION = "wrong_information"
    GRANTED_IN_ERROR = "granted_in_error"
    NEW_FACTS = "new_facts"
    DETERMINED_IN_ERROR = "determined_in_error"
    OBLIGATIONS_NOT_MET_AFTERWARDS = "obligations_not_met_afterwards"
    GRANTED_WRONGLY = "granted_wrongly"
    CIRCUMSTANCES_CHANGED = "circumstances_changed"
    OTHER_LEGAL_RULE = "other_legal_rule"


AFTER_DETERMINATION = (
    WithdrawalGround.NEW_FACTS,
    WithdrawalGround.DETERMINED_IN_ERROR,
    WithdrawalGround.OBLIGATIONS_NOT_MET_AFTERWARDS,
)
COMPENSATED = (WithdrawalGround.GRANTED_WRONGLY, WithdrawalGround.CIRCUMSTANCES_CHANGED)
"""With these the body makes up for damage from trust in the grant (Awb 4:50, second paragraph)."""
AFTER_A_TERM = (*COMPENSATED, WithdrawalGround.OTHER_LEGAL_RULE)
"""Of Awb 4:50: nothing that whoever has the grant did, and only after a reasonable term."""
SUSPICIONS = tuple(each for each in WithdrawalGround if each not in AFTER_A_TERM)
"""What can be suspected, so that payments are suspended: of Awb 4:48 and 4:49 (Awb 4:56)."""


def guard_withdrawal_ground(ground: WithdrawalGround, *, is_determined: bool) -> None:
    """What bears withdrawing a grant does not bear withdrawing its determination."""
    if is_determined is not (ground in AFTER_DETERMINATION):
        raise WithdrawalGroundDoesNotFit()


def guard_suspicion(ground: WithdrawalGround) -> None:
    """Payments wait only for what somebody is suspected of (Awb 4:56)."""
    if ground not in SUSPICIONS:
        raise NothingToSuspect()
