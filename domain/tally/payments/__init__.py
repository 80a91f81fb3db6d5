"""Who paid what, once a count is done: nothing here decides who wins.

`spending` goes through the payments of an outcome; `money_trail` follows those of one project's
supporters, `ballot_share` those of one ballot, and `certificate` writes all of them down.
"""
