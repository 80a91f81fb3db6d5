"""What the walk knows by itself: where each cent is, what is voted on, and who waits."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

FORMAL = "foundation"
OTHER_LINES = ("institution", "coordination")


@dataclass
class ProposalBook:
    """A proposal: what it asks, by whom, on which list, and what came of it."""

    asked: int
    kind: str
    round_id: str | None = None
    ended: bool = False
    decided: bool = False
    drafted: int | None = None


@dataclass
class RoundBook:
    """A round: over themes where `steps` is not nothing, else on the proposals of its list."""

    budget: int
    closes_at: datetime
    latest: datetime
    listed: tuple[str, ...] = ()
    steps: int = 0
    voters: set[int] = field(default_factory=set)
    status: str = "open"
    outcome: dict[str, int] = field(default_factory=dict)
    """What each theme got, or each proposal that won."""


@dataclass
class Books:
    """One wijk and year, in cents; amounts of nothing are left out."""

    available: int
    lines: dict[str, int] = field(default_factory=dict)
    voted: dict[str, int] = field(default_factory=dict)
    won: dict[str, int] = field(default_factory=dict)
    themes: dict[str, int] = field(default_factory=dict)
    followed: set[tuple[str, str]] = field(default_factory=set)
    reserved: dict[str, int] = field(default_factory=dict)
    granted: dict[str, int] = field(default_factory=dict)
    proposals: dict[str, ProposalBook] = field(default_factory=dict)
    rounds: dict[str, RoundBook] = field(default_factory=dict)

    def piles(self) -> dict[str, dict[str, int]]:
        """Everything that is spoken for, by what for."""
        return {
            "lines": self.lines,
            "voted": self.voted,
            "won": self.won,
            "themes": self.themes,
            "reserved": self.reserved,
            "granted": self.granted,
        }

    def total(self) -> int:
        """All there is."""
        return self.available + sum(sum(pile.values()) for pile in self.piles().values())

    def on_line(self, line: str) -> int:
        """What is free on a line."""
        return self.available if line == "initiative" else self.lines.get(line, 0)

    def move(self, from_line: str, to_line: str, amount: int) -> None:
        """From one line to another."""
        for line, change in ((from_line, -amount), (to_line, amount)):
            if line == "initiative":
                self.available += change
            else:
                put(self.lines, line, change)

    def left_by_themes(self, round_id: str, themes: tuple[str, ...]) -> int:
        """What these themes still have to choose projects with."""
        got = self.rounds[round_id].outcome
        new = sum(got[each] for each in themes if (round_id, each) not in self.followed)
        return min(self.themes.get(round_id, 0), new)

    def follow(self, round_id: str, themes: tuple[str, ...]) -> None:
        """Projects are chosen within them from now on."""
        part = self.left_by_themes(round_id, themes)
        if part:
            put(self.themes, round_id, -part)
            self.available += part
            self.followed |= {(round_id, each) for each in themes}

    def open(self, round_id: str, opened: RoundBook) -> None:
        """People vote on so much of what was free."""
        self.rounds[round_id] = opened
        self.available -= opened.budget
        put(self.voted, round_id, opened.budget)
        for name in opened.listed:
            self.proposals[name].round_id = round_id

    def count(self, round_id: str, outcome: dict[str, int]) -> None:
        """What nobody won is free again; what won waits for its decision, or for a next round."""
        counted = self.rounds[round_id]
        counted.status, counted.outcome = "counted", outcome
        held = self.voted.pop(round_id)
        if counted.steps:
            kept = sum(outcome.values())
            put(self.themes, round_id, kept)
        else:
            wanted = {name: each for name, each in outcome.items() if not self.is_over(name)}
            self.won |= wanted
            kept = sum(wanted.values())
        self.available += held - kept

    def is_over(self, name: str) -> bool:
        """Whether nothing more can come of a proposal."""
        return self.proposals[name].ended or self.proposals[name].decided

    def reserve(self, name: str, amount: int) -> None:
        """So much is set apart; what it won is let go with that."""
        self.available += self.won.pop(name, 0) - amount
        put(self.reserved, name, amount)

    def release(self, name: str, *, kept: bool) -> None:
        """What was set apart is free, or held again where it won."""
        amount = self.reserved.pop(name)
        again = min(self.funded(name), amount) if kept else 0
        self.available += amount - again
        put(self.won, name, again)

    def grant(self, name: str, amount: int) -> None:
        """By decision; the rest of what was set apart is free."""
        self.available += self.reserved.pop(name) - amount
        put(self.granted, name, amount)
        self.proposals[name].decided = True

    def end(self, name: str) -> None:
        """It gets nothing: what is held for it is free."""
        self.available += self.won.pop(name, 0) + self.reserved.pop(name, 0)

    def funded(self, name: str) -> int:
        """What it won in the round that it stood in."""
        round_id = self.proposals[name].round_id
        return self.rounds[round_id].outcome.get(name, 0) if round_id else 0

    def goes_after(self, name: str) -> bool:
        """Whether residents go before it: it is formal, and won no round."""
        return self.proposals[name].kind == FORMAL and not self.funded(name)

    def asked_by_residents(self) -> int:
        """What residents who wait ask, who have neither money nor a list to wait for."""
        return sum(
            each.asked
            for name, each in self.proposals.items()
            if each.kind != FORMAL
            and not self.is_over(name)
            and each.round_id is None
            and name not in self.reserved
        )


def put(pile: dict[str, int], name: str, amount: int) -> None:
    """More or less of a pile; nothing is left out."""
    pile[name] = pile.get(name, 0) + amount
    if not pile[name]:
        del pile[name]
