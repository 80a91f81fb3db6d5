"""Why each project won or lost, in sentences: `explanation.explain` is the door.

`wins` and `losses` say each kind, `nearness` how much more would have been enough, `wording` what
projects, voters and money are called.
"""
