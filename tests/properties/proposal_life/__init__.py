"""A walk through the lives of proposals, against books of its own."""
