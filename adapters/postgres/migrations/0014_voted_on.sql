-- Money that people vote on is held: a figure of the budget state that older rows did not have, and of
-- which they had nothing, and the round that a movement rests on.

ALTER TABLE {{schema}}.budget_states ADD COLUMN voted_on_cents bigint NOT NULL DEFAULT 0;
ALTER TABLE {{schema}}.ledger_lines ADD COLUMN round_id text;
