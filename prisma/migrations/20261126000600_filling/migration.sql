-- How far a snapshot is filled: up to which customer.
ALTER TABLE "list" ADD COLUMN "filled_to" BIGINT;
CREATE INDEX "list_filling" ON "list" ("shop_id", "list_id") WHERE "state" = 'filling' AND "source" = 'snapshot';
