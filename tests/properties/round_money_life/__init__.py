"""A walk through lines, rounds, themes and grants of one wijk, and its books."""
