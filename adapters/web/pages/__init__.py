"""Pages by room: each module has a router, and its templates stand under the same name."""
