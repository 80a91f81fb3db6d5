"""Counting ballots: plain, exact, and the same on every machine.

`election` is what is counted, `rules.count` counts it, `outcome` is what comes out; `greedy`,
`equal_shares` and `add1` are the rules, `ties` decides between equals, `explanation` says it in
sentences. Amounts are `int` or `Fraction`, never a float.
"""
