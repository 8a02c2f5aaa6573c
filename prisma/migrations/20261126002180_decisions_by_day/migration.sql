-- How many decisions of each kind there were on a day.
CREATE INDEX "decision_at" ON "decision" ("shop_id", "at", "verdict");
