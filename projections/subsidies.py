"""Fixed subsidies of institutions, wijk by wijk: what for, how much, until when, who goes on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from domain.budget_events import SubsidyBound, SubsidyFreed
from domain.budget_year import BodyAct
from domain.event import Commitment
from domain.money import ZERO, Money
from domain.subsidy_events import (
    ActivityHandedOver,
    EndingAnnounced,
    EndingGround,
    EndingReversed,
    Subsidy,
    SubsidyCarriedIn,
    SubsidyCarriedOut,
    SubsidyEnded,
    SubsidyEvent,
    SubsidyRecorded,
    SubsidyStatus,
    status_of,
)
from domain.wijkplan_events import ExecutorKind
from projections.document import Changes, Deed, Document, Documents, Part, altered, as_told, deed
from projections.entry import Entry


class Notice(Part):
    """The institution was told that the subsidy is to end."""

    announced_on: date
    term_weeks: int
    reason: Commitment
    announced: Deed


class Ending(Part):
    """It was decided that the subsidy ends. `objection_until` is None in documents of before."""

    from_year: int
    ground: EndingGround
    reason: Commitment
    last_day: date
    ended: Deed
    objection_until: date | None = None


class ReversedEnding(Part):
    """It was decided that the subsidy ends, and that does not stand, by a later decision."""

    ending: Ending
    act: BodyAct
    reason: Commitment
    reversed: Deed


class HandOver(Part):
    """Who goes on with an activity, from which day."""

    activity: str
    kind: ExecutorKind
    from_day: date
    proposal_id: str | None
    name: Commitment | None
    handed_over: Deed


class AcrossBorders(Part):
    """Under which wijk and mark it stood before, or goes on, from a year of another division on."""

    wijk: str
    subsidy_id: str
    division_id: str
    from_year: int
    carried: Deed


class SubsidyDocument(Document):
    """A subsidy; `bound` is what of each year's money it binds, by year. After a change of borders
    there is one under each wijk, and only the last goes on.
    """

    wijk: str
    subsidy_id: str
    name: Commitment
    description: Commitment
    activities: tuple[str, ...]
    amount_cents: Money
    since: date
    recorded: Deed
    bound: dict[int, Money]
    freed: dict[int, Money]
    notice: Notice | None = None
    ending: Ending | None = None
    handed_over: tuple[HandOver, ...] = ()
    decision: BodyAct | None = None
    reversed_endings: tuple[ReversedEnding, ...] = ()
    came_from: AcrossBorders | None = None
    goes_on: AcrossBorders | None = None

    @property
    def path(self) -> str:
        return f"{self.wijk}/{self.subsidy_id}"

    @property
    def status(self) -> SubsidyStatus:
        """How far it is on the way to its end."""
        announced_on = self.notice.announced_on if self.notice else None
        return status_of(announced_on, self.ending.last_day if self.ending else None)

    @property
    def years_to_free(self) -> tuple[int, ...]:
        """The years of which more is bound than is due once its last day has passed."""
        if self.ending is None:
            return ()
        subsidy = Subsidy(
            self.subsidy_id,
            self.amount_cents,
            self.since,
            frozenset(self.activities),
            last_day=self.ending.last_day,
        )
        return tuple(y for y, bound in sorted(self.bound.items()) if bound > subsidy.due_in(y))

    def successor_of(self, activity: str) -> HandOver | None:
        """Who goes on with an activity; None while nobody does."""
        return next((each for each in self.handed_over if each.activity == activity), None)

    def texts(self) -> Iterator[Commitment | None]:
        """The commitments to everything that is said about it."""
        yield from (self.name, self.description)
        yield self.notice.reason if self.notice else None
        yield self.ending.reason if self.ending else None
        yield from (each.name for each in self.handed_over)
        for each in self.reversed_endings:
            yield from (each.ending.reason, each.reason)


Followed = SubsidyEvent | SubsidyBound | SubsidyFreed


class SubsidiesProjection:
    """One document per subsidy, under its wijk and id."""

    name = "subsidies"
    version = 1
    subjects: frozenset[str] | None = frozenset({"subsidy", "budget"})
    kinds: Mapping[str, type[Document]] = {"": SubsidyDocument}

    def keys(self, entry: Entry) -> Iterable[str]:
        """The subsidy that the event is about, if it is about one."""
        event = entry.event
        if isinstance(event, SubsidyCarriedIn):
            return (_key_of(event), _key_before(event))
        return (_key_of(event),) if isinstance(event, Followed) else ()

    def evolve(self, entry: Entry, documents: Documents) -> Mapping[str, Document]:
        """The subsidy after the event."""
        event = entry.event
        if not isinstance(event, Followed):
            return {}
        key = _key_of(event)
        if isinstance(event, SubsidyRecorded):
            return {key: _recorded(entry, event)}
        if isinstance(event, SubsidyCarriedIn):
            former = documents.find(_key_before(event), SubsidyDocument)
            return {key: _arrived(entry, event, former)} if former else {}
        known = documents.find(key, SubsidyDocument)
        if known is None:
            return {}
        return {key: altered(known, {"position": entry.position} | _changes(entry, event, known))}


def _key_of(event: Followed) -> str:
    return f"{event.wijk}/{event.subsidy_id}"


def _key_before(event: SubsidyCarriedIn) -> str:
    return f"{event.from_wijk}/{event.from_subsidy_id}"


def _arrived(entry: Entry, event: SubsidyCarriedIn, former: SubsidyDocument) -> SubsidyDocument:
    """As it stood, under its wijk of now; what it bound of former years stays with the other."""
    before = AcrossBorders(
        wijk=event.from_wijk,
        subsidy_id=event.from_subsidy_id,
        division_id=event.division_id,
        from_year=event.from_year,
        carried=deed(entry, event),
    )
    here: Changes = {
        "position": entry.position,
        "wijk": event.wijk,
        "subsidy_id": event.subsidy_id,
        "bound": {},
        "freed": {},
        "came_from": before,
        "goes_on": None,
    }
    return altered(former, here)


def _goes_on(entry: Entry, event: SubsidyCarriedOut) -> AcrossBorders:
    return AcrossBorders(
        wijk=event.to_wijk,
        subsidy_id=event.to_subsidy_id,
        division_id=event.division_id,
        from_year=event.from_year,
        carried=deed(entry, event),
    )


def _recorded(entry: Entry, event: SubsidyRecorded) -> SubsidyDocument:
    return as_told(
        SubsidyDocument,
        event,
        position=entry.position,
        recorded=deed(entry, event),
        bound={},
        freed={},
    )


def _changes(entry: Entry, event: Followed, known: SubsidyDocument) -> Changes:
    match event:
        case SubsidyBound():
            return {"bound": _with(known.bound, event.year, event.amount_cents)}
        case SubsidyFreed():
            return {
                "bound": _with(known.bound, event.year, -event.amount_cents),
                "freed": _with(known.freed, event.year, event.amount_cents),
            }
        case EndingAnnounced():
            return {"notice": _notice(entry, event)}
        case SubsidyEnded():
            return {"ending": _ending(entry, event)}
        case EndingReversed() if known.ending:
            return _reversed(entry, event, known.ending, known)
        case SubsidyCarriedOut():
            return {"goes_on": _goes_on(entry, event)}
        case ActivityHandedOver():
            return {"handed_over": (*known.handed_over, _hand_over(entry, event))}
        case _:
            return {}


def _with(by_year: Mapping[int, Money], year: int, amount: Money) -> dict[int, Money]:
    return {**by_year, year: by_year.get(year, ZERO) + amount}


def _notice(entry: Entry, event: EndingAnnounced) -> Notice:
    return as_told(Notice, event, announced=deed(entry, event))


def _ending(entry: Entry, event: SubsidyEnded) -> Ending:
    return as_told(Ending, event, ended=deed(entry, event))


def _reversed(
    entry: Entry, event: EndingReversed, ending: Ending, known: SubsidyDocument
) -> Changes:
    """It runs on, without notice and with whom it had; what was decided stays to be read."""
    found = as_told(ReversedEnding, event, ending=ending, reversed=deed(entry, event))
    return {
        "notice": None,
        "ending": None,
        "handed_over": (),
        "reversed_endings": (*known.reversed_endings, found),
    }


def _hand_over(entry: Entry, event: ActivityHandedOver) -> HandOver:
    return as_told(HandOver, event, handed_over=deed(entry, event))
