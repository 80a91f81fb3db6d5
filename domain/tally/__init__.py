"""Counting ballots: plain, exact, and the same on every machine.

`election` is what is counted, `rules.count` counts it, `outcome` is what comes out. The rules are
`greedy`, `equal_shares` (completed by `add1`), `overspending`, `phragmen` and `maximin_support`,
which asks `burden` who pays what. `lowest` finds what comes first, `ties` decides between equals,
and `kernel` counts equal shares faster. What reads an outcome stands in `payments`, `margins`,
`explaining` and `comparing`. Amounts are `int` or `Fraction`, never a float.
"""
