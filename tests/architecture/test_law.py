"""`docs/law.md`: each article has a rule and a test that exist, and none we cite is missing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.sources import LAYERS, ROOT, sources
from tests.unit.application.dossier_states import STATES
from tests.unit.application.test_state_table import TABLE

PAGE = (ROOT / "docs/law.md").read_text("utf-8")
BUILT, _, NOT_YET = PAGE.partition("## Not yet")
ROW = re.compile(r"^\| ([^|]+) \| [^|]+ \| `([^`]+)` \| `([^`]+)` \|$", re.MULTILINE)
ARTICLES = re.compile(r"Awb ((?:\d+:\d+(?:-\d+:\d+)?(?:, )?)+)")
ARROW = re.compile(r"^ +(\w+) --> (\w+): (\w+)$", re.MULTILINE)


def rows() -> list[tuple[str, str, str]]:
    """Article, where the rule stands, test."""
    return ROW.findall(BUILT)


def exists(reference: str) -> bool:
    """Whether `file.py`, `file.py::name` or `file.py::Class::name` is there."""
    path, *names = reference.split("::")
    file = ROOT / path
    if not file.exists():
        return False
    if not names or not path.endswith(".py"):
        return not names
    body: list[ast.stmt] = ast.parse(file.read_text("utf-8")).body
    for name in names:
        found = [
            node
            for node in body
            if isinstance(node, ast.ClassDef | ast.FunctionDef) and node.name == name
        ]
        if not found:
            return False
        body = found[0].body
    return True


def articles_in(text: str) -> Iterator[str]:
    """Every article of the Awb that a text cites; a range is cited by both of its ends."""
    for cited in ARTICLES.findall(text):
        yield from re.findall(r"\d+:\d+", cited)


def test_there_is_something_to_check() -> None:
    assert len(rows()) >= 20
    assert len(ARROW.findall(PAGE)) >= 50


@pytest.mark.parametrize(("article", "rule", "test"), rows())
def test_the_rule_and_its_test_exist(article: str, rule: str, test: str) -> None:
    assert exists(rule), f"{article}: {rule}"
    assert exists(test), f"{article}: {test}"
    assert test.startswith("tests/")


def test_every_article_that_the_product_cites_is_on_the_page() -> None:
    cited = {article for source in sources(*LAYERS) for article in articles_in(source.text)}
    assert cited - set(articles_in(BUILT)) == set()


def test_what_is_not_built_yet_is_not_said_to_be() -> None:
    promised = set(re.findall(r"\d+:\d+", NOT_YET))
    only_promised = promised - set(articles_in(BUILT))
    assert only_promised, "what nothing is missing from needs no list"
    built = {article for source in sources(*LAYERS) for article in articles_in(source.text)}
    assert only_promised & built == set()


class TestThePicture:
    """Every arrow is an allowed cell of the state table, and every allowed cell has an arrow."""

    ARROWS = frozenset(
        (state.replace("_", " "), command) for state, _, command in ARROW.findall(PAGE)
    )

    def test_its_states_are_those_of_the_table(self) -> None:
        drawn = {state for left, right, _ in ARROW.findall(PAGE) for state in (left, right)}
        assert {state.replace("_", " ") for state in drawn} == set(STATES) - {"nothing"}

    def test_its_arrows_are_what_is_allowed(self) -> None:
        allowed = {
            (state, command)
            for command, row in TABLE.items()
            for state, answer in row.items()
            if answer.partition(".")[0] in _SUBJECTS and answer.partition(".")[2] in _HAPPENED
        }
        assert allowed == self.ARROWS


_HAPPENED = {
    "taken_in_handling",
    "completion_requested",
    "completed",
    "left_out_of_handling",
    "withdrawn",
    "reserved",
    "released",
    "prepared",
    "taken",
    "verified",
    "requested",
    "approved",
    "rejected",
    "paid",
    "rendered",
    "determined",
    "recorded",
    "payments_suspended",
    "suspension_lifted",
}
_SUBJECTS = {"proposal", "grant", "decision", "payout", "account", "recovery"}


@pytest.mark.parametrize(
    "reference",
    ["domain/nowhere.py", "domain/grant.py::nothing", "domain/grant.py::Grant::nothing"],
)
def test_what_is_not_there_is_noticed(reference: str) -> None:
    assert not exists(reference)


def test_a_range_and_a_list_are_read() -> None:
    assert list(articles_in("(Awb 4:22, 4:25-4:27) and Awb 2:4.")) == [
        "4:22",
        "4:25",
        "4:27",
        "2:4",
    ]
