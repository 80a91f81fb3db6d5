"""What people do about grants in the walk; each step may be refused."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

from hypothesis.stateful import initialize, invariant, rule

from domain.command import Actor, Role
from domain.determination_events import DeterminationGround
from domain.grant import ReleaseGrant, ReserveGrant
from domain.money import Money
from domain.objection_events import DecisionKind, RulingOutcome
from domain.payout import RejectPayout
from domain.withdrawal_ground import WithdrawalGround
from tests.properties.grant_life.books import GrantBook
from tests.properties.grant_life.walk import LUCK, GrantWalk
from tests.scenarios.court import COVER
from tests.scenarios.people import OTHER_FINANCE, sealed

APPLICANT = Actor(id="person-resident", role=Role.RESIDENT)
NEIGHBOUR = Actor(id="person-neighbour", role=Role.RESIDENT)
BEFORE = WithdrawalGround.WRONG_INFORMATION
AHEAD = WithdrawalGround.CIRCUMSTANCES_CHANGED
AFTER = WithdrawalGround.NEW_FACTS


class GrantLife(GrantWalk):
    """What people do about grants; each step may be refused."""

    @initialize(luck=LUCK)
    def begin(self, luck: Random) -> None:
        for number in range(3):
            proposal_id, asked = f"p-{number}", luck.choice([600_00, 900_00, 900_00])
            self.town.admit(proposal_id, asked)
            self.books.grants[proposal_id] = GrantBook(asked)

    @rule(luck=LUCK)
    def a_busy_day(self, luck: Random) -> None:
        """Many steps, each as likely as another."""
        for _ in range(luck.randrange(5, 40)):
            getattr(self, luck.choice(STEPS))(luck)
            self.holds()

    @rule(luck=LUCK)
    def time_passes(self, luck: Random) -> None:
        self.town.now += timedelta(days=luck.choice([1, 9, 20, 60]))

    @invariant()
    def all_is_well(self) -> None:
        self.holds()

    def grants(self, luck: Random) -> None:
        """From a reservation to a decision."""
        proposal_id, grant = self.one(luck)
        amount = luck.choice([grant.asked, grant.asked // 2, grant.asked // 3])
        fields: dict[str, Any] = {"proposal_id": proposal_id, "amount_cents": Money(amount)}
        fields["cover"] = luck.choice([None, None, COVER])
        if self.tries(self.town.do, ReserveGrant, Role.CASE_OFFICER, **fields):
            self.books.reserve(grant, amount)
        if not grant.reserved or luck.randrange(6) == 0:
            return
        granted = luck.choice([grant.reserved, grant.reserved, grant.reserved - 1_00])
        if self.tries(self.town.prepare, proposal_id, granted) and self.tries(
            self.town.take, proposal_id
        ):
            grant.granted, was = granted, grant.reserved
            grant.reserved = 0
            grant.excess -= min(was - granted, grant.excess)

    def gives_up(self, luck: Random) -> None:
        proposal_id, grant = self.one(luck)
        reason = sealed("a sponsor")
        fields: dict[str, Any] = {"proposal_id": proposal_id, "reason": reason}
        if luck.randrange(3) == 0 and self.tries(
            self.town.do, ReleaseGrant, Role.CASE_OFFICER, **fields
        ):
            self.books.release(grant)

    def refuses(self, luck: Random) -> None:
        proposal_id, grant = self.one(luck)
        if luck.randrange(3) or grant.granted is not None:
            return
        if self.tries(self.town.prepare_refusal, proposal_id) and self.tries(
            self.town.take, proposal_id
        ):
            self.books.release(grant)

    def pays(self, luck: Random) -> None:
        """A payout, as far as it comes."""
        proposal_id, grant = self.one(luck)
        payout_id = f"payout-{self.town.log.next_position()}"
        cents = luck.choice([1, 50_00, max(1, grant.comes_to - grant.net)])
        town = self.town
        if self.tries(town.request_payout, proposal_id, cents, payout_id=payout_id):
            grant.payouts[payout_id] = cents
        for payout_id in [*grant.payouts][luck.choice([0, 0, 1]) :]:
            self.tries(town.approve_payout, proposal_id, payout_id=payout_id)
            if self.tries(town.pay, proposal_id, payout_id=payout_id):
                grant.paid += grant.payouts.pop(payout_id)

    def rejects_payouts(self, luck: Random) -> None:
        proposal_id, grant = self.one(luck)
        for payout_id in [*grant.payouts]:
            fields = {"proposal_id": proposal_id, "payout_id": payout_id, "reason": sealed("no")}
            if self.tries(self.town.do, RejectPayout, OTHER_FINANCE, **fields):
                grant.payouts.pop(payout_id)

    def settles(self, luck: Random) -> None:
        proposal_id, grant = self.one(luck)
        self.tries(self.town.render_account, proposal_id, grant.comes_to)
        amount = luck.choice([grant.comes_to, grant.comes_to // 2, 0])
        as_granted, lower = DeterminationGround.AS_GRANTED, DeterminationGround.NOT_CARRIED_OUT
        ground = as_granted if amount == grant.comes_to else lower
        if self.tries(self.town.determine, proposal_id, amount, ground):
            self.books.come_to(grant, amount, determined=True)

    def recovers(self, luck: Random) -> None:
        proposal_id, grant = self.one(luck)
        due = max(1, grant.net - grant.comes_to)
        cents = luck.choice([due, max(1, due // 2), due + 1])
        recovery_id = f"r-{self.town.log.next_position()}"
        if self.tries(self.town.recover, proposal_id, cents, recovery_id):
            self.books.receive(grant, cents)

    def suspends(self, luck: Random) -> None:
        proposal_id, grant = self.one(luck)
        ground = AFTER if grant.determined is not None else BEFORE
        if luck.randrange(3):
            self.tries(self.town.suspend, proposal_id, ground)
        else:
            self.tries(self.town.lift, proposal_id)

    def objects(self, luck: Random) -> None:
        """An objection, as far as it comes; some ask to go straight to the court."""
        proposal_id, grant = self.one(luck)
        against = luck.choice(list(DecisionKind))
        by = luck.choice([APPLICANT, NEIGHBOUR])
        objection_id = f"o-{self.town.log.next_position()}"
        asks = luck.randrange(3) == 0
        lodged: dict[str, Any] = {"by": by, "against": against, "interest": sealed("near it")}
        lodged |= {"asks_court": asks}
        if self.tries(self.town.lodge, proposal_id, objection_id, **lodged):
            grant.against[objection_id] = against
            self.tries(self.town.register_objection, proposal_id, objection_id=objection_id)
            self.tries(self.town.hear, proposal_id, objection_id)
            answered = self.town.forward if luck.randrange(2) else self.town.keep_from_court
            if asks:
                self.tries(answered, proposal_id, objection_id)

    def decides(self, luck: Random) -> None:
        """On an objection: founded with some amount, or not."""
        proposal_id, grant = self.one(luck)
        for objection_id, against in grant.against.items():
            amount = luck.choice([None, 0, grant.asked, grant.asked // 2, grant.comes_to])
            fields: dict[str, Any] = {"objection_id": objection_id}
            fields |= {"excuse": sealed("ill"), "cover": luck.choice([None, COVER])}
            fields["by"] = luck.choice([Role.COLLEGE, Role.COLLEGE, Role.MANDATE_HOLDER])
            fields["mandate_id"] = "mandate-1"
            was = self.of_kind(grant, against)
            if self.tries(self.town.decide_objection, proposal_id, amount, **fields):
                self.changes(grant, objection_id, was if amount is None else amount)

    def goes_to_court(self, luck: Random) -> None:
        proposal_id, grant = self.one(luck)
        for objection_id in grant.against:
            outcome = luck.choice(list(RulingOutcome))
            by_court = outcome is RulingOutcome.ANNULLED
            amount = luck.choice([0, grant.asked // 2, grant.comes_to]) if by_court else None
            fields: dict[str, Any] = {"objection_id": objection_id}
            self.tries(self.town.appeal, proposal_id, **fields)
            fields |= {"amount_cents": None if amount is None else Money(amount), "cover": COVER}
            if self.tries(self.town.rule, proposal_id, outcome, **fields):
                self.ruled(grant, objection_id, outcome, amount)

    def withdraws(self, luck: Random) -> None:
        proposal_id, grant = self.one(luck)
        amount = luck.choice([0, grant.comes_to // 2])
        before = AHEAD if self.town.log.next_position() % 2 else BEFORE
        ground = AFTER if grant.determined is not None else before
        if self.tries(self.town.announce_withdrawal, proposal_id, amount, ground):
            grant.announced = amount
        if luck.randrange(4) == 0:
            self.tries(self.town.reject_withdrawal, proposal_id)
        self.tries(self.town.give_views, proposal_id)
        if self.tries(self.town.withdraw_grant, proposal_id):
            determined = grant.determined is not None
            self.books.come_to(grant, grant.announced, determined=determined)
            grant.before.clear()

    def of_kind(self, grant: GrantBook, against: str) -> int:
        """What a decision of a kind comes to now."""
        return (grant.granted or 0) if against == "decision" else grant.comes_to

    def changes(self, grant: GrantBook, objection_id: str, amount: int) -> None:
        """It comes to another amount: the grant, or what it was determined at."""
        against = grant.against[objection_id]
        was = self.of_kind(grant, against)
        if amount != was:
            grant.changed_by(objection_id, was, amount)
        determined = grant.determined is not None and against != "decision"
        self.books.come_to(grant, amount, determined=determined)

    def ruled(
        self, grant: GrantBook, objection_id: str, outcome: RulingOutcome, amount: int | None
    ) -> None:
        """The court said itself what comes of it; or what stood before stands again, unless the
        grant was determined since, or comes to something else by another decision.
        """
        if amount is not None:
            self.changes(grant, objection_id, amount)
            grant.changed_by(objection_id, amount, amount)
        is_settled = grant.determined is not None and grant.against[objection_id] == "decision"
        before, became = grant.before.get(objection_id, (None, None))
        if self.of_kind(grant, grant.against[objection_id]) != became:
            before = None
        if outcome is RulingOutcome.DECIDE_AGAIN and before is not None and not is_settled:
            self.changes(grant, objection_id, before)
            grant.before.pop(objection_id, None)


STEPS = (
    "grants",
    "grants",
    "gives_up",
    "refuses",
    "pays",
    "pays",
    "rejects_payouts",
    "settles",
    "recovers",
    "suspends",
    "objects",
    "objects",
    "decides",
    "goes_to_court",
    "withdraws",
    "time_passes",
)
