"""Use cases: one handler per intention, all alike, and the ports they need.

A handler reads streams, asks the domain to decide, and says which stream gets which events. The
command desk does the rest: who may, seen before, decide, store, and decide again on a conflict.
"""
