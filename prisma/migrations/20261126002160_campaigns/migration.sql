-- A campaign's own account: the version of its message that goes out, whom it took and whom it left out, how far its pace
-- has come, since when it stands still, and its report as it was last counted.
ALTER TABLE "campaign" ADD COLUMN "message_version" INTEGER, ADD COLUMN "people" INTEGER NOT NULL DEFAULT 0, ADD COLUMN "left_out" JSONB NOT NULL DEFAULT '{}',
  ADD COLUMN "pace" JSONB, ADD COLUMN "paused_at" TIMESTAMPTZ(3), ADD COLUMN "report" JSONB, ADD COLUMN "report_at" TIMESTAMPTZ(3);
CREATE INDEX "campaign_dry_running" ON "campaign_dry" ("shop_id", "started_at") WHERE "state" = 'running';
-- A text that is held keeps when it would have gone.
ALTER TABLE "person_text" ADD COLUMN "held_due_at" TIMESTAMPTZ(3);
CREATE INDEX "link_campaign" ON "link" ("shop_id", "campaign_id", "code") INCLUDE ("text_id", "customer_id") WHERE "campaign_id" IS NOT NULL;
