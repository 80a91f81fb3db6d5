"""Payloads of the past, rewritten as what followed them: one function per name that was followed.

What a payload did not have is filled in with what it meant then, written out here: a default that
changes tomorrow must not change what was meant yesterday.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from domain.calendar import dutch_day
from domain.deadlines import OBJECTION, PAYMENT, last_day

Payload = dict[str, Any]


def division_adopted_v1(payload: Payload) -> Payload:
    """Version 1 had no municipality; it is the first part of the division's id (GM0307-2022)."""
    return payload | {"municipality": payload["division_id"].split("-")[0]}


def proposal_submitted_v2(payload: Payload) -> Payload:
    """All proposals asked for a grant, and each had one applicant, who submitted it alone."""
    return payload | {
        "kind": "grant",
        "layer": None,
        "applicant_id": payload["by"]["id"],
        "applicant_kind": "resident",
        "joint_applicants": [],
        "helper_id": None,
        "came_from": [],
    }


def allocation_published_v1(payload: Payload) -> Payload:
    """The whole was divided by one key, whose name alone told what it went by."""
    about = {name: payload.pop(name) for name in ("source", "measured_on", "example")}
    part = about | {
        "kind": "other",
        "points": 1,
        "indicator": None,
        "amount_cents": payload["total_cents"],
        "lines": payload["shares"],
    }
    shares = [{name: line[name] for name in ("wijk", "amount_cents")} for line in part["lines"]]
    return payload | {"city_wide_cents": 0, "parts": [part], "shares": shares, "corrects": None}


def money_carried_in_v1(payload: Payload) -> Payload:
    """All of it was taken to be given for the year that it came from."""
    saved = {"given_for": payload["from_year"], "amount_cents": payload["amount_cents"]}
    return payload | {"saved": [saved]}


def ballot_cast_v1(payload: Payload) -> Payload:
    """All ballots approved, and nothing more."""
    return payload | {"points": None}


def voting_round_opened_v1(payload: Payload) -> Payload:
    """All rounds were on approvals, without conditions, and ties went by proposal id.

    `rules_hash` stays: it is of the payload as it was written.
    """
    rules = {
        "skip_unaffordable": True,
        "minimum_points": 0,
        "exclusions": [],
        "categories": [],
        "ballot_form": "approval",
        "min_total_cents": None,
        "min_points": None,
        "max_points": None,
        "max_points_per_proposal": None,
        "place_points": None,
    }
    return payload | {
        "rules": payload["rules"] | rules,
        "candidates": [line | {"smallest_part_cents": None} for line in payload["candidates"]],
        "draw_commitment": None,
    }


def voting_round_opened_v2(payload: Payload) -> Payload:
    """No regulation stood in the log. `rules_hash` stays: it is of the payload as written."""
    return payload | {"regulation": None}


def voting_round_opened_v3(payload: Payload) -> Payload:
    """No round had a quorum, and none could be extended."""
    procedure: Payload = {
        "quiet_days": 0,
        "quorum": None,
        "extension_days_max": 0,
        "polling_points": [],
    }
    return payload | {"procedure": procedure, "theme_round_id": None}


def voting_round_opened_v4(payload: Payload) -> Payload:
    """Every line was a whole proposal. `rules_hash` stays: it is of the payload as written."""
    return payload | {
        "candidates": [line | {"activity_id": None} for line in payload["candidates"]]
    }


def minimum_ballots_unasked(payload: Payload) -> Payload:
    """A round had an outcome with however few ballots, also where the regulation set a least number
    for telling how people voted. `rules_hash` stays: it is of the payload as written.
    """
    return payload | {"minimum_ballots": 0}


def regulation_adopted_v1(payload: Payload) -> Payload:
    """No regulation said how a round is run, or what is a signal."""
    return payload | {"rules": payload["rules"] | {"rounds": None, "integrity": None}}


def proposal_submitted_v1(payload: Payload) -> Payload:
    """No regulation stood in the log."""
    return payload | {"regulation": None}


def proposal_submitted_v3(payload: Payload) -> Payload:
    """One helper was kept, also where several had helped with what was merged."""
    helper_id = payload.pop("helper_id")
    return payload | {"helper_ids": [helper_id] if helper_id else []}


def addresses_untold(payload: Payload) -> Payload:
    """No proposal, and no part of one, said how many addresses take part."""
    return payload | {"addresses": None}


def precedence_given_v1(payload: Payload) -> Payload:
    """Only residents' initiatives went before others."""
    return payload | {"grounds": ["residents"]}


def category_untold(payload: Payload) -> Payload:
    """Nothing that was asked said of which category it was."""
    return payload | {"category": None}


