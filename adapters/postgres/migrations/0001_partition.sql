-- The partition itself: one municipality, one schema. The schema and the table of applied
-- migrations exist by now; see `migrate.py`.

GRANT USAGE ON SCHEMA {{schema}} TO {{app}};

-- One row. A demonstration says so on every page, and can never become the real thing.
CREATE TABLE {{schema}}.installation (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    partition text NOT NULL,
    demo boolean NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
GRANT SELECT ON {{schema}}.installation TO {{app}};
