"""Comparing voting rules before one is fixed: on a closed round, a file, or a made-up example.

Nothing that is sent or counted is kept. Ballots of a round are read only after it was closed.
"""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from adapters.rule_comparison.bounded import (
    BALLOTS_TIMES_PROJECTS_MAX,
    FILE_BYTES_MAX,
    ComparisonTooLarge,
    MakeSubject,
    already_made,
    guard_file_size,
    subject_of_bytes,
)
from adapters.rule_comparison.example import example_subject
from adapters.rule_comparison.subject import Compared, subject_of_round
from adapters.web.access import Asks
from adapters.web.comparison_view import ComparisonView
from adapters.web.forms import EMPTY, FieldEmpty, Form
from adapters.web.language import Phrases, language_of
from adapters.web.pages.voting import round_of, titles_of
from adapters.web.reading import house_of, opened_years
from adapters.web.rendering import render
from adapters.web.uploads import TypedWithFile
from application.authorisation import Question
from application.closed_round import closed_round
from domain.errors import Refusal
from domain.tally.comparing.comparison import MAX_VARIANTS, guard_variants
from domain.tally.comparing.variants import DEFAULT_NAMES, KNOWN_VARIANTS, variants_named
from domain.voting_round import RoundStatus
from projections.rounds import RoundDocument

HERE = "/werk/vergelijken"
EXAMPLE, FILE, ROUND = "example", "file", "round:"
ROUNDS_LISTED_MAX = 60

router = APIRouter(prefix=HERE, dependencies=[Depends(Asks(Question.RULE_COMPARISON))])


@router.get("")
def comparison_page(request: Request) -> Response:
    """The form; `?ronde=` has chosen a round already."""
    return _show(request, EMPTY, None)


@router.post("")
def compare(request: Request, sent: TypedWithFile) -> Response:
    """The comparison, with the form below it to try something else."""
    try:
        found = request.app.state.compare(_subject(request, sent.form, sent.file))
    except Refusal as refusal:
        return _show(request, sent.form.refused(refusal), None)
    return _show(request, sent.form, found)


def subject_of(request: Request, what: str, file: bytes, names: tuple[str, ...]) -> MakeSubject:
    """What is to be compared. Raises `FieldEmpty`, and for a round what `closed_round` raises."""
    guard_variants(variants_named(names))
    if what == EXAMPLE:
        return partial(example_subject, names)
    if what.startswith(ROUND):
        return _of_round(request, what.removeprefix(ROUND), names)
    if what == FILE and file:
        guard_file_size(file)
        return partial(subject_of_bytes, file, names)
    raise FieldEmpty(field=FILE)


def _subject(request: Request, form: Form, file: bytes) -> MakeSubject:
    return subject_of(request, form.text("subject"), file, tuple(form.all("variant")))


def _of_round(request: Request, round_id: str, names: tuple[str, ...]) -> MakeSubject:
    """A round of ours. Its ballots are opened only when it was closed, and not too many."""
    house = house_of(request)
    known = round_of(request, round_id)
    ballots, candidates = known.ballots or 0, len(known.candidates)
    if ballots * candidates > BALLOTS_TIMES_PROJECTS_MAX:
        raise ComparisonTooLarge(ballots=ballots, projects=candidates)
    found = closed_round(round_id, house.log, house.ballot_box.counting)
    titles = {each: title for each, title in titles_of(request, known).items() if title}
    return already_made(subject_of_round(found, names, titles))


def _show(request: Request, form: Form, found: Compared | None) -> Response:
    phrases = Phrases(language_of(request))
    asked = request.query_params.get("ronde")
    return render(
        request,
        "casework/comparison.html",
        form=form,
        rounds=_closed_rounds(request),
        chosen=form.text("subject") or (f"{ROUND}{asked}" if asked else EXAMPLE),
        known=list(KNOWN_VARIANTS.values()),
        checked=form.all("variant") if form.values else DEFAULT_NAMES,
        file_megabytes=FILE_BYTES_MAX // 1_000_000,
        variants_max=MAX_VARIANTS,
        view=ComparisonView(found, phrases) if found else None,
    )


def _closed_rounds(request: Request) -> list[tuple[RoundDocument, str]]:
    """Rounds whose list is public, newest year first, each with the name of its wijk."""
    found: list[tuple[RoundDocument, str]] = []
    for year in opened_years(request):
        rounds = house_of(request).views.rounds(year.year)
        found += [
            (each, year.name_of(each.wijk) or each.wijk)
            for each in rounds
            if each.status is not RoundStatus.OPEN and each.division is None
        ]
    return found[:ROUNDS_LISTED_MAX]
