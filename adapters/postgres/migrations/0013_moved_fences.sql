-- Fences that move: a round that is extended lets ballots in until later, from the very moment that
-- its event stands in the log; and closing it looks at where the fence stands.

-- `append_main` for a batch with commands that move a fence, as `moving_commands` names them from 1.
-- A fence moves only from where its command saw it: what was shut or moved meanwhile is a conflict.
CREATE FUNCTION {{schema}}.append_main_moving(
    command_ids uuid[], fingerprints bytea[], refusals text[], actors text[], command_names text[],
    event_counts integer[], read_counts integer[], streams text[],
    event_streams integer[], event_versions integer[], event_names text[], event_payloads bytea[],
    read_streams integer[], read_versions integer[],
    opening_commands integer[], opened_fences text[],
    opening_times timestamptz[], closing_times timestamptz[],
    moving_commands integer[], moved_fences text[],
    moved_from timestamptz[], moved_until timestamptz[]
) RETURNS TABLE (verdict text, first bigint, events integer, code text, repeated boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = {{schema}}, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    ordinal integer := 0;
BEGIN
    IF (cardinality(moved_fences), cardinality(moved_from), cardinality(moved_until))
            IS DISTINCT FROM (cardinality(moving_commands), cardinality(moving_commands),
                cardinality(moving_commands)) THEN
        RAISE data_exception USING MESSAGE = 'counts do not add up to what was given';
    END IF;

    -- Ballots first: until this commits no ballot enters, and no fence is shut.
    UPDATE ballot_head SET next_position = next_position;
    IF NOT FOUND THEN RAISE no_data_found; END IF;
    FOR m IN 1 .. cardinality(moving_commands) LOOP
        IF NOT EXISTS (SELECT FROM fences WHERE fence = moved_fences[m] AND NOT shut
                AND closes_at = moved_from[m]) THEN
            -- Opening what is there is a conflict, so that this command is one.
            opening_commands := opening_commands || moving_commands[m];
            opened_fences := opened_fences || moved_fences[m];
            opening_times := opening_times || moved_from[m];
            closing_times := closing_times || moved_until[m];
        END IF;
    END LOOP;
    FOR verdict, first, events, code, repeated IN
        SELECT answer.* FROM append_main(command_ids, fingerprints, refusals, actors, command_names,
            event_counts, read_counts, streams, event_streams, event_versions, event_names,
            event_payloads, read_streams, read_versions, opening_commands, opened_fences,
            opening_times, closing_times) answer
    LOOP
        ordinal := ordinal + 1;
        IF verdict = 'accepted' AND NOT repeated THEN
            UPDATE fences SET closes_at = moved.until
                FROM unnest(moving_commands, moved_fences, moved_until)
                    AS moved (command, fence, until)
                WHERE moved.command = ordinal AND fences.fence = moved.fence;
        END IF;
        RETURN NEXT;
    END LOOP;
END $function$;


-- Shut a fence that still closes when its round was announced to. Null where there is no such fence,
-- false where it was moved meanwhile: then it stays as it is.
CREATE FUNCTION {{schema}}.shut_fence_closing_at(named text, until timestamptz) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = {{schema}}, pg_temp
AS $function$
BEGIN
    UPDATE ballot_head SET next_position = next_position;
    IF NOT FOUND THEN RAISE no_data_found; END IF;
    UPDATE fences SET shut = true WHERE fence = named AND closes_at = until;
    IF FOUND THEN RETURN true; END IF;
    RETURN (SELECT false FROM fences WHERE fence = named);
END $function$;


REVOKE ALL ON FUNCTION {{schema}}.append_main_moving, {{schema}}.shut_fence_closing_at FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {{schema}}.append_main_moving, {{schema}}.shut_fence_closing_at TO {{app}};
