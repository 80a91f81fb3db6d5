"""The kinds of entries in a generated log: real events with places to fill in, in order of life."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from domain import budget, budget_events, budget_year, decision, grant, mandate, payout, proposal
from domain import voting_round as rounds
from domain import wijk_division as division
from domain.budget_year import ActKind, Body
from domain.command import Actor, Role
from domain.decision import Finding
from domain.decision_ground import DecisionGround, DecisionOutcome
from domain.event import Event
from domain.event_catalogue import payload_of
from domain.money import Money
from domain.round_procedure import PLAIN
from domain.tally.parameters import VotingRule
from domain.voting_rules import RoundRules

DIVISION = "GM0307-2022"
AT = datetime(2099, 1, 1, 12, tzinfo=UTC)
DAY = date(2099, 1, 2)
YEAR = 2099
WIJK = "WK999999"
PROPOSAL, ROUND_ID, RESIDENT = "proposal-place", "round-place", "person-place"
TEXT = "f" * 64
_RUN: dict[str, Any] = {"pass_key": TEXT, "procedure": PLAIN, "minimum_ballots": 0}
_TERMS: dict[str, Any] = {"valid_from": DAY, "valid_until": DAY, "article": "art-4"}
ASKED, GRANTED, LEFT, CENTS = (Money(9_876_543_210 + each) for each in range(4))

_PLACES: tuple[tuple[bytes, bytes], ...] = (
    (b"%", b"%%"),
    (b'"2099-01-01T12:00:00Z"', b'"%(at)b"'),
    (b'"2099-01-02"', b'"%(year)b-06-30"'),
    (b"mandate-2099", b"mandate-%(year)b"),
    (b'"year":2099', b'"year":%(year)b'),
    (WIJK.encode(), b"%(wijk)b"),
    (PROPOSAL.encode(), b"%(proposal)b"),
    (ROUND_ID.encode(), b"%(round)b"),
    (RESIDENT.encode(), b"%(resident)b"),
    (TEXT.encode(), b"%(text)b"),
    (b"%d" % ASKED.cents, b"%(asked)b"),
    (b"%d" % GRANTED.cents, b"%(granted)b"),
    (b"%d" % LEFT.cents, b"%(left)b"),
    (b"%d" % CENTS.cents, b"%(cents)b"),
    (b'"candidates":[]', b'"candidates":[%(candidates)b]'),
    (b'"winners":[]', b'"winners":[%(winners)b]'),
)


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of entry; stream and payload have `%(places)b`. Of a round, or per candidate of it.

    `same_command` says that it follows from the same command as the one before it.
    """

    name: str
    stream: bytes
    payload: bytes
    same_command: bool = False
    per_candidate: bool = True


def _template(
    happened: type[Event],
    stream: str,
    by: str,
    role: Role,
    *,
    same_command: bool = False,
    per_candidate: bool = True,
    **fields: Any,
) -> Template:
    nothing: dict[str, Any] = dict.fromkeys(happened.model_fields)  # where a field may be so
    event = happened.model_validate(nothing | {"at": AT, "by": Actor(id=by, role=role)} | fields)
    payload = payload_of(event)
    named = stream.encode()
    for found, place in _PLACES:
        payload = payload.replace(found, place)
        named = named.replace(found, place)
    named = named.replace(b"2099", b"%(year)b")
    return Template(happened.TOPIC, named, payload, same_command, per_candidate)


_BUDGET: dict[str, Any] = {"division_id": DIVISION, "wijk": WIJK, "year": YEAR}
_MONEY = budget.stream_of(YEAR, WIJK)
_DRAFT: dict[str, Any] = {
    "proposal_id": PROPOSAL,
    "activities": (),
    "reason": TEXT,
    "mandate_id": "mandate-2099",
    "priority_id": None,
    "plan_version": None,
}
_OF_WINNER: dict[str, Any] = {"proposal_id": PROPOSAL, "amount_cents": GRANTED}
_WON: dict[str, Any] = {
    "outcome": DecisionOutcome.GRANT,
    "amount_cents": GRANTED,
    "ground": DecisionGround.ROUND_WON,
}
_LOST: dict[str, Any] = {
    "outcome": DecisionOutcome.REFUSE,
    "amount_cents": Money(0),
    "ground": DecisionGround.ROUND_LOST,
}
_TAKEN: dict[str, Any] = {"prepared_by": "person-officer", "taken_on": DAY, "objection_until": DAY}

_griffier = partial(_template, by="person-griffier", role=Role.GRIFFIER)
_resident = partial(_template, by=RESIDENT, role=Role.RESIDENT)
_officer = partial(_template, by="person-officer", role=Role.CASE_OFFICER)
_holder = partial(_template, by="person-holder", role=Role.MANDATE_HOLDER)
_finance = partial(_template, by="person-finance", role=Role.FINANCE)

_DIVISION_STREAM = division.stream_of(DIVISION)
_YEAR_STREAM = budget_year.stream_of(YEAR)
_MANDATE_STREAM = mandate.stream_of("mandate-2099")
_PROPOSAL_STREAM, _ROUND_STREAM = proposal.stream_of(PROPOSAL), rounds.stream_of(ROUND_ID)
_GRANT_STREAM, _DECISION_STREAM = grant.stream_of(PROPOSAL), decision.stream_of(PROPOSAL)
_PAYOUT_STREAM = payout.stream_of(PROPOSAL)


