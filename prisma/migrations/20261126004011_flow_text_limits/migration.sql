-- The limit of the step that asked for a text, and what its flow may spend in a day.
ALTER TABLE "person_text" ADD COLUMN "flow_limit" JSONB, ADD COLUMN "flow_day_micros" BIGINT;
