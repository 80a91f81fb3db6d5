"""The command line: every command prints for people, or one JSON object with `--json`."""
