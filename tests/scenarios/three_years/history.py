"""What happened in the three years, in the order of the log, to be asked questions about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from domain.determination_events import AccountRendered, DeterminationGround, GrantDetermined
from domain.event import Event, PublicEvent
from domain.proposal import ProposalSubmitted
from domain.voting_round import VotingRoundClosed, VotingRoundOpened, VotingRoundTallied

Happened = TypeVar("Happened", bound=Event)


class History:
    """The events of a log."""

    def __init__(self, events: Sequence[Event]) -> None:
        self.events = tuple(events)
        self._by_moment: dict[datetime, set[str]] = defaultdict(set)
        for event in self.of(PublicEvent):
            self._by_moment[event.at].add(event.TOPIC)

    def of(self, kind: type[Happened], /, **fields: Any) -> list[Happened]:
        """Those of a kind whose fields are so: equal to a value, or what a condition asks."""
        found = [each for each in self.events if isinstance(each, kind)]
        return [each for each in found if _fits(each, fields)]

    def at_once(self, *kinds: type[Event]) -> bool:
        """Whether one command did all of these: commands of a city are a minute apart."""
        topics = {kind.TOPIC for kind in kinds}
        return any(topics <= done for done in self._by_moment.values())

    def in_order(self, *kinds: type[Event], by: str = "proposal_id") -> bool:
        """Whether these happened one after another to one and the same thing."""
        names = {getattr(each, by) for each in self.of(kinds[0])}
        return any(self._follow(kinds, by, name) for name in names)

    def _follow(self, kinds: Sequence[type[Event]], by: str, name: object) -> bool:
        waiting = list(kinds)
        for event in self.events:
            is_next = waiting and isinstance(event, waiting[0])
            if is_next and getattr(event, by, None) == name:
                waiting.pop(0)
        return not waiting

    def determined_without_account(self, *, as_granted: bool) -> bool:
        """Whether a grant was determined, as granted or lower, while nobody accounted for it."""
        told = {each.proposal_id for each in self.of(AccountRendered)}
        return any(
            each.proposal_id not in told
            and (each.ground is DeterminationGround.AS_GRANTED) is as_granted
            for each in self.of(GrantDetermined)
        )

    def drawn(self) -> bool:
        """Whether equals in a round went by a draw: its seed was committed to before people voted,
        and told when it closed.
        """
        committed = self.of(VotingRoundOpened, draw_commitment=bool)
        return any(
            self.of(VotingRoundClosed, round_id=each.round_id, draw_seed=bool)
            and self.of(VotingRoundTallied, round_id=each.round_id, ties=bool)
            for each in committed
        )

    def proposals(self, **fields: Any) -> set[str]:
        """Which proposals were submitted so."""
        return {each.proposal_id for each in self.of(ProposalSubmitted, **fields)}


Path = Callable[[History], object]
"""Whether somebody went this way: anything that is true, where they did."""


def _fits(event: Event, fields: dict[str, Any]) -> bool:
    for name, asked in fields.items():
        held = getattr(event, name)
        if not (asked(held) if callable(asked) else held == asked):
            return False
    return True


def one(kind: type[Event], /, **fields: Any) -> Path:
    """Something of this kind happened, with fields that are so."""
    return lambda history: history.of(kind, **fields)


def at_once(*kinds: type[Event]) -> Path:
    """One command did all of these."""
    return lambda history: history.at_once(*kinds)


def in_order(*kinds: type[Event], by: str = "proposal_id") -> Path:
    """These followed each other."""
    return lambda history: history.in_order(*kinds, by=by)


def every(*paths: Path) -> Path:
    """All of these happened, each somewhere."""
    return lambda history: all(path(history) for path in paths)


def weeks_between(begun: date, until: date) -> float:
    """How many weeks, and parts of one."""
    return (until - begun).days / 7
