"""The web application over an open house: pages, API, and what all of them are held to."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio import CapacityLimiter
from fastapi import FastAPI

from adapters.closed_round.files import RoundFiles
from adapters.house import House
from adapters.metrics import Metrics
from adapters.rule_comparison.bounded import compare_bounded
from adapters.web.api.application import PREFIX, create_api
from adapters.web.api.feed import FeedDesk
from adapters.web.crowding import BoundedCrowd
from adapters.web.feed import Feed
from adapters.web.feed_readers import FeedReaders
from adapters.web.files import static_files
from adapters.web.form_tokens import FormTokens
from adapters.web.identities import ExampleIdentities, Identities
from adapters.web.pages import (
    allocation,
    audit,
    ballot,
    board,
    board_work,
    budget_lines,
    casework,
    changes,
    city,
    comparison,
    coordinators,
    deadlines,
    determinations,
    explanation,
    framework,
    growth,
    health,
    integrity,
    integrity_work,
    layers,
    mandates,
    metrics,
    objection_handling,
    objections,
    participation,
    payouts,
    plan,
    proposal,
    proposal_changes,
    quickscan,
    ranking,
    regroupings,
    regulations,
    round_extending,
    round_opening,
    round_payments,
    rounds,
    sign_in,
    subsidies,
    theme_rounds,
    voting,
    wijk,
    wijkplans,
    work,
)
from adapters.web.participation import RecentParticipation
from adapters.web.problems import answer_everything
from adapters.web.request_log import RequestLog
from adapters.web.results import Results
from adapters.web.security import BoundedRequests, RateBound, SecurityHeaders
from adapters.web.sessions import Sessions, key_of
from adapters.web.uploads import WITH_FILE_BYTES_MAX

ROOMS = (
    city,
    growth,
    changes,
    layers,
    wijk,
    participation,
    integrity,
    budget_lines,
    subsidies,
    allocation,
    plan,
    board,
    ranking,
    coordinators,
    proposal,
    determinations,
    proposal_changes,
    regroupings,
    objections,
    objection_handling,
    voting,
    round_payments,
    ballot,
    work,
    casework,
    deadlines,
    integrity_work,
    round_opening,
    round_extending,
    theme_rounds,
    rounds,
    comparison,
    payouts,
    framework,
    wijkplans,
    board_work,
    quickscan,
    mandates,
    regulations,
    audit,
    sign_in,
    explanation,
    health,
    metrics,
)

TAKE_FILES = {
    comparison.HERE: WITH_FILE_BYTES_MAX,
    f"{PREFIX}/comparisons": WITH_FILE_BYTES_MAX,
}
"""The paths that take a file, and how large a request they take."""


def create_app(
    house: House,
    *,
    session_key: bytes | None = None,
    identities: Identities | None = None,
    secure_cookies: bool | None = None,
) -> FastAPI:
    """The application. Without `session_key` the one of the settings is used.

    Without `identities` the example people can sign in to a demo, and nobody anywhere else.
    `secure_cookies` is on unless it is a demo, which is served without TLS on this machine.
    """
    app = FastAPI(
        title="Wijkkas", docs_url=None, redoc_url=None, openapi_url=None, lifespan=while_served
    )
    key = session_key or key_of(house.settings)
    secure = not house.is_demo if secure_cookies is None else secure_cookies
    app.state.house = house
    app.state.secure = secure
    app.state.sessions = Sessions(key, secure=secure)
    app.state.form_tokens = FormTokens(key, secure=secure)
    app.state.identities = identities or (ExampleIdentities() if house.is_demo else None)
    app.state.results = Results(house)
    app.state.participation = RecentParticipation(house)
    app.state.round_files = RoundFiles(house)
    app.state.rate_bound = RateBound()
    app.state.compare = compare_bounded
    app.state.feed = _feed_of(house)
    app.state.watching = CapacityLimiter(health.THREADS_MAX)
    app.state.metrics = Metrics(house, app.state.feed.readers.number)
    for room in ROOMS:
        app.include_router(room.router, include_in_schema=False)
    app.mount(PREFIX, create_api(app.state), name="api")
    app.mount("/static", static_files(), name="static")
    answer_everything(app)
    app.add_middleware(BoundedRequests, larger=TAKE_FILES)
    app.add_middleware(BoundedCrowd)
    app.add_middleware(RequestLog)
    app.add_middleware(SecurityHeaders)
    return app


@asynccontextmanager
async def while_served(app: FastAPI) -> AsyncIterator[None]:
    """While a server runs the application, ballots are gathered in its loop."""
    async with app.state.house.ballot_log.gathered() as ballots:
        app.state.ballots = ballots
        yield
    app.state.ballots = None


def _feed_of(house: House) -> FeedDesk:
    """The feed of the main log, whose readers hear of what this process appends."""
    readers = FeedReaders()
    house.notices.tell(readers)
    return FeedDesk(Feed(house.log, house.settings.partition), readers)
