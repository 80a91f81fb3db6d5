"""Measurements that are part of the product: each against a baseline that runs at the same time."""
