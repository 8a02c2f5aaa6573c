-- Why somebody whom a trigger told of could not be decided about.
ALTER TABLE "flow_entry" ADD COLUMN "problem" TEXT;
CREATE INDEX "flow_entry_parked" ON "flow_entry" ("shop_id", "entry_id") WHERE "state" = 'parked';
