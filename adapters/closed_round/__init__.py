"""Closed rounds as files that anyone can count again."""
