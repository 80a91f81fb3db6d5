-- Appending, by these functions alone. The rules and their reasons:
-- docs/decisions/0002-append-function-and-tables.md.

-- Both functions take one array element per command, then one per event: the events of the first
-- command, those of the second, and so on, as many as its count says. A stream is named once, in
-- `streams`; events point into it, from 1, so that its head is looked up once and then counted on.
CREATE FUNCTION {{schema}}.append_main(
    command_ids uuid[], fingerprints bytea[], refusals text[], actors text[], command_names text[],
    event_counts integer[], read_counts integer[], streams text[],
    event_streams integer[], event_versions integer[], event_names text[], event_payloads bytea[],
    read_streams integer[], read_versions integer[],
    opening_commands integer[], opened_fences text[],
    opening_times timestamptz[], closing_times timestamptz[]
) RETURNS TABLE (verdict text, first bigint, events integer, code text, repeated boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = {{schema}}, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    head bigint;
    moment timestamptz;
    heads integer[];     -- per stream: its last version, counting what this batch accepted
    -- per first command with an id: the command of this batch that has its answer
    answered integer[] := array_fill(NULL::integer, ARRAY[cardinality(command_ids)]);
    firsts bigint[] := array_fill(NULL::bigint, ARRAY[cardinality(command_ids)]);  -- where stored
    codes text[] := array_fill(NULL::text, ARRAY[cardinality(command_ids)]);       -- where refused
    places bigint[] := array_fill(NULL::bigint, ARRAY[cardinality(event_streams)]);
    next_place bigint;
    last_event integer := 0;
    last_read integer := 0;
    written integer;
    holds boolean;
    one record;
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE invalid_transaction_state USING MESSAGE = 'appending needs READ COMMITTED';
    END IF;
    IF cardinality(command_ids) > 1000 OR cardinality(event_streams) > 10000 THEN
        RAISE program_limit_exceeded USING MESSAGE = 'at most 1000 commands and 10000 events';
    END IF;

    -- The lock is a write. Fences belong to the ballots: where both are locked, ballots first.
    IF cardinality(opening_commands) > 0 THEN
        UPDATE ballot_head SET next_position = next_position;
        IF NOT FOUND THEN RAISE no_data_found; END IF;
    END IF;
    UPDATE main_head SET next_position = next_position
        RETURNING next_position, last_time INTO STRICT head, moment;
    moment := greatest(moment, clock_timestamp());
    next_place := head;

    SELECT array_agg(coalesce((SELECT entry.version FROM main_log entry
            WHERE entry.stream = named.stream ORDER BY entry.version DESC LIMIT 1), -1)
            ORDER BY named.ordinal)
        INTO heads FROM unnest(streams) WITH ORDINALITY AS named (stream, ordinal);

    FOR one IN
        SELECT given.ordinal::integer AS i, given.event_count, given.read_count, given.refusal,
            (min(given.ordinal) OVER (PARTITION BY given.command_id))::integer AS same_id,
            known.fingerprint AS known_fingerprint, known.first_position AS known_first,
            known.event_count AS known_events, known.refusal AS known_code
        FROM unnest(command_ids, event_counts, read_counts, refusals)
            WITH ORDINALITY AS given (command_id, event_count, read_count, refusal, ordinal)
        LEFT JOIN LATERAL (SELECT * FROM main_commands recorded
            WHERE recorded.command_id = given.command_id OFFSET 0) known ON true
        ORDER BY given.ordinal
    LOOP
        last_event := last_event + one.event_count;
        last_read := last_read + one.read_count;

        -- The same command gets the same answer, also within a batch.
        IF answered[one.same_id] IS NOT NULL THEN
            one.known_fingerprint := fingerprints[answered[one.same_id]];
            one.known_first := firsts[answered[one.same_id]];
            one.known_events := event_counts[answered[one.same_id]];
            one.known_code := codes[answered[one.same_id]];
        END IF;
        IF one.known_fingerprint IS NOT NULL THEN
            repeated := one.known_fingerprint = fingerprints[one.i];
            first := CASE WHEN repeated THEN one.known_first END;
            events := CASE WHEN repeated THEN one.known_events END;
            code := CASE WHEN repeated THEN one.known_code ELSE 'id_reused' END;
            verdict := CASE WHEN code IS NULL THEN 'accepted' ELSE 'refused' END;
            RETURN NEXT;
            CONTINUE;
        END IF;

        -- What was read and not written is as it was read.
        holds := true;
        FOR r IN last_read - one.read_count + 1 .. last_read LOOP
            holds := holds AND heads[read_streams[r]] = read_versions[r];
        END LOOP;
        FOR f IN 1 .. cardinality(opening_commands) LOOP
            IF opening_commands[f] = one.i THEN
                holds := holds AND NOT EXISTS (SELECT FROM fences WHERE fence = opened_fences[f]);
            END IF;
        END LOOP;

        -- What is written follows what is there: all of the command's events, or none.
        written := last_event - one.event_count;
        WHILE holds AND written < last_event LOOP
            holds := event_versions[written + 1] = heads[event_streams[written + 1]] + 1;
            IF holds THEN
                written := written + 1;
                heads[event_streams[written]] := event_versions[written];
            END IF;
        END LOOP;

        repeated := false;
        IF NOT holds THEN
            FOR e IN last_event - one.event_count + 1 .. written LOOP
                heads[event_streams[e]] := heads[event_streams[e]] - 1;
            END LOOP;
            verdict := 'conflict'; first := NULL; events := NULL; code := NULL;
            RETURN NEXT;
            CONTINUE;
        END IF;

        verdict := CASE WHEN one.refusal IS NULL THEN 'accepted' ELSE 'refused' END;
        first := CASE WHEN one.refusal IS NULL THEN next_place END;
        events := one.event_count;
        code := one.refusal;
        RETURN NEXT;
        answered[one.same_id] := one.i;
        firsts[one.i] := first;
        codes[one.i] := code;
        FOR e IN last_event - one.event_count + 1 .. last_event LOOP
            places[e] := next_place;
            next_place := next_place + 1;
        END LOOP;
        INSERT INTO fences (fence, opens_at, closes_at)
            SELECT opened.fence, opened.opens_at, opened.closes_at
            FROM unnest(opening_commands, opened_fences, opening_times, closing_times)
                AS opened (command, fence, opens_at, closes_at)
            WHERE opened.command = one.i;
    END LOOP;
    IF last_event <> cardinality(event_streams) OR last_read <> cardinality(read_streams) THEN
        RAISE data_exception USING MESSAGE = 'counts do not add up to what was given';
    END IF;

    IF next_place > head THEN
        UPDATE main_head SET next_position = next_place, last_time = moment
            WHERE next_position = head;
        IF NOT FOUND THEN RAISE serialization_failure; END IF;
        INSERT INTO main_log (position, stream, version, name, payload, appended_at)
            SELECT given.place, streams[given.stream], given.version, given.name, given.payload, moment
            FROM unnest(places, event_streams, event_versions, event_names, event_payloads)
                AS given (place, stream, version, name, payload)
            WHERE given.place IS NOT NULL;
    END IF;
    INSERT INTO main_commands (command_id, fingerprint, first_position, event_count, refusal,
            actor, command, recorded_at)
        SELECT given.command_id, given.fingerprint, given.place, given.event_count, given.refusal,
            given.actor, given.command, moment
        FROM unnest(command_ids, fingerprints, firsts, event_counts, codes, actors, command_names)
            AS given (command_id, fingerprint, place, event_count, refusal, actor, command)
        WHERE given.place IS NOT NULL OR given.refusal IS NOT NULL;
END $function$;


CREATE FUNCTION {{schema}}.append_ballots(
    command_ids uuid[], fingerprints bytea[], refusals text[], inside text[],
    event_counts integer[], streams text[],
    event_streams integer[], event_versions integer[], event_names text[], event_payloads bytea[]
) RETURNS TABLE (verdict text, first bigint, events integer, code text, repeated boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = {{schema}}, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    head bigint;
    moment timestamptz;
    open_fences text[];
    heads integer[];     -- as in append_main
    answered integer[] := array_fill(NULL::integer, ARRAY[cardinality(command_ids)]);
    firsts bigint[] := array_fill(NULL::bigint, ARRAY[cardinality(command_ids)]);
    codes text[] := array_fill(NULL::text, ARRAY[cardinality(command_ids)]);
    places bigint[] := array_fill(NULL::bigint, ARRAY[cardinality(event_streams)]);
    next_place bigint;
    last_event integer := 0;
    written integer;
    holds boolean;
    one record;
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE invalid_transaction_state USING MESSAGE = 'appending needs READ COMMITTED';
    END IF;
    IF cardinality(command_ids) > 1000 OR cardinality(event_streams) > 10000 THEN
        RAISE program_limit_exceeded USING MESSAGE = 'at most 1000 commands and 10000 events';
    END IF;

    UPDATE ballot_head SET next_position = next_position RETURNING next_position INTO STRICT head;
    moment := clock_timestamp();
    next_place := head;

    SELECT array_agg(fence) INTO open_fences FROM fences
        WHERE fence = ANY (inside) AND NOT shut
            AND opens_at <= moment AND (closes_at IS NULL OR moment < closes_at);
    SELECT array_agg(coalesce((SELECT entry.version FROM ballot_log entry
            WHERE entry.stream = named.stream ORDER BY entry.version DESC LIMIT 1), -1)
            ORDER BY named.ordinal)
        INTO heads FROM unnest(streams) WITH ORDINALITY AS named (stream, ordinal);

    FOR one IN
        SELECT given.ordinal::integer AS i, given.event_count, given.refusal,
            coalesce(given.fence = ANY (open_fences), false) AS is_open,
            (min(given.ordinal) OVER (PARTITION BY given.command_id))::integer AS same_id,
            known.fingerprint AS known_fingerprint, known.first_position AS known_first,
            known.event_count AS known_events, known.refusal AS known_code
        FROM unnest(command_ids, event_counts, refusals, inside)
            WITH ORDINALITY AS given (command_id, event_count, refusal, fence, ordinal)
        LEFT JOIN LATERAL (SELECT * FROM ballot_commands recorded
            WHERE recorded.command_id = given.command_id OFFSET 0) known ON true
        ORDER BY given.ordinal
    LOOP
        last_event := last_event + one.event_count;

        IF answered[one.same_id] IS NOT NULL THEN
            one.known_fingerprint := fingerprints[answered[one.same_id]];
            one.known_first := firsts[answered[one.same_id]];
            one.known_events := event_counts[answered[one.same_id]];
            one.known_code := codes[answered[one.same_id]];
        END IF;
        IF one.known_fingerprint IS NOT NULL THEN
            repeated := one.known_fingerprint = fingerprints[one.i];
            first := CASE WHEN repeated THEN one.known_first END;
            events := CASE WHEN repeated THEN one.known_events END;
            code := CASE WHEN repeated THEN one.known_code ELSE 'id_reused' END;
            verdict := CASE WHEN code IS NULL THEN 'accepted' ELSE 'refused' END;
            RETURN NEXT;
            CONTINUE;
        END IF;

        holds := one.refusal IS NULL AND one.is_open;
        written := last_event - one.event_count;
        WHILE holds AND written < last_event LOOP
            holds := event_versions[written + 1] = heads[event_streams[written + 1]] + 1;
            IF holds THEN
                written := written + 1;
                heads[event_streams[written]] := event_versions[written];
            END IF;
        END LOOP;

        answered[one.same_id] := one.i;
        repeated := false;
        IF holds THEN
            verdict := 'accepted'; first := next_place; events := one.event_count; code := NULL;
            FOR e IN last_event - one.event_count + 1 .. last_event LOOP
                places[e] := next_place;
                next_place := next_place + 1;
            END LOOP;
        ELSE
            FOR e IN last_event - one.event_count + 1 .. written LOOP
                heads[event_streams[e]] := heads[event_streams[e]] - 1;
            END LOOP;
            verdict := 'refused'; first := NULL; events := 0;
            code := coalesce(one.refusal,
                CASE WHEN one.is_open THEN 'version_taken' ELSE 'fence_closed' END);
        END IF;
        firsts[one.i] := first;
        codes[one.i] := code;
        RETURN NEXT;
    END LOOP;
    IF last_event <> cardinality(event_streams) THEN
        RAISE data_exception USING MESSAGE = 'counts do not add up to what was given';
    END IF;

    IF next_place > head THEN
        UPDATE ballot_head SET next_position = next_place WHERE next_position = head;
        IF NOT FOUND THEN RAISE serialization_failure; END IF;
        INSERT INTO ballot_log (position, stream, version, name, payload)
            SELECT given.place, streams[given.stream], given.version, given.name, given.payload
            FROM unnest(places, event_streams, event_versions, event_names, event_payloads)
                AS given (place, stream, version, name, payload)
            WHERE given.place IS NOT NULL;
    END IF;
    INSERT INTO ballot_commands (command_id, fingerprint, first_position, event_count, refusal)
        SELECT given.command_id, given.fingerprint, given.place,
            CASE WHEN given.refusal IS NULL THEN given.event_count ELSE 0 END, given.refusal
        FROM unnest(command_ids, fingerprints, firsts, event_counts, codes)
            AS given (command_id, fingerprint, place, event_count, refusal)
        WHERE given.place IS NOT NULL OR given.refusal IS NOT NULL;
END $function$;


REVOKE ALL ON FUNCTION {{schema}}.append_main, {{schema}}.append_ballots FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {{schema}}.append_main, {{schema}}.append_ballots TO {{app}};
