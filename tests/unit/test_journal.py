"""A server writes down what happened, and nothing of what people typed."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from adapters.journal import write_journal

SECRET = "ballot:r1:the-pass-of-a-voter"


@pytest.fixture(autouse=True)
def journal_of_before() -> Iterator[None]:
    """Leave the loggers as they were found."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()


def fail() -> None:
    """Fail with somebody's data in the text."""
    raise ValueError(SECRET)


def written(capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """The one line that was written, on standard error."""
    told = capsys.readouterr()
    assert told.out == ""
    assert SECRET not in told.err
    line: dict[str, str] = json.loads(told.err)
    return line


def test_a_failure_in_a_library_is_told_by_its_kind(capsys: pytest.CaptureFixture[str]) -> None:
    write_journal()
    try:
        fail()
    except ValueError:
        logging.getLogger("uvicorn.error").exception("Exception in application")
    line = written(capsys)
    assert (line["event"], line["failure"]) == ("Exception in application", "ValueError")


def test_a_failure_of_our_own_is_told_by_its_kind(capsys: pytest.CaptureFixture[str]) -> None:
    write_journal()
    try:
        fail()
    except ValueError:
        structlog.get_logger().exception("request.failed")
    line = written(capsys)
    assert (line["failure"], line["level"]) == ("ValueError", "error")
    assert line["timestamp"].endswith("Z")


def test_without_the_journal_the_text_of_a_failure_would_be_written(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logging.basicConfig(force=True)
    try:
        fail()
    except ValueError:
        logging.getLogger("uvicorn.error").exception("Exception in application")
    assert SECRET in capsys.readouterr().err
