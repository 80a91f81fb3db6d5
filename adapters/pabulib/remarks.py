"""What a file says about itself and is not so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from adapters.pabulib.ballot_rows import BallotRows
from adapters.pabulib.file import PabulibProject
from adapters.pabulib.limits import remarks_on_limits
from domain.tally.election import Amount
from domain.two_languages import InTwoLanguages


def remarks_on(
    meta: Mapping[str, str],
    vote_type: str,
    budget: Amount,
    projects: Sequence[PabulibProject],
    rows: BallotRows,
) -> Iterator[InTwoLanguages]:
    """Numbers, voters, votes, scores and limits that the ballots contradict."""
    yield from _on_numbers(meta, len(projects), rows)
    columns = rows.columns()
    if any(project.votes is not None for project in projects):
        for project, counted in zip(projects, columns.votes(len(projects)).tolist(), strict=True):
            if project.votes not in (None, counted):
                yield _on_count(project.project_id, "stemmen", "votes", counted, project.votes)
    if any(project.score is not None for project in projects):
        points = columns.points_in_all(len(projects)).tolist()
        for project, counted in zip(projects, points, strict=True):
            if project.score not in (None, counted):
                yield _on_count(project.project_id, "punten", "points", counted, project.score)
    prices = [project.price for project in projects]
    yield from remarks_on_limits(meta, vote_type, budget, prices, rows)


def _on_numbers(
    meta: Mapping[str, str], projects: int, rows: BallotRows
) -> Iterator[InTwoLanguages]:
    for name, found in (("num_projects", projects), ("num_votes", rows.ballots)):
        if meta.get(name, str(found)) != str(found):
            yield InTwoLanguages(
                f"{name} is {meta[name]}, maar er zijn er {found}",
                f"{name} is {meta[name]}, but there are {found}",
            )
    if rows.voters < rows.ballots:
        yield InTwoLanguages(
            f"{rows.ballots} stembiljetten van {rows.voters} verschillende stemmers",
            f"{rows.ballots} ballots by {rows.voters} different voters",
        )


def _on_count(
    project_id: str, dutch: str, english: str, counted: int, stated: Amount | None
) -> InTwoLanguages:
    return InTwoLanguages(
        f"project {project_id}: {counted} {dutch} geteld, {stated} vermeld",
        f"project {project_id}: {counted} {english} counted, {stated} stated",
    )
