-- Appending commands of one event each, by one statement and without a loop: most commands, and every
-- ballot. The rules are those of docs/decisions/0002-append-function-and-tables.md.

-- Both functions take one array element per command. Where every command of the batch is plain, they
-- store all and answer one row, `all accepted`, with the first position and how many. A command is
-- plain when nothing can be said against it: its id is new, nobody else in the batch has its id or its
-- stream, its version is the next of its stream, and its fence is open. Where one is not, none is
-- stored here: the functions of 0003_append.sql classify the batch, under the lock that is held
-- already, and answer a row per command.
CREATE FUNCTION {{schema}}.append_main_singles(
    command_ids uuid[], fingerprints bytea[], actors text[], command_names text[],
    streams text[], versions integer[], names text[], payloads bytea[]
) RETURNS TABLE (verdict text, first bigint, events integer, code text, repeated boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = {{schema}}, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    commands integer := cardinality(command_ids);
    head bigint;
    moment timestamptz;
    plain integer;
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE invalid_transaction_state USING MESSAGE = 'appending needs READ COMMITTED';
    END IF;
    IF commands > 1000 THEN
        RAISE program_limit_exceeded USING MESSAGE = 'at most 1000 commands';
    END IF;
    IF (cardinality(fingerprints), cardinality(actors), cardinality(command_names), cardinality(streams),
            cardinality(versions), cardinality(names), cardinality(payloads))
            IS DISTINCT FROM (commands, commands, commands, commands, commands, commands, commands) THEN
        RAISE data_exception USING MESSAGE = 'counts do not add up to what was given';
    END IF;

    UPDATE main_head SET next_position = next_position
        RETURNING next_position, last_time INTO STRICT head, moment;
    moment := greatest(moment, clock_timestamp());

    -- OFFSET 0 keeps each question a descent of an index per command, whatever is known of the tables.
    SELECT least(count(DISTINCT given.command_id), count(DISTINCT given.stream)) INTO plain
        FROM unnest(command_ids, streams, versions) AS given (command_id, stream, version)
        WHERE NOT EXISTS (SELECT FROM main_commands known
                WHERE known.command_id = given.command_id OFFSET 0)
            AND NOT EXISTS (SELECT FROM main_log taken
                WHERE taken.stream = given.stream AND taken.version = given.version OFFSET 0)
            AND (given.version = 0 OR EXISTS (SELECT FROM main_log before
                WHERE before.stream = given.stream AND before.version = given.version - 1 OFFSET 0));
    IF plain < commands THEN
        RETURN QUERY SELECT classified.* FROM (
            SELECT array_agg(name ORDER BY name) AS distinct_streams
            FROM (SELECT DISTINCT unnest(streams) AS name) named
        ) numbered, append_main(
            command_ids, fingerprints, array_fill(NULL::text, ARRAY[commands]), actors, command_names,
            array_fill(1, ARRAY[commands]), array_fill(0, ARRAY[commands]), distinct_streams,
            ARRAY(SELECT array_position(distinct_streams, given.stream)
                FROM unnest(streams) WITH ORDINALITY AS given (stream, ordinal) ORDER BY ordinal),
            versions, names, payloads, '{}', '{}', '{}', '{}', '{}', '{}') classified;
        RETURN;
    END IF;

    UPDATE main_head SET next_position = head + commands, last_time = moment
            WHERE next_position = head;
    IF NOT FOUND THEN RAISE serialization_failure; END IF;
    INSERT INTO main_log (position, stream, version, name, payload, appended_at)
        SELECT head + given.ordinal - 1, given.stream, given.version, given.name, given.payload, moment
        FROM unnest(streams, versions, names, payloads)
            WITH ORDINALITY AS given (stream, version, name, payload, ordinal);
    INSERT INTO main_commands (command_id, fingerprint, first_position, event_count, actor, command,
            recorded_at)
        SELECT given.command_id, given.fingerprint, head + given.ordinal - 1, 1, given.actor,
            given.command, moment
        FROM unnest(command_ids, fingerprints, actors, command_names)
            WITH ORDINALITY AS given (command_id, fingerprint, actor, command, ordinal);
    verdict := 'all accepted'; first := head; events := commands; repeated := false;
    RETURN NEXT;
END $function$;


CREATE FUNCTION {{schema}}.append_ballot_singles(
    command_ids uuid[], fingerprints bytea[], inside text[],
    streams text[], versions integer[], names text[], payloads bytea[]
) RETURNS TABLE (verdict text, first bigint, events integer, code text, repeated boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = {{schema}}, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    commands integer := cardinality(command_ids);
    head bigint;
    moment timestamptz;
    open_fences text[];
    plain integer;
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE invalid_transaction_state USING MESSAGE = 'appending needs READ COMMITTED';
    END IF;
    IF commands > 1000 THEN
        RAISE program_limit_exceeded USING MESSAGE = 'at most 1000 commands';
    END IF;
    IF (cardinality(fingerprints), cardinality(inside), cardinality(streams), cardinality(versions),
            cardinality(names), cardinality(payloads))
            IS DISTINCT FROM (commands, commands, commands, commands, commands, commands) THEN
        RAISE data_exception USING MESSAGE = 'counts do not add up to what was given';
    END IF;

    UPDATE ballot_head SET next_position = next_position RETURNING next_position INTO STRICT head;
    moment := clock_timestamp();

    SELECT array_agg(fence) INTO open_fences FROM fences
        WHERE fence = ANY (inside) AND NOT shut
            AND opens_at <= moment AND (closes_at IS NULL OR moment < closes_at);
    SELECT least(count(DISTINCT given.command_id), count(DISTINCT given.stream)) INTO plain
        FROM unnest(command_ids, inside, streams, versions)
            AS given (command_id, fence, stream, version)
        WHERE given.fence = ANY (open_fences)
            AND NOT EXISTS (SELECT FROM ballot_commands known
                WHERE known.command_id = given.command_id OFFSET 0)
            AND NOT EXISTS (SELECT FROM ballot_log taken
                WHERE taken.stream = given.stream AND taken.version = given.version OFFSET 0)
            AND (given.version = 0 OR EXISTS (SELECT FROM ballot_log before
                WHERE before.stream = given.stream AND before.version = given.version - 1 OFFSET 0));
    IF plain < commands THEN
        RETURN QUERY SELECT classified.* FROM (
            SELECT array_agg(name ORDER BY name) AS distinct_streams
            FROM (SELECT DISTINCT unnest(streams) AS name) named
        ) numbered, append_ballots(
            command_ids, fingerprints, array_fill(NULL::text, ARRAY[commands]), inside,
            array_fill(1, ARRAY[commands]), distinct_streams,
            ARRAY(SELECT array_position(distinct_streams, given.stream)
                FROM unnest(streams) WITH ORDINALITY AS given (stream, ordinal) ORDER BY ordinal),
            versions, names, payloads) classified;
        RETURN;
    END IF;

    UPDATE ballot_head SET next_position = head + commands WHERE next_position = head;
    IF NOT FOUND THEN RAISE serialization_failure; END IF;
    INSERT INTO ballot_log (position, stream, version, name, payload)
        SELECT head + given.ordinal - 1, given.stream, given.version, given.name, given.payload
        FROM unnest(streams, versions, names, payloads)
            WITH ORDINALITY AS given (stream, version, name, payload, ordinal);
    INSERT INTO ballot_commands (command_id, fingerprint, first_position, event_count)
        SELECT given.command_id, given.fingerprint, head + given.ordinal - 1, 1
        FROM unnest(command_ids, fingerprints)
            WITH ORDINALITY AS given (command_id, fingerprint, ordinal);
    verdict := 'all accepted'; first := head; events := commands; repeated := false;
    RETURN NEXT;
END $function$;


REVOKE ALL ON FUNCTION {{schema}}.append_main_singles, {{schema}}.append_ballot_singles FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {{schema}}.append_main_singles, {{schema}}.append_ballot_singles TO {{app}};
