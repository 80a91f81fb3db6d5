"""Determining a grant: the account of the applicant, what the grant comes to, and what comes back.

The applicant accounts for what was done (Awb 4:45). The grant is then determined: as it was
granted, or lower on a ground that the law names (Awb 4:46). What was paid above it is claimed back
within five years (Awb 4:57); what was claimed in time may come later. Where the regulation asks no
account of so small an amount, the grant is determined with the decision that gives it
(`direct_determination.py`); where the term for it passed without
one, of the body's own accord and lower (Awb 4:47). The amounts themselves move in the budget of the
wijk (`settlement.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Annotated

from pydantic import Field

from domain.account_audit import guard_audited
from domain.calendar import dutch_day
from domain.command import ActorCommand
from domain.cost_claim import (
    COSTS_MAX,
    CostsOfDay,
    claimed_with,
    guard_claimed_in_time,
    guard_days_told,
)
from domain.deadlines import (
    OBJECTION,
    RECOVERY,
    IsHoliday,
    Term,
    TermSource,
    last_day,
    no_holiday,
)
from domain.determination_events import (
    AccountRendered,
    DeterminationChanged,
    DeterminationGround,
    GrantDetermined,
    RecoveryClaimed,
    RecoveryRecorded,
)
from domain.errors import FORBIDDEN, Refusal
from domain.event import Commitment, Day, Event, Identifier
from domain.grant import Grant, guard_granted
from domain.mandate import Mandate, guard_college_or_mandate
from domain.money import ZERO, Money, MoneyOrNothing, total
from domain.objection_term import ObjectionTerm
from domain.paying_back import pay_back_day
from domain.payout import Payouts
from domain.proposal import Proposal
from domain.regulation_contents import NO_RULES, Regulation
from domain.regulation_parts import AccountForm, band_of


class AccountNotYours(Refusal):
    code = "account.not_yours"
    status = FORBIDDEN
    dutch = "Alleen de indiener kan over deze subsidie verantwoording afleggen."
    english = "Only the applicant can account for this grant."


class GrantAlreadyDetermined(Refusal):
    code = "determination.already_determined"
    dutch = "De subsidie voor voorstel {proposal} is al vastgesteld."
    english = "The grant for proposal {proposal} has already been determined."


class GrantNotDetermined(Refusal):
    code = "determination.not_determined"
    dutch = "De subsidie voor voorstel {proposal} is nog niet vastgesteld."
    english = "The grant for proposal {proposal} has not been determined yet."


class AccountMissing(Refusal):
    code = "determination.account_missing"
    dutch = "De indiener verantwoordde zich nog niet ({article}); vaststellen kan daarna."
    english = "The applicant did not account for it yet ({article}); it is determined after that."


class DeterminedAboveGrant(Refusal):
    code = "determination.above_grant"
    dutch = "Vaststellen kan op ten hoogste {granted}, het bedrag dat is verleend."
    english = "A grant is determined at {granted} at most, the amount that was granted."


class DeterminationGroundDoesNotFit(Refusal):
    code = "determination.ground_does_not_fit"
    dutch = "Deze grond past niet bij het bedrag: lager vaststellen vraagt een grond uit de wet."
    english = "This ground does not fit the amount: to determine lower takes a ground of the law."


class PayoutsOutstanding(Refusal):
    code = "determination.payouts_outstanding"
    dutch = "Er staan nog betalingen open. Rond die eerst af, of keur ze af."
    english = "There are payouts under way. Complete them first, or reject them."


class RenderAccount(ActorCommand):
    """Account for a grant: what was spent, on which days, what was done with it, and what the
    accountant states who audited it.
    """

    proposal_id: Identifier
    costs_cents: MoneyOrNothing
    report: Commitment
    audit: Commitment | None = None
    costs: Annotated[tuple[CostsOfDay, ...], Field(max_length=COSTS_MAX)] = ()


class DetermineGrant(ActorCommand):
    """Decide what a grant comes to: under a mandate, or as the college itself; and until when what
    was paid too much is paid back, where that is later than the law has it (Awb 4:87).
    """

    proposal_id: Identifier
    mandate_id: Identifier | None = None
    amount_cents: MoneyOrNothing
    ground: DeterminationGround
    reason: Commitment
    pay_back_by: Day | None = None


@dataclass(frozen=True, slots=True)
class Determination:
    """Whether an account was rendered, what the grant came to, what was and is claimed back.

    `costs` is the most that an account claimed for each day.
    """

    accounted: bool = False
    audit: Commitment | None = None
    costs: Mapping[date, Money] = field(default_factory=dict)
    amount: Money | None = None
    with_grant: bool = False
    claimed_back: Money = ZERO
    pay_back_by: date | None = None
    objection_term: ObjectionTerm | None = None
    recoveries: Mapping[str, Money] = field(default_factory=dict)
    references: frozenset[str] = frozenset()

    @property
    def determined_on(self) -> date | None:
        """The day of the determination; None before it."""
        return dutch_day(self.objection_term.taken_at) if self.objection_term else None

    @property
    def recovered(self) -> Money:
        """What came back."""
        return total(self.recoveries.values())

    @property
    def to_recover(self) -> Money:
        """What is still to be paid back."""
        return self.claimed_back - self.recovered


def stream_of(proposal_id: str) -> str:
    """The stream of the determination of the grant to one proposal."""
    return f"determination:{proposal_id}"


def evolve(determination: Determination | None, event: Event) -> Determination | None:
    """The determination after one more event."""
    known = determination or Determination()
    match event:
        case AccountRendered():
            costs = claimed_with(known.costs, event.costs)
            return replace(known, accounted=True, audit=event.audit, costs=costs)
        case GrantDetermined():
            return replace(
                known,
                amount=event.amount_cents,
                with_grant=event.with_grant,
                claimed_back=event.claimed_back_cents + known.recovered,
                pay_back_by=event.pay_back_by,
                objection_term=ObjectionTerm(
                    event.objection_until, event.by.id, event.at, event.mandate_id
                ),
            )
        case DeterminationChanged():
            return replace(known, amount=event.amount_cents)
        case RecoveryClaimed():
            back = event.amount_cents + known.recovered
            return replace(known, claimed_back=back, pay_back_by=event.pay_back_by)
        case RecoveryRecorded():
            received = {**known.recoveries, event.recovery_id: event.amount_cents}
            seen = known.references | {event.reference}
            return replace(known, recoveries=received, references=seen)
        case _:
            return determination


def render_account(
    command: RenderAccount,
    determination: Determination | None,
    proposal: Proposal,
    grant: Grant | None,
    rules: Regulation = NO_RULES,
) -> list[Event]:
    """The applicant accounts for a grant until it is determined; the last account counts. What it
    cost was claimed in time, where the regulation has a term for that.
    """
    granted = guard_granted(grant, command.proposal_id)
    if command.by.id != proposal.applicant_id:
        raise AccountNotYours()
    guard_not_determined(determination, command.proposal_id)
    guard_audited(rules, granted.amount, command.audit)
    claimed = determination.costs if determination else {}
    guard_days_told(rules, command.costs_cents, command.costs)
    guard_claimed_in_time(rules, command.costs, claimed, dutch_day(command.at))
    return [AccountRendered.following(command)]


def determine(
    command: DetermineGrant,
    determination: Determination | None,
    grant: Grant,
    payouts: Payouts | None,
    rules: Regulation,
    *,
    mandate: Mandate | None,
    due: date | None = None,
    is_holiday: IsHoliday = no_holiday,
) -> GrantDetermined:
    """Determine once, at what was granted or lower: after the account where one is asked, or lower
    once the day on which it was `due` has passed. Under a mandate that reaches what was granted, or
    by the college.
    """
    today = dutch_day(command.at)
    under = guard_college_or_mandate(mandate, command.mandate_id, command.by, today, grant.amount)
    known = determination or Determination()
    guard_not_determined(determination, command.proposal_id)
    as_granted = command.ground is DeterminationGround.AS_GRANTED
    if known.accounted and as_granted:
        guard_audited(rules, grant.amount, known.audit)
    if not known.accounted and account_form(rules, grant.amount) is not AccountForm.NONE:
        is_overdue = due is not None and today > due
        if not is_overdue or as_granted:
            raise AccountMissing(article=account_article(rules))
    if command.amount_cents > grant.amount:
        raise DeterminedAboveGrant(granted=grant.amount)
    if as_granted is not (command.amount_cents == grant.amount):
        raise DeterminationGroundDoesNotFit()
    paid = paid_without_open_ones(payouts) - known.recovered
    back = max(ZERO, paid - command.amount_cents)
    return GrantDetermined.following(
        command,
        mandate_id=under,
        granted_cents=grant.amount,
        claimed_back_cents=back,
        determined_on=today,
        objection_until=last_day(today, OBJECTION, is_holiday),
        recovery_until=last_day(today, RECOVERY),
        pay_back_by=pay_back_day(back, command.pay_back_by, today, is_holiday),
    )


def account_form(rules: Regulation, granted: Money) -> AccountForm:
    """How a grant is accounted for; by a report where no rule says less or more."""
    band = band_of(rules.accounts.bands, granted) if rules.accounts else None
    return band.form if band else AccountForm.REPORT


def account_article(rules: Regulation) -> str:
    """Where it stands that a grant is accounted for: in the regulation, or else in the law."""
    return f"art. {rules.accounts.article}" if rules.accounts else "Awb 4:45"


def account_due(
    rules: Regulation, granted: Money, year: int, granted_on: date | None
) -> date | None:
    """The last day for the account: so many weeks after the year, or after the day of a grant that
    came later, as by an objection. None where no rule sets one.
    """
    band = band_of(rules.accounts.bands, granted) if rules.accounts else None
    if rules.accounts is None or band is None or band.form is AccountForm.NONE:
        return None
    term = Term(rules.accounts.article, weeks=band.within_weeks, source=TermSource.BY_LAW)
    year_end = date(year, 12, 31)
    return last_day(max(year_end, granted_on or year_end), term)


def paid_without_open_ones(payouts: Payouts | None) -> Money:
    """What was paid. Nothing may be under way: it would be paid on an amount that is no more."""
    if payouts is not None and payouts.are_under_way:
        raise PayoutsOutstanding()
    return payouts.paid if payouts else ZERO


def guard_not_determined(determination: Determination | None, proposal_id: str) -> None:
    """A grant is determined once."""
    if determination is not None and determination.amount is not None:
        raise GrantAlreadyDetermined(proposal=proposal_id)
