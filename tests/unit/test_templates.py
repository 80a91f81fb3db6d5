"""Templates are compiled once for each language, and not again for each page."""

from __future__ import annotations

import pytest

from adapters.web.language import LANGUAGES
from adapters.web.rendering import environment_of

PAGE = "sign_in/sign_in.html"
KEPT_MOST = 400
"""What Jinja keeps unless it is told otherwise."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_template_is_compiled_once_for_all_pages_in_a_language(language: str) -> None:
    first = environment_of(language).get_template(PAGE)
    assert environment_of(language).get_template(PAGE) is first


def test_a_page_speaks_its_own_language_whatever_was_asked_for_meanwhile() -> None:
    begun = environment_of("nl").from_string("{{ _('Wijken') }} {{ 1250 | number }}")
    assert environment_of("en").from_string("{{ 1250 | number }}").render() == "1,250"
    assert begun.render() == "Wijken 1.250"
    said = "{{ _('Meld u aan') }}"
    assert environment_of("en").from_string(said).render() == "Sign in"
    assert environment_of("nl").from_string(said).render() == "Meld u aan"


def test_all_that_there_are_fit_in_what_is_kept() -> None:
    assert len(environment_of("nl").list_templates()) < KEPT_MOST
