"""adapters → application | projections → domain, and a domain that knows no world."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.import_rules import (
    answers_depend_on_input_alone,
    domain_imports_little,
    names_have_one_address,
    passed_on,
)
from tests.architecture.sources import LAYERS, ROOT, Source, sources

LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter with the contract of `pyproject.toml` on the packages under `root`."""
    return subprocess.run(
        [LINT_IMPORTS, "--config", ROOT / "pyproject.toml", "--no-cache"],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )


def a_house_with(tmp_path: Path, offender: str, line: str) -> Path:
    """Four empty layers, and one line in the module `offender`."""
    for layer in LAYERS:
        (tmp_path / layer).mkdir()
        (tmp_path / layer / "__init__.py").touch()
    (tmp_path / offender).with_suffix(".py").write_text(line + "\n")
    return tmp_path


def test_each_layer_imports_only_what_lies_below_it() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("offender", "line"),
    [
        ("domain/grant", "import application"),
        ("domain/grant", "import adapters"),
        ("application/grant", "import projections"),
        ("projections/grant", "import application"),
        ("application/grant", "import adapters"),
    ],
)
def test_an_import_upwards_or_sideways_is_caught(tmp_path: Path, offender: str, line: str) -> None:
    result = lint_imports(a_house_with(tmp_path, offender, line))
    assert result.returncode == 1
    assert "BROKEN" in result.stdout


def test_an_import_downwards_is_not_caught(tmp_path: Path) -> None:
    result = lint_imports(a_house_with(tmp_path, "adapters/page", "import projections, domain"))
    assert result.returncode == 0, result.stdout


def test_the_domain_imports_only_what_it_may() -> None:
    assert [each for source in sources("domain") for each in domain_imports_little(source)] == []


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("domain/grant.py", "import psycopg"),
        ("domain/grant.py", "import numpy"),
        ("domain/grant.py", "from eventsourcing.domain import Aggregate"),
        ("domain/grant.py", "def later():\n  import fastapi"),
        ("domain/tally/shares.py", "import pandas"),
    ],
)
def test_another_import_in_the_domain_is_caught(path: str, line: str) -> None:
    assert list(domain_imports_little(Source(path, line)))


def test_the_tally_may_count_with_numpy() -> None:
    assert list(domain_imports_little(Source("domain/tally/shares.py", "import numpy"))) == []


def test_domain_and_projections_know_no_clock_no_chance_and_no_world() -> None:
    below = sources("domain", "projections")
    assert [each for source in below for each in answers_depend_on_input_alone(source)] == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("domain/grant.py", "datetime.now(UTC)"),
        ("domain/grant.py", "date.today()"),
        ("domain/grant.py", "uuid4()"),
        ("domain/grant.py", "import random"),
        ("domain/grant.py", "from time import monotonic"),
        ("domain/grant.py", "open('list.csv')"),
        ("projections/ledger.py", "from datetime import datetime\ndatetime.utcnow()"),
        ("projections/ledger.py", "import os"),
    ],
)
def test_a_glance_at_the_world_is_caught(path: str, text: str) -> None:
    assert list(answers_depend_on_input_alone(Source(path, text)))


def test_an_adapter_may_look_at_the_clock() -> None:
    assert list(answers_depend_on_input_alone(Source("adapters/clock.py", "import time"))) == []


PASSED_ON = passed_on([Source("domain/grant.py", "from domain.a import B\n__all__ = ['B', 'c']")])


def test_what_a_room_passes_on_is_imported_from_the_room_alone() -> None:
    known = passed_on(sources("domain"))
    assert len(known) > 10
    assert [each for source in sources() for each in names_have_one_address(source, known)] == []


def test_an_import_past_a_room_is_caught() -> None:
    past = Source("domain/payout.py", "def later():\n  from domain.a import B")
    assert list(names_have_one_address(past, PASSED_ON))


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("domain/payout.py", "from domain.grant import B"),
        ("domain/payout.py", "from domain.a import Other"),
        ("domain/grant.py", "from domain.a import B"),
        ("domain/a.py", "from domain.a import B"),
    ],
)
def test_the_room_its_parts_and_what_it_keeps_to_itself_are_left_alone(
    path: str, line: str
) -> None:
    assert not list(names_have_one_address(Source(path, line), PASSED_ON))
