"""Pabulib files (`.pb`): real elections in the field's exchange format, exactly as written.

`reading` reads a file: `careful` line by line, refusing what it cannot read without guessing, and
`fast` without a Python object per ballot, where nothing is unusual. `file` is what a file holds,
`remarks` and `limits` tell what it says of itself and is not so. `writing` writes it again, and
`round_file` makes one of a round of ours. Ids are text, amounts are exact numbers in the file's own
unit.
"""
