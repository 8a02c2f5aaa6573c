-- Whoever was not let in is kept for a while; once a day the oldest go.
CREATE INDEX "flow_entry_refused" ON "flow_entry" ("shop_id", "decided_at", "entry_id") WHERE "state" = 'refused';
