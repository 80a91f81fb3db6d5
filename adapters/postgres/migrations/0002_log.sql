-- The two logs of a partition: main (public in the end) and ballot (never published in time order).
-- The rules and their reasons: docs/decisions/0002-append-function-and-tables.md.
-- Streams are compared bytewise, so that one prefix is one range of the index.

CREATE TABLE {{schema}}.main_head (
    next_position bigint NOT NULL CHECK (next_position >= 0),
    last_time timestamptz NOT NULL
);
CREATE TABLE {{schema}}.main_log (
    position bigint PRIMARY KEY CHECK (position >= 0),
    stream text COLLATE "C" NOT NULL CHECK (length(stream) BETWEEN 1 AND 200),
    version integer NOT NULL CHECK (version >= 0),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    payload bytea NOT NULL CHECK (octet_length(payload) <= 60000),
    appended_at timestamptz NOT NULL,
    UNIQUE (stream, version)
);
CREATE TABLE {{schema}}.main_commands (
    command_id uuid PRIMARY KEY,
    fingerprint bytea NOT NULL CHECK (octet_length(fingerprint) = 32),
    first_position bigint,
    event_count integer NOT NULL CHECK (event_count BETWEEN 0 AND 500),
    refusal text CHECK (length(refusal) BETWEEN 1 AND 2000),
    actor text CHECK (length(actor) BETWEEN 1 AND 200),
    command text CHECK (length(command) BETWEEN 1 AND 200),
    recorded_at timestamptz NOT NULL,
    CHECK ((refusal IS NULL) = (event_count > 0) AND (refusal IS NULL) = (first_position IS NOT NULL))
);

CREATE TABLE {{schema}}.ballot_head (
    next_position bigint NOT NULL CHECK (next_position >= 0)
);
CREATE TABLE {{schema}}.ballot_log (
    position bigint PRIMARY KEY CHECK (position >= 0),
    stream text COLLATE "C" NOT NULL CHECK (length(stream) BETWEEN 1 AND 200),
    version integer NOT NULL CHECK (version >= 0),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    payload bytea NOT NULL CHECK (octet_length(payload) <= 60000),
    UNIQUE (stream, version)
);
CREATE TABLE {{schema}}.ballot_commands (
    command_id uuid PRIMARY KEY,
    fingerprint bytea NOT NULL CHECK (octet_length(fingerprint) = 32),
    first_position bigint,
    event_count integer NOT NULL CHECK (event_count BETWEEN 0 AND 500),
    refusal text CHECK (length(refusal) BETWEEN 1 AND 2000),
    CHECK ((refusal IS NULL) = (event_count > 0) AND (refusal IS NULL) = (first_position IS NOT NULL))
);
CREATE TABLE {{schema}}.fences (
    fence text COLLATE "C" PRIMARY KEY CHECK (length(fence) BETWEEN 1 AND 200),
    opens_at timestamptz NOT NULL,
    closes_at timestamptz,
    shut boolean NOT NULL DEFAULT false
);

INSERT INTO {{schema}}.main_head (next_position, last_time) VALUES (0, '-infinity');
INSERT INTO {{schema}}.ballot_head (next_position) VALUES (0);


-- Shut a fence under the lock that every ballot takes. False where there is no such fence.
CREATE FUNCTION {{schema}}.shut_fence(named text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = {{schema}}, pg_temp
AS $function$
BEGIN
    UPDATE ballot_head SET next_position = next_position;
    IF NOT FOUND THEN RAISE no_data_found; END IF;
    UPDATE fences SET shut = true WHERE fence = named;
    RETURN FOUND;
END $function$;


REVOKE ALL ON FUNCTION {{schema}}.shut_fence FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {{schema}}.shut_fence TO {{app}};
GRANT USAGE ON SCHEMA {{schema}} TO {{app}};
GRANT SELECT ON {{schema}}.main_head, {{schema}}.main_log, {{schema}}.main_commands,
    {{schema}}.ballot_head, {{schema}}.fences TO {{app}};
-- By column, so that the columns that every table has of itself (ctid, xmin) stay unread: they tell
-- what was stored at the same moment, and so perhaps whose ballot is whose.
GRANT SELECT (position, stream, version, name, payload) ON {{schema}}.ballot_log TO {{app}};
GRANT SELECT (command_id, fingerprint, first_position, event_count, refusal)
    ON {{schema}}.ballot_commands TO {{app}};
