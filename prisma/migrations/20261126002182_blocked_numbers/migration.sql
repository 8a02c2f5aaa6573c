-- Numbers that somebody else than their owner blocked.
CREATE INDEX "number_state_blocked" ON "number_state" ("shop_id", "changed_at", "number") WHERE "state" #>> '{stop,by}' IN ('merchant', 'complaint', 'litigator');
