"""The content of the example city, read from `content.json`: plans, and proposals with a fate."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict

CONTENT_FILE = Path(__file__).with_name("content.json")


class PlanContent(BaseModel):
    """Needs (source, text) and priorities (theme, title, numbers of needs) of one wijk."""

    model_config = ConfigDict(frozen=True)

    needs: tuple[tuple[str, str], ...]
    priorities: tuple[tuple[str, str, tuple[int, ...]], ...]


class ProposalContent(BaseModel):
    """A proposal, and how far it gets. In the file `year` 0 is the closed year, 1 the one under
    way, and ids follow from the place in the file.
    """

    model_config = ConfigDict(frozen=True)

    proposal_id: str = ""
    year: int
    wijk: str
    amount: int
    fate: str
    title: str
    text: str
    round: bool = False
    priority: int | None = None


class Story(BaseModel):
    """Everything that happens in the example city."""

    model_config = ConfigDict(frozen=True)

    remark: str
    plans: dict[str, PlanContent]
    proposals: tuple[ProposalContent, ...]


def read_story(closed: int, running: int) -> Story:
    """The story, told about these two years."""
    story = Story.model_validate_json(CONTENT_FILE.read_text(encoding="utf-8"))
    years = (closed, running)
    proposals = tuple(
        proposal.model_copy(
            update={
                "year": years[proposal.year],
                "proposal_id": f"example-{years[proposal.year]}-{number:02d}",
            }
        )
        for number, proposal in enumerate(story.proposals, start=1)
    )
    return story.model_copy(update={"proposals": proposals})
