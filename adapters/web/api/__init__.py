"""The JSON API: the same questions and commands as the pages, for programs."""
