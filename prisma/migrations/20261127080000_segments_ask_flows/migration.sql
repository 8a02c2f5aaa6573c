-- The flows that a segment's question asks about, and runs of a flow by when they began and ended.
ALTER TABLE "segment" ADD COLUMN "flow_ids" INTEGER[] NOT NULL DEFAULT '{}';
CREATE INDEX "segment_flows" ON "segment" ("shop_id", "segment_id") WHERE "flow_ids" <> '{}' AND "deleted_at" IS NULL;
CREATE INDEX "flow_run_entered" ON "flow_run" ("shop_id", "flow_id", "entered_at", "customer_id");
CREATE INDEX "flow_run_ended" ON "flow_run" ("shop_id", "flow_id", "ended_at", "customer_id") WHERE "ended_at" IS NOT NULL;
