-- The register of voters' passes. It keeps that a resident got a pass, never which pass: no table
-- here has a pass in it, a time, or a resident's id. The application writes what was issued and
-- cannot read it back.

CREATE SCHEMA {{register}};
GRANT USAGE ON SCHEMA {{register}} TO {{app}};

-- The key under which residents' ids are hashed; one row, made by the first who needs it.
CREATE TABLE {{register}}.secrets (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    resident_key bytea NOT NULL CHECK (octet_length(resident_key) = 32)
);
GRANT SELECT, INSERT ON {{register}}.secrets TO {{app}};

-- The private key is gone once the round is closed: nobody can make a pass any more.
CREATE TABLE {{register}}.rounds (
    round_id text COLLATE "C" PRIMARY KEY CHECK (length(round_id) BETWEEN 1 AND 200),
    public_key bytea NOT NULL CHECK (octet_length(public_key) = 32),
    private_key bytea CHECK (octet_length(private_key) = 32)
);
GRANT SELECT, INSERT, UPDATE (private_key) ON {{register}}.rounds TO {{app}};

CREATE TABLE {{register}}.issued_passes (
    round_id text COLLATE "C" NOT NULL,
    resident bytea NOT NULL CHECK (octet_length(resident) = 32),
    PRIMARY KEY (round_id, resident)
);
GRANT INSERT ON {{register}}.issued_passes TO {{app}};
