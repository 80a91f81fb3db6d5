"""Pabulib files (`.pb`): real elections in the field's exchange format, exactly as written.

`reading` reads a file and refuses what it cannot read without guessing; `file` is what it holds.
Ids are text, amounts are exact numbers in the file's own unit.
"""
