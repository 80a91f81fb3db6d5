-- What the law allows above the ceiling for a grant is a figure of its own in every budget state.
-- The rows there are of an earlier version of the fold, which are made anew.
ALTER TABLE {{schema}}.budget_states ADD COLUMN excess_cents bigint NOT NULL DEFAULT 0;
