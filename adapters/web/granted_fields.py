"""What each activity gets, on a form: a field for each of them, named after its id."""

from __future__ import annotations

from adapters.web.forms import Form
from domain.activity import Granted, GrantedActivity
from domain.errors import MALFORMED, Refusal
from domain.money import ZERO, total

GETS = "gets_"
"""Before the id of an activity: the field with what it gets."""


class ActivitiesLeftEmpty(Refusal):
    code = "form.activities_empty"
    status = MALFORMED
    dutch = "Vul in wat de activiteiten krijgen. Krijgen zij niets, vul dan 0 in."
    english = "Fill in what the activities get. Where they get nothing, fill in 0."


def asks_per_activity(form: Form) -> bool:
    """Whether the form has a field for each activity."""
    return any(name.startswith(GETS) for name in form.values)


def granted_in(form: Form) -> Granted:
    """What each activity gets, and together. An empty field is nothing. Raises
    `AmountUnreadable`.
    """
    filled = [name for name in form.values if name.startswith(GETS) and form.optional(name)]
    gets = {name.removeprefix(GETS): form.money(name) for name in filled}
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
    granted = granted_in(form)
    is_written = any(form.optional(name) for name in form.values if name.startswith(GETS))
    if granted.amount == ZERO and not is_written:
        raise ActivitiesLeftEmpty()
    return granted
