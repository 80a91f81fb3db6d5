-- Refused commands, newest first: an auditor's page reads one page of this index.
CREATE INDEX main_commands_refused ON {{schema}}.main_commands (recorded_at DESC, command_id)
    WHERE refusal IS NOT NULL;
