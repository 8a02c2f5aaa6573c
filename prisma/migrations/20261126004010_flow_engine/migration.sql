-- By which version a run that is moved goes on; and what a flow's texts cost today.
ALTER TABLE "flow_heard" ADD COLUMN "version" INTEGER;
CREATE INDEX "person_text_flow_sent" ON "person_text" ("shop_id", "flow_id", "sent_at") INCLUDE ("micros") WHERE "flow_id" IS NOT NULL AND "sent_at" IS NOT NULL;
