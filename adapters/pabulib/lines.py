"""The lines of a ballot file, from its bytes, and the refusal that names one of them."""

from __future__ import annotations

import codecs

from domain.errors import MALFORMED, Refusal

MAX_LINE_BYTES = 131_072
"""As many as the longest field that Python's own reader of such lines takes."""


class BallotFileMalformed(Refusal):
    code = "ballot_file.malformed"
    status = MALFORMED
    dutch = "Regel {line} van het stembestand klopt niet: {problem_dutch}."
    english = "Line {line} of the ballot file is wrong: {problem_english}."


class TextLines:
    """The lines with their ends, one by one, as text.

    A line ends with a line feed, a carriage return, or both. `number` is that of the line given
    last, `offset` is the place in the bytes where the next one begins. A mark of the byte order at
    the start is left out.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._feed = self._return = -1
        self.number = 0
        self.offset = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0

    def __iter__(self) -> TextLines:
        return self

    def __next__(self) -> str:
        """The next line. Raises `BallotFileMalformed` for one that is not plain UTF-8 text."""
        if self.offset >= len(self._data):
            raise StopIteration
        start, end = self.offset, self._end()
        self.offset = end
        self.number += 1
        if end - start > MAX_LINE_BYTES:
            raise self.problem("hij is te lang", "it is too long")
        try:
            line = self._data[start:end].decode("utf-8")
        except UnicodeDecodeError as error:
            raise self.problem("dit is geen UTF-8-tekst", "this is not UTF-8 text") from error
        if "\0" in line:
            raise self.problem("er staat een NUL-teken in", "there is a NUL character in it")
        return line

    def problem(self, dutch: str, english: str) -> BallotFileMalformed:
        """The refusal of the line given last."""
        return BallotFileMalformed(
            line=max(self.number, 1), problem_dutch=dutch, problem_english=english
        )

    def _end(self) -> int:
        """Where the next line ends. Each sign is looked for once, so that many lines stay cheap."""
        if self._feed < self.offset:
            self._feed = self._found(b"\n")
        if self._return < self.offset:
            self._return = self._found(b"\r")
        last = min(self._feed, self._return)
        if self._feed == self._return + 1:
            last = self._feed
        return min(last + 1, len(self._data))

    def _found(self, sign: bytes) -> int:
        place = self._data.find(sign, self.offset)
        return len(self._data) if place < 0 else place
