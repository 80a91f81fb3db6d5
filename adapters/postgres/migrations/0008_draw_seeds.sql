-- The seeds of draws, beside the vault: who is to know them before the round closes is the
-- application alone. It makes a seed and reads it, and can neither change nor remove one.

CREATE TABLE {{vault}}.draw_seeds (
    round_id text COLLATE "C" PRIMARY KEY CHECK (length(round_id) BETWEEN 1 AND 200),
    seed bytea NOT NULL CHECK (octet_length(seed) = 32)
);
GRANT SELECT, INSERT ON {{vault}}.draw_seeds TO {{app}};