def divided(wijken: tuple[str, ...]) -> Template:
    """The division of a city, adopted once."""
    return _griffier(
        division.DivisionAdopted,
        _DIVISION_STREAM,
        division_id=DIVISION,
        municipality="GM0307",
        valid_from=date(2000, 1, 1),
        wijken=tuple(division.Wijk(code=code, name=f"Wijk {code[-2:]}") for code in wijken),
        example=True,
    )


YEARLY = (
    _griffier(
        budget_year.FrameworkActRecorded,
        _YEAR_STREAM,
        year=YEAR,
        kind=ActKind.BUDGET,
        body=Body.COUNCIL,
        number="budget",
        decided_on=DAY,
    ),
    _griffier(
        budget_year.BudgetYearOpened,
        _YEAR_STREAM,
        year=YEAR,
        division_id=DIVISION,
        ceiling_cents=Money(10**15),
    ),
    _template(
        mandate.MandateGiven,
        _MANDATE_STREAM,
        "person-college",
        Role.COLLEGE,
        mandate_id="mandate-2099",
        holder_id="person-holder",
        ceiling_cents=Money(10**9),
        **_TERMS | {"outside_college": False},
        matter=mandate.MandateMatter.GRANTS,
    ),
    _griffier(budget_events.MoneyAllocated, _MONEY, **_BUDGET, amount_cents=CENTS),
)
"""What frames a year; with `%(wijk)b` in it, once per wijk."""

_ALONE: dict[str, Any] = dict.fromkeys(("joint_applicants", "helper_ids", "came_from"), ())
STARTING = [
    _resident(
        proposal.ProposalSubmitted,
        _PROPOSAL_STREAM,
        proposal_id=PROPOSAL,
        wijk=WIJK,
        year=YEAR,
        title=TEXT,
        description=TEXT,
        amount_cents=ASKED,
        kind="grant",
        applicant_id=RESIDENT,
        applicant_kind="resident",
        **_ALONE,
    ),
    _officer(proposal.ProposalTakenInHandling, _PROPOSAL_STREAM, proposal_id=PROPOSAL),
]

ROUND = [
    _officer(
        rounds.VotingRoundOpened,
        _ROUND_STREAM,
        per_candidate=False,
        round_id=ROUND_ID,
        wijk=WIJK,
        year=YEAR,
        budget_cents=Money(10**9),
        rules=RoundRules(rule=VotingRule.EQUAL_SHARES),
        candidates=(),
        opens_at=AT,
        closes_at=AT,
        rules_hash=TEXT,
        **_RUN,
    ),
    _officer(
        proposal.ProposalPlacedOnBallot,
        _PROPOSAL_STREAM,
        proposal_id=PROPOSAL,
        round_id=ROUND_ID,
        price_cents=ASKED,
    ),
    _officer(
        rounds.VotingRoundClosed,
        _ROUND_STREAM,
        per_candidate=False,
        round_id=ROUND_ID,
        ballots=4_321,
        ballots_root=TEXT,
    ),
    _officer(
        rounds.VotingRoundTallied,
        _ROUND_STREAM,
        per_candidate=False,
        round_id=ROUND_ID,
        ballots=4_321,
        winners=(),
        ties=(),
    ),
]

_VERIFIED = _griffier(
    decision.DecisionVerified,
    _DECISION_STREAM,
    proposal_id=PROPOSAL,
    finding=Finding.IN_ORDER,
    note=None,
)


def _move(happened: type[Event], by: str, role: Role, **fields: Any) -> Template:
    """A movement of money, of the command that the event before it follows from."""
    return _template(happened, _MONEY, by, role, same_command=True, **_BUDGET, **fields)


def _pay(happened: type[Event], **fields: Any) -> Template:
    return _finance(happened, _PAYOUT_STREAM, proposal_id=PROPOSAL, payout_id="payout-1", **fields)


WINNING = [
    _officer(grant.GrantReserved, _GRANT_STREAM, proposal_id=PROPOSAL, amount_cents=ASKED),
    _move(
        budget_events.MoneyReserved,
        by="person-officer",
        role=Role.CASE_OFFICER,
        proposal_id=PROPOSAL,
        amount_cents=ASKED,
    ),
    _officer(decision.DecisionPrepared, _DECISION_STREAM, **_DRAFT, **_WON),
    _holder(decision.DecisionTaken, _DECISION_STREAM, **_DRAFT, **_WON, **_TAKEN),
    _holder(
        grant.GrantGranted,
        _GRANT_STREAM,
        same_command=True,
        **_OF_WINNER,
        activities=(),
    ),
    _move(
        budget_events.MoneyGranted,
        by="person-holder",
        role=Role.MANDATE_HOLDER,
        **_OF_WINNER,
    ),
    _move(
        budget_events.ReservationReleased,
        by="person-holder",
        role=Role.MANDATE_HOLDER,
        proposal_id=PROPOSAL,
        amount_cents=LEFT,
    ),
    _VERIFIED,
    _pay(payout.PayoutRequested, amount_cents=GRANTED),
    _pay(payout.PayoutApproved),
    _pay(payout.PayoutPaid, amount_cents=GRANTED, reference="bank-0001"),
    _move(
        budget_events.MoneyPaid,
        by="person-finance",
        role=Role.FINANCE,
        proposal_id=PROPOSAL,
        payout_id="payout-1",
        amount_cents=GRANTED,
    ),
]

LOSING = [
    _officer(decision.DecisionPrepared, _DECISION_STREAM, **_DRAFT, **_LOST),
    _holder(decision.DecisionTaken, _DECISION_STREAM, **_DRAFT, **_LOST, **_TAKEN),
    _VERIFIED,
]
