"""Comparing voting rules before one is fixed: on which ballots, within which bounds, said how.

`subject` is what is compared: a file, a closed round, or the example. `bounded` counts for the
pages, in a process of its own. `answer` says a comparison as JSON, for programs.
"""
