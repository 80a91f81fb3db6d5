-- The application may see which migrations were applied, by name: it refuses a partition of another
-- version before it does anything there.
GRANT SELECT (name) ON {{schema}}.applied_migrations TO {{app}};
