"""Equal shares counted fast and still exactly: the same winners and ties as `equal_shares`.

Purses are kept between two whole numbers that surely enclose them; a decision is taken when all
purses within these bounds give the same one, and otherwise worked out without rounding. See
decision record 0010. The door is `counting`, which needs numba; `fast_shares` knocks where there is
one.
"""
