"""Forms that only some regulations or dossiers ask, held against axe-core, refused ones too."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from adapters.bootstrap import open_house
from adapters.settings import Settings
from tests.browser.city_of_forms import FormOnPage, forms
from tests.browser.conftest import served, sign_in
from tests.browser.violations import PHONE, wrong_with

SEND = "field => (field.form ?? field).submit()"
"""Past what the browser itself would say, so that the page of a refusal comes."""


@pytest.fixture(scope="module")
def opened(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[list[FormOnPage], Callable[[str], Page]]]:
    """The forms, and the browser of each person on a phone."""
    folder = tmp_path_factory.mktemp("forms")
    folder.chmod(0o711)
    settings = Settings.model_validate({"data_directory": folder / "web"})
    with open_house(settings, folder / "data", demo=True) as house, house.projector.running():
        asked = forms(house)
        with served(house) as address:
            pages: dict[str, Page] = {}

            def of(person: str) -> Page:
                if person not in pages:
                    context = browser.new_context(
                        base_url=address,
                        locale="nl-NL",
                        viewport={"width": PHONE, "height": 900},
                    )
                    pages[person] = context.new_page()
                    sign_in(pages[person], person)
                return pages[person]

            yield asked, of
            for page in pages.values():
                page.context.close()


def test_forms_have_no_violations_also_when_refused(
    opened: tuple[list[FormOnPage], Callable[[str], Page]],
) -> None:
    asked, of = opened
    wrong: list[str] = []
    for form in asked:
        page = of(form.person)
        page.goto(f"{form.path}?lang=nl")
        wrong += [f"{form.name}: {found}" for found in _wrong_on_a_phone(page)]
        page.goto(f"{form.path}?lang=en")
        field = page.locator(f'[name="{form.field}"]').first
        assert field.count() == 1, form.name
        field.evaluate(SEND)
        page.locator('[role="alert"]').first.wait_for()
        wrong += [f"{form.name}, refused: {found}" for found in _wrong_on_a_phone(page)]
    assert not wrong, "\n".join(wrong)


def test_what_is_folded_away_is_looked_at_too(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<main><details><summary>More</summary><input></details></main>")
    assert any(found.startswith("label ") for found in wrong_with(page))
    page.close()


def _wrong_on_a_phone(page: Page) -> list[str]:
    found = wrong_with(page)
    if page.evaluate("document.documentElement.scrollWidth") > PHONE:
        found.append("wider than a phone")
    return found
