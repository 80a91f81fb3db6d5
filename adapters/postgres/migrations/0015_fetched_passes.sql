-- Many voting passes fetched from one address: seen on the side of the register, which knows
-- residents and never ballots. What is kept is the least that tells it. The reasons:
-- docs/decisions/0030-a-signal-joins-nobody.md. Nothing here is in a log, and nothing has a time:
-- periods and ends are counted in minutes, and are gone when they are over.

-- The key under which addresses are hashed, one for each round; gone once the round is closed.
CREATE TABLE {{register}}.fetch_keys (
    round_id text COLLATE "C" PRIMARY KEY CHECK (length(round_id) BETWEEN 1 AND 200),
    fetch_key bytea NOT NULL CHECK (octet_length(fetch_key) = 32)
);
GRANT SELECT, INSERT, DELETE ON {{register}}.fetch_keys TO {{app}};

-- How many passes went to one address in this period and in the one before, until `stale_after`;
-- never beyond `kept_until`. Once it is `told` nothing is counted any more.
CREATE TABLE {{register}}.fetches (
    round_id text COLLATE "C" NOT NULL,
    source bytea NOT NULL CHECK (octet_length(source) = 32),
    period bigint NOT NULL,
    passes integer NOT NULL CHECK (passes > 0),
    passes_before integer NOT NULL CHECK (passes_before >= 0),
    told boolean NOT NULL,
    stale_after bigint NOT NULL,
    kept_until bigint NOT NULL CHECK (stale_after <= kept_until),
    PRIMARY KEY (round_id, source)
);
CREATE INDEX fetches_stale ON {{register}}.fetches (stale_after);
GRANT SELECT, INSERT, UPDATE, DELETE ON {{register}}.fetches TO {{app}};

-- What a signal tells: from how many addresses so many passes, or more, were fetched within so many
-- minutes. One row for a round; no address, and no more than the number that makes it a signal.
CREATE TABLE {{register}}.fetch_signals (
    round_id text COLLATE "C" PRIMARY KEY CHECK (length(round_id) BETWEEN 1 AND 200),
    addresses integer NOT NULL CHECK (addresses > 0),
    passes integer NOT NULL CHECK (passes > 1),
    minutes integer NOT NULL CHECK (minutes > 0)
);
GRANT SELECT, UPDATE, INSERT ON {{register}}.fetch_signals TO {{app}};
