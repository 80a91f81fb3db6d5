"""The content of the example city, read from `content.json`: plans, and proposals with a fate.

Some wijken have a story of their own; the others get what is written under `everywhere`, in amounts
that follow from their share of the money.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from domain.money import Money
from domain.regulation_parts import SupportLayer

CONTENT_FILE = Path(__file__).with_name("content.json")
ROUNDED_TO_CENTS = 100_00
LARGEST_CENTS = 100_000_00
"""What the example mandate goes up to."""


class _Content(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PlanContent(_Content):
    """Needs (source, text) and priorities (theme, title, numbers of needs) of one wijk."""

    needs: tuple[tuple[str, str], ...]
    priorities: tuple[tuple[str, str, tuple[int, ...]], ...]


class ProposalContent(_Content):
    """A proposal, and how far it gets. In the file `year` 0 is the closed year, 1 the one under
    way, and ids follow from the place in the file.
    """

    proposal_id: str = ""
    year: int
    wijk: str
    amount: int
    fate: str
    title: str
    text: str
    round: bool = False
    theme: str | None = None
    priority: int | None = None
    layer: SupportLayer


class ThemesContent(_Content):
    """The wijk where residents divide money over themes, and those themes, liked most first."""

    wijk: str
    themes: tuple[str, ...]


class EverywhereContent(_Content):
    """A proposal in every wijk: a percentage of its money; titles and fates take turns."""

    percent: int
    fates: tuple[str, ...]
    priority: int
    titles: tuple[str, ...]
    text: str
    layer: SupportLayer


class Everywhere(PlanContent):
    """The plan and proposals of wijken that have no story of their own."""

    closed: tuple[EverywhereContent, ...]
    running: tuple[EverywhereContent, ...]


class NetworkContent(_Content):
    """What the networks of all wijken have in common: places, who executes, what came of it."""

    places: tuple[str, ...]
    indicator: str
    summary: str
    executors: tuple[tuple[str, str, str], ...]
    done: str
    learnt: str


class Story(_Content):
    """Everything that happens in the example city."""

    remark: str
    network: NetworkContent
    plans: dict[str, PlanContent]
    everywhere: Everywhere
    themes: ThemesContent
    proposals: tuple[ProposalContent, ...]

    def plan_of(self, wijk: str) -> PlanContent:
        """The plan of a wijk: its own, or the one of everywhere."""
        return self.plans.get(wijk, self.everywhere)


def read_story(shares: Mapping[int, Mapping[str, Money]]) -> Story:
    """The story, told about two years: `shares` has what each wijk gets, by year, closed first."""
    story = Story.model_validate_json(CONTENT_FILE.read_text(encoding="utf-8"))
    years = tuple(shares)
    own = (
        proposal.model_copy(update={"year": years[proposal.year]}) for proposal in story.proposals
    )
    elsewhere = _proposals_elsewhere(story, shares)
    numbered = tuple(
        proposal.model_copy(update={"proposal_id": f"example-{proposal.year}-{number:03d}"})
        for number, proposal in enumerate([*own, *elsewhere], start=1)
    )
    return story.model_copy(update={"proposals": numbered})


def _proposals_elsewhere(
    story: Story, shares: Mapping[int, Mapping[str, Money]]
) -> Iterator[ProposalContent]:
    by_year = zip(shares, (story.everywhere.closed, story.everywhere.running), strict=True)
    for year, contents in by_year:
        others = [wijk for wijk in sorted(shares[year]) if wijk not in story.plans]
        for turn, wijk in enumerate(others):
            for content in contents:
                share = shares[year][wijk].cents * content.percent // 100
                amount = min(share, LARGEST_CENTS)
                yield ProposalContent(
                    year=year,
                    wijk=wijk,
                    amount=amount // ROUNDED_TO_CENTS * ROUNDED_TO_CENTS,
                    fate=content.fates[turn % len(content.fates)],
                    title=content.titles[turn % len(content.titles)],
                    text=content.text,
                    priority=content.priority,
                    layer=content.layer,
                )
