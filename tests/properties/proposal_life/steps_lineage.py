"""Steps by which proposals become one, or one becomes two."""

from __future__ import annotations

from random import Random

from hypothesis.stateful import (
    rule,
)

from domain.regrouping import GiveConsent, RejectRegrouping
from tests.properties.proposal_life.steps_handling import HandlingSteps
from tests.properties.proposal_life.walk import LUCK, RESIDENTS, Book, fold_of
from tests.scenarios.quarter import EMMA


class LineageSteps(HandlingSteps):
    """Mergers and splits."""

    def regroupable(self, name: str) -> str:
        """The refusal that stands in the way of merging or splitting; empty where nothing does."""
        return self.by_table("AssignValuator", name) and {
            "awaits_completion": "",
        }.get(self.books[name].state, self.by_table("AssignValuator", name))

    @rule(luck=LUCK)
    def someone_prepares_a_merger(self, luck: Random) -> None:
        one, other = self.one(luck), self.one(luck)
        books = [self.books[each] for each in (one, other)]
        asked = sum(book.amount for book in books)
        amount = asked if luck.randrange(4) else luck.randrange(1, 2_000)
        both = all(book.activities for book in books)
        expected = self.regroupable(one) or self.regroupable(other)
        if not expected and one == other:
            expected = "lineage.named_twice"
        elif not expected and both and amount != asked:
            expected = "proposal.amount_follows_activities"
        by = self.theirs(luck, one)
        given: list[str] = []

        def prepare() -> None:
            given.append(self.town.merges(by, amount, one, other))

        if self.gives("PrepareMerger", expected, prepare):
            waits = (books[0].owners | books[1].owners) - {by.id}
            self.versions = [self.town.proposal(each).version for each in (one, other)]
            self.merger = (given[0], [one, other], amount, waits)
            if not waits:
                self.merged(by.id)

    @rule(luck=LUCK)
    def someone_consents_or_not(self, luck: Random) -> None:
        by = luck.choice(sorted(RESIDENTS))
        if self.merger is None:
            expected = "regrouping.unknown"
            self.gives("GiveConsent", expected, lambda: self.town.consents(EMMA, "merger-none"))
            self.gives(
                "RejectRegrouping",
                expected,
                lambda: self.town.do(RejectRegrouping, EMMA, regrouping_id="merger-none"),
            )
            return
        merger, names, amount, waits = self.merger
        if luck.randrange(5) == 0:
            asked = self.books[names[0]].owners | self.books[names[1]].owners
            expected = "" if by in asked else "regrouping.consent_not_asked"
            if self.gives(
                "RejectRegrouping",
                expected,
                lambda: self.town.do(RejectRegrouping, RESIDENTS[by], regrouping_id=merger),
            ):
                self.merger = None
            return
        expected = self.consent_refused(by)
        if self.gives(
            "GiveConsent",
            expected,
            lambda: self.town.do(GiveConsent, RESIDENTS[by], regrouping_id=merger),
        ):
            self.merger = (merger, names, amount, waits - {by})
            if waits == {by}:
                self.merged(by)

    def consent_refused(self, by: str) -> str:
        """Why this person cannot consent now; empty where nothing stands in the way."""
        assert self.merger is not None
        _, names, amount, waits = self.merger
        books = [self.books[each] for each in names]
        if by not in books[0].owners | books[1].owners:
            return "regrouping.consent_not_asked"
        if by not in waits:
            return "regrouping.consent_already_given"
        if [self.town.proposal(each).version for each in names] != self.versions:
            return "regrouping.changed_since"
        if waits != {by}:
            return ""
        moved = next((why for each in names if (why := self.regroupable(each))), "")
        asked = sum(book.amount for book in books)
        if not moved and all(book.activities for book in books) and amount != asked:
            return "proposal.amount_follows_activities"
        return moved

    def merged(self, last: str) -> None:
        """The books after a merger took effect: both go on in a new proposal."""
        assert self.merger is not None
        _, names, amount, _ = self.merger
        self.merger = None
        new = self.newest()
        found = self.town.proposal(new)
        both = [self.books[each] for each in names]
        activities = {
            f"{number}.{name}": cents
            for number, book in enumerate(both, start=1)
            for name, cents in book.activities.items()
            if all(each.activities for each in both)
        }
        others = (both[0].owners | both[1].owners) - {found.applicant_id}
        self.books[new] = Book(found.applicant_id, amount, None, "submitted", activities)
        self.books[new].came_from = list(names)
        assert {each.applicant_id for each in found.joint_applicants} == others, last
        self.books[new].joint = min(others, default=None)
        for book in both:
            book.state = "merged"
            book.went_to.append(new)

    def newest(self) -> str:
        """The proposal that was submitted last and is not in the books yet."""
        found = set(fold_of(self.town)) - self.books.keys()
        assert len(found) == 1
        return found.pop()

    @rule(luck=LUCK)
    def someone_splits(self, luck: Random) -> None:
        name = self.one(luck)
        book = self.books[name]
        part = dict(list(book.activities.items())[:1])
        amount = sum(part.values()) or max(1, book.amount // 3)
        expected = self.regroupable(name)
        if not expected and amount >= book.amount:
            expected = "lineage.part_takes_all"
        by = self.theirs(luck, name)
        if book.joint or len(self.town.proposal(name).applicants) > 1:
            return
        if self.gives("PrepareSplit", expected, lambda: self.town.splits(by, name, amount, *part)):
            new = self.newest()
            self.books[new] = Book(book.owner, amount, None, "submitted", part)
            self.books[new].came_from = [name]
            book.went_to.append(new)
            book.amount -= amount
            book.activities = {k: v for k, v in book.activities.items() if k not in part}
