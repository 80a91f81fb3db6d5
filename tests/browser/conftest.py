"""The example city behind a real uvicorn, and a real Chromium that visits it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from adapters.bootstrap import open_house
from adapters.example_city.city import build_example_city
from adapters.example_city.rounds import EXTENDED_IN, round_of
from adapters.house import House
from adapters.settings import Settings
from adapters.web.app import create_app
from tests.layers import chromium

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
START_SECONDS_MAX = 20.0
WAIT_MS_MAX = 10_000


def axe() -> Path | None:
    """The accessibility checker: WIJKKAS_AXE, or an installed package's; None if absent."""
    asked = os.environ.get("WIJKKAS_AXE")
    if asked:
        return Path(asked)
    package = find_spec("axe_playwright_python")
    folders = package.submodule_search_locations if package else None
    return next(
        (each for folder in folders or () for each in Path(folder).rglob("axe.min.js")), None
    )


collect_ignore = [] if axe() else ["test_axe.py", "test_axe_forms.py"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say that pages were not held against axe-core where it is not there."""
    if axe() is None:
        terminalreporter.section("NOT RUN", yellow=True)
        line = "browser/test_axe*.py: no axe-core found. Set WIJKKAS_AXE to its axe.min.js"
        terminalreporter.write_line(line, yellow=True)


@dataclass(frozen=True)
class Site:
    """The address of the pages, and the house behind them."""

    address: str
    house: House
    year: int
    round_id: str


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """The example city on an embedded PostgreSQL, served for the whole run."""
    folder = Path(tempfile.mkdtemp(prefix="wijkkas-browser-"))
    folder.chmod(0o711)
    settings = Settings.model_validate({"data_directory": folder / "web"})
    try:
        with open_house(settings, folder / "data", demo=True) as house:
            _, year = build_example_city(house, lambda _: None)
            house.projector.catch_up()
            with house.projector.running(), served(house) as address:
                yield Site(address, house, year, round_of(year, EXTENDED_IN))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def served(house: House) -> Iterator[str]:
    """The address of a house, served on a free port of this machine."""
    config = uvicorn.Config(create_app(house), port=0, access_log=False, log_level="warning")
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    give_up_at = monotonic() + START_SECONDS_MAX
    while not server.started:
        assert monotonic() < give_up_at, "the server did not start"
        sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(START_SECONDS_MAX)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the run; this layer is collected only where there is one."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield found
        found.close()


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """A browser of one's own: `visit("aylin")` is signed in, `visit()` is nobody.

    Whatever a page complains about on the console, such as the content security policy, fails.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def begin(person: str | None = None, *, script: bool = True, width: int = 1280) -> Page:
        context = browser.new_context(
            java_script_enabled=script,
            base_url=site.address,
            locale="nl-NL",
            viewport={"width": width, "height": 900},
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(WAIT_MS_MAX)
        page.on(
            "console",
            lambda message: (
                complaints.append(message.text)
                if "Content Security Policy" in message.text
                else None
            ),
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if person:
            sign_in(page, person)
        return page

    yield begin
    for context in contexts:
        context.close()
    assert not complaints


def sign_in(page: Page, person: str) -> None:
    """Choose an example person on the sign-in page."""
    page.goto("/aanmelden")
    page.locator(f'button[value="example:{person}"]').click()
    page.get_by_role("button", name="Afmelden").wait_for()
