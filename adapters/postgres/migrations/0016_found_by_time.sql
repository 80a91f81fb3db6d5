-- "As of a time" begins with the last position appended by then. Times never decrease with position, so
-- both can be searched by halving; but at ten million entries that meets some ten pages which nobody
-- has looked at lately, and this index one. Reasons and figures:
-- docs/decisions/0031-a-time-is-found-in-an-index.md.
CREATE INDEX main_log_by_time ON {{schema}}.main_log (appended_at, position);
