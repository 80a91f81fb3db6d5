"""What each activity gets, on a form: a field for each of them, named after its id."""

from __future__ import annotations

from adapters.web.forms import Form
from domain.activity import Granted, GrantedActivity
from domain.errors import MALFORMED, Refusal
from domain.money import total

GETS = "gets_"
"""Before the id of an activity: the field with what it gets."""


class ActivitiesLeftEmpty(Refusal):
    code = "form.activities_empty"
    status = MALFORMED
    dutch = "Vul in wat de activiteiten krijgen. Krijgen zij niets, vul dan 0 in."
    english = "Fill in what the activities get. Where they get nothing, fill in 0."


def asks_per_activity(form: Form) -> bool:
    """Whether the form has a field for each activity."""
    return bool(_fields(form))


def granted_in(form: Form) -> Granted:
    """What each activity gets, and together. An empty field is nothing. Raises
    `AmountUnreadable`.
    """
    gets = {name.removeprefix(GETS): form.money(name) for name in _filled(form)}
    named = tuple(
        GrantedActivity(activity_id=name, amount_cents=amount)
        for name, amount in gets.items()
        if amount
    )
    return Granted(total(each.amount_cents for each in named), named)


def changed_in(form: Form) -> Granted:
    """What a grant comes to from now on, by fields of activities or in one sum; nothing is written
    as 0. Raises `ActivitiesLeftEmpty`.
    """
    if not asks_per_activity(form):
        return Granted(form.money("amount"))
    if not _filled(form):
        raise ActivitiesLeftEmpty()
    return granted_in(form)


def _fields(form: Form) -> list[str]:
    return [name for name in form.values if name.startswith(GETS)]


def _filled(form: Form) -> list[str]:
    return [name for name in _fields(form) if form.optional(name)]
