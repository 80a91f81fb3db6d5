"""Decisions and grants, walked through in any order: what each comes to, and where money stands."""
