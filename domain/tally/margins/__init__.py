"""By how much each project won or lost, exactly: `of_outcome` is the door.

A `margin` is worked out by the rule: `of_greedy`, `of_equal_shares`, `of_phragmen`. `enough` shows
by recounting what would have been enough in the whole election, and `by_recounts` searches for it
where no margin is offered.
"""
