"""Running a whole round from a Pabulib file, through the same commands that people give."""
