-- What was handed over and has come to an end; what was refused and waits for a person; and since when a flow lets a number rest.
CREATE INDEX "flow_doing_told" ON "flow_doing" ("shop_id", "doing_id") WHERE "state" = 'told';
CREATE INDEX "flow_doing_refused" ON "flow_doing" ("shop_id", "doing_id") WHERE "state" = 'refused';
ALTER TABLE "number_state" ADD COLUMN "rested_at" TIMESTAMPTZ(3);
