-- Segments ask at which step of a flow somebody is, and which arm of an experiment they drew in a window.
ALTER TABLE "segment" ADD COLUMN "flow_step_ids" INTEGER[] NOT NULL DEFAULT '{}';
CREATE INDEX "flow_draw_at" ON "flow_draw" ("shop_id", "flow_id", "at", "customer_id");
