-- What became of people and is not yet told to sync, beside a hundred thousand of whom nothing is known yet.
CREATE INDEX "outbox_person_told" ON "outbox_person" ("shop_id", "command_id", "customer_id") WHERE "outcome" IS NOT NULL;
-- The command that makes a target's place, drops it, or reads who is in it.
ALTER TABLE "target" ADD COLUMN "command_id" BIGINT;