def account_rendered_v1(payload: Payload) -> Payload:
    """No account said on which days the costs were made."""
    return payload | {"costs": []}


def account_rendered_v2(payload: Payload) -> Payload:
    """No account came with what an accountant states."""
    return payload | {"audit": None}


def decision_taken_v1(payload: Payload) -> Payload:
    """Every decision was taken under a mandate."""
    return payload


def grant_determined_v1(payload: Payload) -> Payload:
    """Every grant was determined under a mandate."""
    return payload


def grant_determined_v2(payload: Payload) -> Payload:
    """No day for paying back was told: the term of the law, six weeks as that for objecting."""
    return payload | {
        "pay_back_by": payload["objection_until"] if payload["claimed_back_cents"] else None
    }


def recovery_claimed_v1(payload: Payload) -> Payload:
    """No day for paying back was told: the term of the law, without public holidays."""
    claimed_on = dutch_day(datetime.fromisoformat(payload["at"]))
    by = last_day(claimed_on, PAYMENT).isoformat()
    return payload | {"pay_back_by": by if payload["amount_cents"] else None}


def breach_untold(payload: Payload) -> Payload:
    """No withdrawal said on which day an obligation was not met."""
    return payload | {"breached_on": None}


def voting_round_closed_v1(payload: Payload) -> Payload:
    """There was no draw."""
    return payload | {"draw_seed": None, "reason": None}


def voting_round_tallied_v1(payload: Payload) -> Payload:
    """Who won was funded in full."""
    winners = [line | {"funded_cents": line["price_cents"]} for line in payload["winners"]]
    return payload | {"winners": winners}


def voting_round_tallied_v2(payload: Payload) -> Payload:
    """Every line was a whole proposal, and was called as it is."""
    winners = [
        {"line_id": line["proposal_id"]}
        | {each: line[each] for each in ("price_cents", "funded_cents")}
        for line in payload["winners"]
    ]
    ties = [
        {"line_ids": each["proposal_ids"], "chosen": each["chosen"]} for each in payload["ties"]
    ]
    return payload | {"winners": winners, "ties": ties}


def need_recorded_v1(payload: Payload) -> Payload:
    """A need was of the whole wijk, and no meeting was named."""
    return payload | {"neighbourhood": None, "meeting_id": None}


def priority_set_v1(payload: Payload) -> Payload:
    """A priority named no indicators."""
    return payload | {"indicators": []}


def wijkplan_adopted_v1(payload: Payload) -> Payload:
    """Who drafted the plan was not recorded."""
    return payload | {"meeting_id": None}


def mandate_given_v1(payload: Payload) -> Payload:
    """Every mandate was for grants, and nobody was asked to accept one."""
    return payload | {"matter": "grants", "outside_college": False}


def regrouping_prepared_v1(payload: Payload) -> Payload:
    """Which versions people consented to was not recorded."""
    return payload | {"versions": []}


def feasibility_recorded_v1(payload: Payload) -> Payload:
    """Which version was judged was not recorded."""
    return payload | {"version": 0}


def agreement_recorded_v1(payload: Payload) -> Payload:
    """An agreement named no mandate, and no sum."""
    return payload | {"mandate_id": None, "amount_cents": 0}


def council_act_unknown(payload: Payload) -> Payload:
    """Nothing above the amount from which the council decides was granted."""
    return payload | {"council_act": None}


def ground_unknown(payload: Payload) -> Payload:
    """The decision on an objection gave its reason, and named no ground of its own."""
    return payload | {"ground": None}


def hearing_recorded_v1(payload: Payload) -> Payload:
    """Who heard them was not recorded."""
    return payload | {"heard_by": []}


def subsidy_recorded_v1(payload: Payload) -> Payload:
    """By which decision it was given was not recorded."""
    return payload | {"decision": None}


def subsidy_ended_v1(payload: Payload) -> Payload:
    """Nobody was told until when one could object: the term of the law, without public holidays."""
    decided_on = dutch_day(datetime.fromisoformat(payload["at"]))
    return payload | {"objection_until": last_day(decided_on, OBJECTION).isoformat()}


def left_out_of_handling_v2(payload: Payload) -> Payload:
    """A case officer did it without a mandate, and no sum was told."""
    return payload | {"mandate_id": None, "amount_cents": 0}


def left_out_of_handling_v1(payload: Payload) -> Payload:
    """Nobody was told until when one could object: the term of the law, without public holidays."""
    done_on = dutch_day(datetime.fromisoformat(payload["at"]))
    return payload | {"objection_until": last_day(done_on, OBJECTION).isoformat()}
