"""No act, decision or figure is of a day that is still to come, whatever command tells it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from application.authorisation import MAY_COMMAND
from domain.budget_year import CouncilAct
from domain.command import Actor, ActorCommand
from domain.errors import Refusal
from domain.past_day import DayStillToCome, Past, days_that_have_been
from tests.scenarios.town import Town
from tests.unit.application.commands import EXAMPLES, TODAY, example_of
from tests.unit.domain.given import refused

TOMORROW = TODAY + timedelta(days=1)
ACT = CouncilAct(number="RB-1", decided_on=TODAY)

WITH_A_RULE_OF_ITS_OWN = {
    "LodgeObjection.posted_on",
    "LodgeObjection.received_on",
    "RecordAgreement.agreed_on",
    "RecordAppeal.lodged_on",
    "RecordBoardMeeting.met_on",
    "RecordHearing.held_on",
    "RecordPayment.paid_on",
    "RecordRuling.ruled_on",
    "RecordSubsidy.since",
    "RenderAccount.costs.made_on",
}
"""Days that have been too, held against other days of their room as well: a refusal says which."""

MAY_BE_TO_COME = {
    "AdoptDivision.valid_from",
    "AdoptRegulation.valid_from",
    "AdoptRegulation.valid_until",
    "AnnounceMeeting.planned_on",
    "AnnounceWithdrawal.effective_on",
    "AnnounceWithdrawal.views_until",
    "AppointCoordinator.valid_from",
    "AppointCoordinator.valid_until",
    "AppointMember.valid_from",
    "AppointMember.valid_until",
    "DetermineGrant.pay_back_by",
    "EndAppointment.last_day",
    "EndSeat.last_day",
    "GiveMandate.valid_from",
    "GiveMandate.valid_until",
    "HandOverActivity.from_day",
    "OpenIntegrityCase.decide_by",
    "PostponeObjection.decide_by",
    "RecordRuling.decide_by",
    "RequestCompletion.answer_by",
    "WithdrawGrant.pay_back_by",
    "WithdrawRegulation.last_day",
}
"""Days from or until which something holds, or by which something is done."""


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models that a type names: itself, an optional one, those of a tuple."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from models_in(part)


def names_date(annotation: Any) -> bool:
    """Whether a day stands in a type by itself."""
    return annotation is date or any(names_date(part) for part in get_args(annotation))


def days_in(told: type[BaseModel], path: str) -> Iterator[tuple[str, bool]]:
    """Every day that a command can name, and whether it is marked as one that has been."""
    for name, field in told.model_fields.items():
        if names_date(field.annotation):
            yield f"{path}.{name}", any(isinstance(mark, Past) for mark in field.metadata)
        for model in models_in(field.annotation):
            yield from days_in(model, f"{path}.{name}")


def with_an_act(kind: type[ActorCommand]) -> ActorCommand:
    """A well-formed command of somebody who may give it, that cites an act wherever it can."""
    by = Actor(id="person-anna", role=sorted(MAY_COMMAND[kind])[0])
    cites = {"cover": ACT, "council_act": ACT}
    acts = {name: act for name, act in cites.items() if name in kind.model_fields}
    return example_of(kind, by).model_copy(update=acts)


def told_of(said: Any, day: date) -> Any:
    """The same, with every day that has been moved to this one."""
    if isinstance(said, tuple):
        return tuple(told_of(part, day) for part in said)
    if not isinstance(said, BaseModel):
        return said
    changed = {
        name: day
        if any(isinstance(mark, Past) for mark in field.metadata)
        else told_of(getattr(said, name), day)
        for name, field in type(said).model_fields.items()
    }
    return said.model_copy(update=changed)


ALL_DAYS = [found for kind in MAY_COMMAND for found in days_in(kind, kind.__name__)]
TELLING = [kind for kind in EXAMPLES if any(marked for _, marked in days_in(kind, ""))]


def test_of_every_day_in_a_command_somebody_said_whether_it_has_been() -> None:
    unmarked = {path for path, marked in ALL_DAYS if not marked}
    assert unmarked == WITH_A_RULE_OF_ITS_OWN | MAY_BE_TO_COME


@pytest.mark.parametrize("kind", TELLING, ids=lambda kind: kind.__name__)
def test_a_day_that_is_still_to_come_is_refused(kind: type[ActorCommand]) -> None:
    command = told_of(with_an_act(kind), TOMORROW)
    assert TOMORROW in days_that_have_been(command)
    with refused(DayStillToCome):
        Town().desk.carry_out(command)


@pytest.mark.parametrize("kind", TELLING, ids=lambda kind: kind.__name__)
def test_today_is_told_or_refused_by_another_rule(kind: type[ActorCommand]) -> None:
    command = told_of(with_an_act(kind), TODAY)
    try:
        answer = str(Town().desk.carry_out(command).position)
    except Refusal as refusal:
        answer = refusal.code
    assert answer != DayStillToCome.code
