-- Answers rebuilt from the main log. The rules and their reasons:
-- docs/decisions/0007-generations-of-a-projection.md.
-- All of it can be thrown away and rebuilt, so the application's role may write it.

-- One row per projection: which generation of rows is live, the version of the fold that made it,
-- and the last position that is in it (-1: none). A failure is the entry it stopped at, and why.
CREATE TABLE {{schema}}.projections (
    name text PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 60),
    generation integer NOT NULL CHECK (generation >= 0),
    version integer NOT NULL CHECK (version >= 1),
    position bigint NOT NULL CHECK (position >= -1),
    failure_position bigint,
    failure text CHECK (length(failure) <= 2000)
);
-- A rebuild holds the lock of its row here, so that there is one at a time.
CREATE TABLE {{schema}}.projection_rebuilds (
    name text PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 60)
);

CREATE TABLE {{schema}}.ledger_lines (
    generation integer NOT NULL,
    year integer NOT NULL,
    wijk text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    event text NOT NULL,
    division_id text NOT NULL,
    debit text NOT NULL,
    credit text NOT NULL CHECK (credit <> debit),
    cents bigint NOT NULL CHECK (cents >= 0),
    proposal_id text,
    payout_id text,
    council_act text,
    appended_at timestamptz NOT NULL,
    PRIMARY KEY (generation, year, wijk, position)
);
-- The state after each movement: "as of" is one look-up in the key.
CREATE TABLE {{schema}}.budget_states (
    generation integer NOT NULL,
    year integer NOT NULL,
    wijk text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    division_id text NOT NULL,
    allocated_cents bigint NOT NULL,
    carried_over_cents bigint NOT NULL,
    reserved_cents bigint NOT NULL,
    granted_cents bigint NOT NULL,
    advanced_cents bigint NOT NULL,
    determined_cents bigint NOT NULL,
    paid_cents bigint NOT NULL,
    recovered_cents bigint NOT NULL,
    released_cents bigint NOT NULL,
    available_cents bigint NOT NULL,
    PRIMARY KEY (generation, year, wijk, position)
);

-- The text of a document is JSON; its fields stand in the order of its model.
CREATE TABLE {{schema}}.documents (
    projection text COLLATE "C" NOT NULL,
    generation integer NOT NULL,
    key text COLLATE "C" NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
    path text COLLATE "C" CHECK (length(path) BETWEEN 1 AND 300),
    document text NOT NULL,
    PRIMARY KEY (projection, generation, key)
);
CREATE INDEX documents_by_path ON {{schema}}.documents (projection, generation, path)
    WHERE path IS NOT NULL;

CREATE TABLE {{schema}}.audit_lines (
    generation integer NOT NULL,
    position bigint NOT NULL,
    appended_at timestamptz NOT NULL,
    event text COLLATE "C" NOT NULL,
    actor_id text,
    role text,
    year integer,
    wijk text COLLATE "C",
    proposal_id text,
    round_id text,
    payout_id text,
    mandate_id text,
    division_id text,
    PRIMARY KEY (generation, position)
);
-- Each filter has an index in order of position. The order is written `position + 0`, so that only
-- these indexes give it: the planner else walks back through the whole log by the primary key, in the
-- hope of meeting a rare line soon.
CREATE INDEX audit_lines_by_place ON {{schema}}.audit_lines (wijk, year, (position + 0))
    WHERE wijk IS NOT NULL;
CREATE INDEX audit_lines_by_proposal ON {{schema}}.audit_lines (proposal_id, (position + 0))
    WHERE proposal_id IS NOT NULL;
CREATE INDEX audit_lines_by_round ON {{schema}}.audit_lines (round_id, (position + 0))
    WHERE round_id IS NOT NULL;
CREATE INDEX audit_lines_by_actor ON {{schema}}.audit_lines (actor_id, (position + 0))
    WHERE actor_id IS NOT NULL;
CREATE INDEX audit_lines_by_event ON {{schema}}.audit_lines (event, (position + 0));

-- Of which wijk and year a proposal or round is: its later events do not say.
CREATE TABLE {{schema}}.audit_places (
    generation integer NOT NULL,
    subject text COLLATE "C" NOT NULL CHECK (length(subject) BETWEEN 1 AND 200),
    year integer NOT NULL,
    wijk text COLLATE "C" NOT NULL,
    PRIMARY KEY (generation, subject)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON {{schema}}.projections, {{schema}}.projection_rebuilds,
    {{schema}}.ledger_lines, {{schema}}.budget_states, {{schema}}.documents,
    {{schema}}.audit_lines, {{schema}}.audit_places TO {{app}};
