"""The public catalogue of events: every name that ever stood in a log, and how to read it today.

A name is `subject.happened.vN` and never changes its meaning. When a payload must change, a new
version gets a class and the old name an entry in `UPCASTS`, which rewrites the old payload; entries
in the log stay as they are. Golden files of every event ever written must keep loading.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from domain import (
    advice_weighing,
    allocation_key,
    applicant,
    ballot,
    board_events,
    border_money_events,
    budget_events,
    budget_year,
    closure,
    coordinator,
    decision,
    determination_events,
    feasibility,
    grant,
    integrity_events,
    mandate,
    mandate_holder,
    moderation,
    network,
    objection_events,
    outcome_weighing,
    payout,
    precedence,
    proposal_events,
    proposal_support,
    quickscan,
    ranking,
    ranking_weighing,
    regrouping,
    regulation,
    round_events,
    round_money_events,
    subsidy_events,
    suspension,
    theme_round_events,
    upcasts,
    wijk_division,
    wijkplan_events,
    withdrawal,
)
from domain.canonical import canonical_json
from domain.event import Event
from domain.upcasts import Payload

ROOMS = (
    wijk_division,
    allocation_key,
    budget_year,
    budget_events,
    border_money_events,
    round_money_events,
    subsidy_events,
    quickscan,
    network,
    wijkplan_events,
    board_events,
    coordinator,
    mandate,
    mandate_holder,
    regulation,
    applicant,
    proposal_events,
    proposal_support,
    regrouping,
    feasibility,
    moderation,
    round_events,
    theme_round_events,
    ballot,
    decision,
    advice_weighing,
    ranking,
    ranking_weighing,
    outcome_weighing,
    precedence,
    grant,
    payout,
    determination_events,
    suspension,
    withdrawal,
    objection_events,
    closure,
    integrity_events,
)


class EventUnreadable(Exception):  # noqa: N818 - says what is wrong with the entry
    """An entry's name is not in the catalogue, or its payload does not fit its name."""


def _events_of(room: object) -> Iterator[type[Event]]:
    for value in vars(room).values():
        if isinstance(value, type) and issubclass(value, Event) and "TOPIC" in vars(value):
            yield value


EVENTS: dict[str, type[Event]] = {
    event.TOPIC: event for room in ROOMS for event in _events_of(room)
}
"""The current class of every event, by name."""


