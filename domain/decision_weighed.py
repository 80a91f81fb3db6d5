"""What a draft of a decision was held against, each with why it departs where it does."""

from __future__ import annotations

from dataclasses import dataclass, replace

from domain.advice_weighing import AdviceWeighed
from domain.event import Event
from domain.outcome_weighing import OutcomeWeighed
from domain.ranking_weighing import RankingWeighed


@dataclass(frozen=True, slots=True)
class DecisionWeighed:
    """The advice of a board, the ranking by points, and the outcome of a round that is advice; None
    for each that there was none of.
    """

    advice: AdviceWeighed | None = None
    ranking: RankingWeighed | None = None
    outcome: OutcomeWeighed | None = None

    def after(self, event: Event) -> DecisionWeighed:
        """Held against one more, where the event says that."""
        match event:
            case AdviceWeighed():
                return replace(self, advice=event)
            case RankingWeighed():
                return replace(self, ranking=event)
            case OutcomeWeighed():
                return replace(self, outcome=event)
            case _:
                return self


NOT_WEIGHED = DecisionWeighed()
"""Held against nothing."""
