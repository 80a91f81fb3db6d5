"""The tidy test: the house rules hold in every file, and each rule is shown to catch an offence."""

from __future__ import annotations

import re
from textwrap import dedent

import pytest

from tests.architecture.house_rules import (
    FUNCTION_LINES_AIM,
    FUNCTION_LINES_MAX,
    RULES,
    Rule,
    exceptions_to_the_checkers_have_a_reason,
    file_is_short,
    functions,
    functions_are_short,
    lines_of,
    money_is_never_a_float,
    names_say_something,
    nothing_is_printed,
    public_things_are_explained,
    words_of,
)
from tests.architecture.sources import LAYERS, ROOT, Source, files, relative, sources

OVER_AIM_SHARE_MAX = 0.05
LONG_BODY = "def f():\n" + "    x = 1\n" * FUNCTION_LINES_MAX


@pytest.fixture(scope="module")
def offences() -> dict[Rule, list[str]]:
    """Against each rule, of every file: all rules on one file after another, parsed once."""
    found: dict[Rule, list[str]] = {rule: [] for rule in RULES}
    for source in sources():
        for rule in RULES:
            found[rule] += rule(source)
    return found


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_rule_holds_everywhere(rule: Rule, offences: dict[Rule, list[str]]) -> None:
    assert offences[rule] == []


def test_nineteen_of_twenty_functions_are_within_the_aim() -> None:
    lengths = [lines_of(each) for source in sources(*LAYERS) for each in functions(source.tree)]
    over = [length for length in lengths if length > FUNCTION_LINES_AIM]
    assert len(over) <= OVER_AIM_SHARE_MAX * len(lengths)


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        (file_is_short, "domain/money.py", "x = 1\n" * 301),
        (functions_are_short, "domain/money.py", LONG_BODY),
        (functions_are_short, "domain/money.py", LONG_BODY.replace("def", "async def")),
        (names_say_something, "domain/utils.py", ""),
        (names_say_something, "adapters/common/page.py", ""),
        (names_say_something, "domain/grant.py", "class GrantManager: ..."),
        (names_say_something, "domain/grant.py", "def grant(ctx): ..."),
        (nothing_is_printed, "application/grant.py", "print('granted')"),
        (public_things_are_explained, "domain/grant.py", "class Grant: ..."),
        (public_things_are_explained, "domain/grant.py", "'''Grants.'''\nclass Grant: ..."),
        (public_things_are_explained, "application/grant.py", "'''Grants.'''\ndef give(): ..."),
        (
            public_things_are_explained,
            "domain/grant.py",
            "'''Grants.'''\nclass Grant:\n  '''One.'''\n  def give(self): ...",
        ),
        (money_is_never_a_float, "domain/grant.py", "share: float"),
        (money_is_never_a_float, "domain/grant.py", "share = 0.5"),
        (money_is_never_a_float, "domain/grant.py", "share = cents / 2"),
        (exceptions_to_the_checkers_have_a_reason, "domain/a.py", "import b  # noqa" + ": F401"),
        (exceptions_to_the_checkers_have_a_reason, "domain/a.py", "b()  # type" + ": ignore"),
    ],
)
def test_a_house_rule_catches_an_offence(rule: Rule, path: str, text: str) -> None:
    assert list(rule(Source(path, text)))


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        (functions_are_short, "domain/money.py", LONG_BODY.replace("    x = 1\n", "", 1)),
        (nothing_is_printed, "adapters/command_line/main.py", "print('granted')"),
        (money_is_never_a_float, "domain/grant.py", "assert not isinstance(share, float)"),
        (exceptions_to_the_checkers_have_a_reason, "a.py", "b()  # noqa" + ": N818 - because"),
        (public_things_are_explained, "adapters/page.py", "def show(): ..."),
        (money_is_never_a_float, "domain/tally/greedy.py", "share = 0.5"),
        (
            public_things_are_explained,
            "domain/grant.py",
            "'''Grants.'''\nclass Unknown(Refusal):\n  english = 'No such grant.'",
        ),
    ],
)
def test_a_house_rule_leaves_alone_what_it_is_not_about(rule: Rule, path: str, text: str) -> None:
    assert list(rule(Source(path, text))) == []


def test_a_docstring_does_not_count_as_length() -> None:
    source = Source(
        "domain/a.py",
        dedent('''\
        def give():
            """One.

            Two.
            """
            return 1
    '''),
    )
    assert [lines_of(each) for each in functions(source.tree)] == [2]


def test_names_fall_apart_into_words() -> None:
    assert words_of("BallotCast") == ["ballot", "cast"]
    assert words_of("granted_cents") == ["granted", "cents"]
    assert words_of("HTTPStatus") == ["http", "status"]


class TestEveryTextFile:
    """What may stand in no file of the repository, whatever its kind."""

    MACHINE_PATH = re.compile(
        r"(?<![\w.}~])/(?:" + "|".join(("work", "Users", "home", "root")) + r")/\w"
    )
    SIBLING_PATH = re.compile(r"\.\./" + "shared")
    TEXT = (".py", ".md", ".toml", ".yml", ".yaml", ".html", ".css", ".sql", ".svg", ".json", "")

    def test_none_names_a_path_of_one_machine(self) -> None:
        offences = [
            relative(path)
            for path in files(*self.TEXT)
            if self.MACHINE_PATH.search(path.read_text("utf-8", errors="replace"))
        ]
        assert offences == []

    def test_only_the_build_machine_looks_outside_the_repository(self) -> None:
        found = [
            relative(path)
            for path in files(*self.TEXT)
            if self.SIBLING_PATH.search(path.read_text("utf-8", errors="replace"))
        ]
        assert set(found) <= {".ci/run"}

    def test_the_guard_knows_a_path_of_one_machine(self) -> None:
        assert self.MACHINE_PATH.search("data = '" + "/home" + "/someone/data'")
        assert not self.MACHINE_PATH.search("https://example.nl/home/page")


class TestLockFiles:
    """Lock files pin by hash and name no registry."""

    ADDRESS = re.compile(r"://|file:|--(?:extra-)?index-url|--find-links| @ ")

    def test_no_lock_file_holds_an_address(self) -> None:
        locks = list(ROOT.glob("*.lock"))
        assert locks
        assert [path.name for path in locks if self.ADDRESS.search(path.read_text())] == []

    def test_every_locked_package_has_a_hash(self) -> None:
        for path in ROOT.glob("requirements*.lock"):
            packages = re.split(r"^(?=\S)", path.read_text(), flags=re.MULTILINE)
            bare = [each.split()[0] for each in packages if "==" in each and "--hash=" not in each]
            assert bare == [], path.name

    def test_the_lock_file_of_uv_holds_addresses_and_is_never_kept(self) -> None:
        assert "uv.lock" in (ROOT / ".gitignore").read_text().split()

    def test_the_guard_knows_an_address(self) -> None:
        assert self.ADDRESS.search("--extra-index-url https://packages.example/simple")
