"""Writing a Pabulib file, so that reading it gives the same file again.

Lines end with a line feed, there is no mark of the byte order and no blank line, names of columns
are in lower case, lists have no spaces, and a field stands in quotes only where it must.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from adapters.pabulib.file import PabulibBallot, PabulibFile
from adapters.pabulib.lines import MAX_LINE_BYTES

_NEEDS_QUOTES = (";", '"', "\n", "\r")


def write_pabulib(file: PabulibFile) -> bytes:
    """The bytes of a file. Raises `ValueError` for a text that the format cannot hold."""
    return "".join(pabulib_lines(file)).encode()


def pabulib_lines(file: PabulibFile) -> Iterator[str]:
    """The same line by line, for a file that is too large to hold twice."""
    yield "META\nkey;value\n"
    yield from map(written_line, file.meta.items())
    yield "PROJECTS\n"
    yield written_line(file.project_columns)
    for project in file.projects:
        yield written_line(project.columns.get(name, "") for name in file.project_columns)
    yield "VOTES\n"
    yield written_line(file.ballot_columns)
    for ballot in file.ballots:
        yield written_line(_values(ballot, file.ballot_columns))


def _values(ballot: PabulibBallot, columns: Iterable[str]) -> Iterator[str]:
    """What a ballot has in each column."""
    others = iter(ballot.others)
    for name in columns:
        if name == "voter_id":
            if not ballot.voter_id:
                raise ValueError("a ballot without a voter cannot stand in a ballot file")
            yield ballot.voter_id
        elif name == "vote":
            yield written_list(ballot.choices)
        elif name == "points":
            yield written_list(map(str, ballot.points or ()))
        else:
            yield next(others)


def written_list(parts: Iterable[str]) -> str:
    """Parts with commas between them. Raises `ValueError` for one that would be read otherwise."""
    written = list(parts)
    for part in written:
        if "," in part or part != part.strip() or not part:
            raise ValueError(f"{part!r} cannot stand in a list of a ballot file")
    return ",".join(written)


def written_line(values: Iterable[str]) -> str:
    """Values as one line. Raises `ValueError` for one that would not be read back the same."""
    line = ";".join(map(_field, values)) + "\n"
    if len(line) > MAX_LINE_BYTES // 4 and len(line.encode()) > MAX_LINE_BYTES:
        raise ValueError(f"a line of a ballot file is longer than {MAX_LINE_BYTES} bytes")
    return line


def _field(text: str) -> str:
    if text != text.strip() or "\0" in text:
        raise ValueError(f"{text[:40]!r} cannot stand in a ballot file: spaces around it, or NUL")
    if any(sign in text for sign in _NEEDS_QUOTES):
        return '"' + text.replace('"', '""') + '"'
    return text
