"""One election under several rules, side by side: `comparison.compare` is the door.

`variants` are the rules that people can choose, `voter_figures` what voters get under each.
"""