UPCASTS: dict[str, tuple[str, Callable[[Payload], Payload]]] = {
    "division.adopted.v1": ("division.adopted.v2", upcasts.division_adopted_v1),
    "proposal.submitted.v1": ("proposal.submitted.v2", upcasts.proposal_submitted_v1),
    "proposal.submitted.v2": ("proposal.submitted.v3", upcasts.proposal_submitted_v2),
    "proposal.submitted.v3": ("proposal.submitted.v4", upcasts.proposal_submitted_v3),
    "proposal.submitted.v4": ("proposal.submitted.v5", upcasts.addresses_untold),
    "proposal.amended.v1": ("proposal.amended.v2", upcasts.addresses_untold),
    "proposal.submitted.v5": ("proposal.submitted.v6", upcasts.category_untold),
    "proposal.amended.v2": ("proposal.amended.v3", upcasts.category_untold),
    "proposal.activity_set.v1": ("proposal.activity_set.v2", upcasts.category_untold),
    "precedence.given.v1": ("precedence.given.v2", upcasts.precedence_given_v1),
    "account.rendered.v1": ("account.rendered.v2", upcasts.account_rendered_v1),
    "account.rendered.v2": ("account.rendered.v3", upcasts.account_rendered_v2),
    "allocation.published.v1": ("allocation.published.v2", upcasts.allocation_published_v1),
    "wijkplan.need_recorded.v1": ("wijkplan.need_recorded.v2", upcasts.need_recorded_v1),
    "wijkplan.priority_set.v1": ("wijkplan.priority_set.v2", upcasts.priority_set_v1),
    "wijkplan.adopted.v1": ("wijkplan.adopted.v2", upcasts.wijkplan_adopted_v1),
    "voting_round.opened.v1": ("voting_round.opened.v2", upcasts.voting_round_opened_v1),
    "voting_round.opened.v2": ("voting_round.opened.v3", upcasts.voting_round_opened_v2),
    "regrouping.merger_prepared.v1": (
        "regrouping.merger_prepared.v2",
        upcasts.regrouping_prepared_v1,
    ),
    "regrouping.split_prepared.v1": (
        "regrouping.split_prepared.v2",
        upcasts.regrouping_prepared_v1,
    ),
    "regrouping.split_prepared.v2": ("regrouping.split_prepared.v3", upcasts.addresses_untold),
    "proposal.split.v1": ("proposal.split.v2", upcasts.addresses_untold),
    "feasibility.recorded.v1": ("feasibility.recorded.v2", upcasts.feasibility_recorded_v1),
    "mandate.given.v1": ("mandate.given.v2", upcasts.mandate_given_v1),
    "decision.prepared.v1": ("decision.prepared.v2", upcasts.council_act_unknown),
    "decision.taken.v2": ("decision.taken.v3", upcasts.council_act_unknown),
    "objection.decided.v1": ("objection.decided.v2", upcasts.council_act_unknown),
    "objection.decided.v2": ("objection.decided.v3", upcasts.ground_unknown),
    "proposal.agreement_recorded.v2": (
        "proposal.agreement_recorded.v3",
        upcasts.council_act_unknown,
    ),
    "objection.hearing_recorded.v1": (
        "objection.hearing_recorded.v2",
        upcasts.hearing_recorded_v1,
    ),
    "subsidy.recorded.v1": ("subsidy.recorded.v2", upcasts.subsidy_recorded_v1),
    "subsidy.ended.v1": ("subsidy.ended.v2", upcasts.subsidy_ended_v1),
    "proposal.left_out_of_handling.v2": (
        "proposal.left_out_of_handling.v3",
        upcasts.left_out_of_handling_v2,
    ),
    "proposal.left_out_of_handling.v1": (
        "proposal.left_out_of_handling.v2",
        upcasts.left_out_of_handling_v1,
    ),
    "proposal.agreement_recorded.v1": (
        "proposal.agreement_recorded.v2",
        upcasts.agreement_recorded_v1,
    ),
    "voting_round.opened.v3": ("voting_round.opened.v4", upcasts.voting_round_opened_v3),
    "voting_round.opened.v4": ("voting_round.opened.v5", upcasts.voting_round_opened_v4),
    "voting_round.opened.v5": ("voting_round.opened.v6", upcasts.minimum_ballots_unasked),
    "theme_round.opened.v1": ("theme_round.opened.v2", upcasts.minimum_ballots_unasked),
    "regulation.adopted.v1": ("regulation.adopted.v2", upcasts.regulation_adopted_v1),
    "decision.taken.v1": ("decision.taken.v2", upcasts.decision_taken_v1),
    "grant.determined.v1": ("grant.determined.v2", upcasts.grant_determined_v1),
    "grant.determined.v2": ("grant.determined.v3", upcasts.grant_determined_v2),
    "withdrawal.announced.v1": ("withdrawal.announced.v2", upcasts.breach_untold),
    "grant.withdrawn.v1": ("grant.withdrawn.v2", upcasts.breach_untold),
    "recovery.claimed.v1": ("recovery.claimed.v2", upcasts.recovery_claimed_v1),
    "voting_round.closed.v1": ("voting_round.closed.v2", upcasts.voting_round_closed_v1),
    "voting_round.tallied.v1": ("voting_round.tallied.v2", upcasts.voting_round_tallied_v1),
    "voting_round.tallied.v2": ("voting_round.tallied.v3", upcasts.voting_round_tallied_v2),
    "budget.money_carried_in.v1": ("budget.money_carried_in.v2", upcasts.money_carried_in_v1),
    "ballot.cast.v1": ("ballot.cast.v2", upcasts.ballot_cast_v1),
}
"""Names of the past: the name that follows, and the payload rewritten for it."""


def payload_of(event: Event) -> bytes:
    """The canonical bytes that are stored for an event."""
    return canonical_json(event.model_dump(mode="json"))


def event_from(name: str, payload: bytes) -> Event:
    """The event behind a stored name and payload, brought to its current version.

    Raises `EventUnreadable`.
    """
    try:
        current, content = _upcast(name, payload)
        return EVENTS[current].model_validate_json(content)
    except (AttributeError, KeyError, TypeError, ValueError) as problem:  # an upcast meets anything
        raise EventUnreadable(f"{name}: {problem}") from problem


def _upcast(name: str, payload: bytes) -> tuple[str, bytes]:
    while name in UPCASTS:
        name, rewrite = UPCASTS[name]
        payload = canonical_json(rewrite(json.loads(payload)))
    return name, payload


def json_schemas() -> dict[str, Any]:
    """The JSON Schema of every current event, by name, with its meaning as description."""
    return {
        name: EVENTS[name].model_json_schema(mode="serialization") | {"title": name}
        for name in sorted(EVENTS)
    }
