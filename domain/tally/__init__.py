"""Counting ballots: plain, exact, and the same on every machine.

`election` is what is counted, `rules.count` counts it, `outcome` is what comes out. The rules are
`greedy`, `equal_shares` (completed by `add1`), `overspending`, `phragmen` and `maximin_support`,
which asks `burden` who pays what. `lowest` finds what comes first, `ties` decides between equals,
`explanation` says it in sentences. Amounts are `int` or `Fraction`, never a float.
"""
