-- The vault: texts behind the commitments of the log, in a schema of its own so that it can be
-- erased, backed up and guarded apart from the log. The application keeps, reads and forgets;
-- it never changes a text, since its commitment would not fit any more.

CREATE SCHEMA {{vault}};
GRANT USAGE ON SCHEMA {{vault}} TO {{app}};

CREATE TABLE {{vault}}.kept_texts (
    command_id uuid NOT NULL,
    field text NOT NULL CHECK (length(field) BETWEEN 1 AND 100),
    commitment text COLLATE "C" NOT NULL UNIQUE CHECK (commitment ~ '^[0-9a-f]{64}$'),
    salt bytea NOT NULL CHECK (octet_length(salt) = 32),
    kept_text text NOT NULL CHECK (length(kept_text) <= 20000),
    PRIMARY KEY (command_id, field)
);
GRANT SELECT, INSERT, DELETE ON {{vault}}.kept_texts TO {{app}};
