"""No text is left in Dutch for who reads English."""

from __future__ import annotations

import re

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from adapters.web.language import CATALOGUES, Phrases
from adapters.web.wording import FIGURES, HAPPENINGS
from domain.event_catalogue import EVENTS
from domain.money import Money
from projections.budget_state import FIGURES as KNOWN_FIGURES
from tests.integration.web.said_texts import texts_said

VALUES = re.compile(r"%\(\w+\)s|\{\w+\}")


def english() -> Catalog:
    """The English catalogue as committed."""
    with (CATALOGUES / "en" / "LC_MESSAGES" / "wijkkas.po").open("rb") as file:
        return read_po(file, locale="en")


def test_every_text_has_a_translation() -> None:
    catalogue = english()
    missing = []
    for text in texts_said():
        message = catalogue.get(text if isinstance(text, str) else text[0])
        if message is None or not message.string or message.fuzzy:
            missing.append(text)
    assert not missing


def test_no_translation_is_of_a_text_that_is_gone() -> None:
    said = {text if isinstance(text, str) else text[0] for text in texts_said()}
    known = {each.id if isinstance(each.id, str) else each.id[0] for each in english() if each.id}
    assert not known - said


def test_a_translation_names_the_same_values() -> None:
    for message in english():
        sources = message.id if isinstance(message.id, list | tuple) else [message.id]
        texts = message.string if isinstance(message.string, list | tuple) else [message.string]
        for source, text in zip(sources, texts, strict=True):
            if message.id:
                assert sorted(VALUES.findall(source)) == sorted(VALUES.findall(text or "")), source


def test_every_event_of_the_main_log_has_plain_words() -> None:
    names = {name.rpartition(".v")[0] for name in EVENTS} - {"ballot.cast"}
    assert names <= HAPPENINGS.keys()


def test_every_figure_has_a_name() -> None:
    assert FIGURES.keys() == KNOWN_FIGURES.keys()


def test_amounts_follow_the_language() -> None:
    amount = Money(1_250_50)
    assert Phrases("nl").exact_money(amount) == "€\u00a01.250,50"
    assert Phrases("en").exact_money(amount) == "€1,250.50"
    assert Phrases("nl").money(Money(1_250_00)) == "€\u00a01.250"
