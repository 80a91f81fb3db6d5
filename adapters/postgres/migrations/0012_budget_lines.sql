-- A wijk's budget has lines, subsidies run on one of them, and what is left can be pooled: figures of
-- the budget state that older rows did not have, and of which they had nothing.

ALTER TABLE {{schema}}.budget_states
    ADD COLUMN institution_cents bigint NOT NULL DEFAULT 0,
    ADD COLUMN coordination_cents bigint NOT NULL DEFAULT 0,
    ADD COLUMN subsidised_cents bigint NOT NULL DEFAULT 0,
    ADD COLUMN pooled_cents bigint NOT NULL DEFAULT 0;
ALTER TABLE {{schema}}.ledger_lines ADD COLUMN subsidy_id text;
