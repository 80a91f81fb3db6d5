"""What the lines of a round's list are called: a proposal by its title, an activity by both."""

from __future__ import annotations

from collections.abc import Iterable

from adapters.house import House
from domain.round_events import LeftOffActivity
from domain.voting_rules import Candidate
from projections.dossier import ProposalDossier

Line = Candidate | LeftOffActivity
"""What stands on a list, or would have."""


def titles_of_lines(house: House, lines: Iterable[Line]) -> dict[str, str]:
    """By the names of lines, without those whose texts were erased or hidden.

    An activity of a proposal that is hidden is not told either.
    """
    lines = tuple(lines)
    proposal_ids = dict.fromkeys(line.proposal_id for line in lines)
    found = {each: house.views.proposal(each) for each in proposal_ids}
    dossiers = {name: dossier for name, dossier in found.items() if dossier is not None}
    sealed = {line.line_id: _commitments(line, dossiers) for line in lines}
    texts = house.vault.texts({each for several in sealed.values() for each in several})
    return {
        name: _title([texts[each] for each in several])
        for name, several in sealed.items()
        if several and all(each in texts for each in several)
    }


def _commitments(line: Line, dossiers: dict[str, ProposalDossier]) -> tuple[str, ...]:
    """Of the title of an activity, if it is one, and of that of its proposal."""
    dossier = dossiers.get(line.proposal_id)
    if dossier is None:
        return ()
    if line.activity_id is None:
        return (dossier.title,)
    own = (each.title for each in dossier.activities if each.activity_id == line.activity_id)
    title = next(own, None)
    return () if title is None else (title, dossier.title)


def _title(texts: list[str]) -> str:
    if len(texts) == 1:
        return texts[0]
    activity, proposal = texts
    return f"{activity} ({proposal})"
