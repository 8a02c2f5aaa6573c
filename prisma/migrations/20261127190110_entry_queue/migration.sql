-- Who waits in a full flow: whoever comes to their turn is counted by those before them, and nobody behind them is read.
CREATE INDEX "flow_entry_queue" ON "flow_entry" ("shop_id", "flow_id", "entry_id") INCLUDE ("due_at") WHERE "state" = 'waiting' AND "reason" IN ('fullHour', 'fullDay');
