"""What the walk writes down by itself of each grant, in whole cents, and the sums that follow.

Nothing here is imported from the product, so that a mistake there cannot be repeated by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class GrantBook:
    """One proposal: what is set apart, what it comes to, and what was paid and came back.

    `granted` and `determined` are None where nothing was granted or determined. `against` says of
    each objection which kind of decision it is about; `before`, of each that was the last to change
    what that kind comes to, what that was and what it became.
    """

    asked: int
    reserved: int = 0
    granted: int | None = None
    determined: int | None = None
    paid: int = 0
    recovered: int = 0
    excess: int = 0
    against: dict[str, str] = field(default_factory=dict)
    before: dict[str, tuple[int, int]] = field(default_factory=dict)
    announced: int = 0
    payouts: dict[str, int] = field(default_factory=dict)

    def changed_by(self, objection_id: str, was: int, amount: int) -> None:
        """An objection changed what its kind comes to; what others changed does not come back."""
        kind = self.against[objection_id]
        kept = {each: cents for each, cents in self.before.items() if self.against[each] != kind}
        self.before = kept | {objection_id: (was, amount)}

    @property
    def comes_to(self) -> int:
        """What it comes to now."""
        return (self.granted or 0) if self.determined is None else self.determined

    @property
    def net(self) -> int:
        """What was paid and did not come back."""
        return self.paid - self.recovered

    @property
    def bound(self) -> int:
        """What of the money of the wijk is taken by it."""
        return max(self.comes_to, self.net)


@dataclass(slots=True)
class Books:
    """All grants of one wijk and year, in which so much was allocated."""

    allocated: int
    grants: dict[str, GrantBook] = field(default_factory=dict)

    @property
    def excess(self) -> int:
        """What came in above the ceiling."""
        return sum(each.excess for each in self.grants.values())

    @property
    def available(self) -> int:
        """What nobody has a claim on."""
        taken = sum(each.bound + each.reserved for each in self.grants.values())
        return self.allocated + self.excess - taken

    def come_to(self, grant: GrantBook, amount: int, *, determined: bool) -> None:
        """A grant, or its determination, comes to another amount."""
        before, left = grant.bound, self.available
        if determined:
            grant.determined = amount
        else:
            grant.granted = amount
        self._settle(grant, before, left)

    def receive(self, grant: GrantBook, cents: int) -> None:
        """Money came back."""
        before, left = grant.bound, self.available
        grant.recovered += cents
        self._settle(grant, before, left)

    def _settle(self, grant: GrantBook, before: int, left: int) -> None:
        more = grant.bound - before
        if more > 0:
            grant.excess += max(0, more - left)
        else:
            grant.excess -= min(-more, grant.excess)

    def reserve(self, grant: GrantBook, cents: int) -> None:
        """Money is set apart; what is not there is excess."""
        grant.excess += max(0, cents - self.available)
        grant.reserved = cents

    def release(self, grant: GrantBook, granted: int = 0) -> None:
        """A reservation is granted, in part, or given up."""
        freed = grant.reserved - granted
        grant.reserved = 0
        grant.excess -= min(freed, grant.excess)
