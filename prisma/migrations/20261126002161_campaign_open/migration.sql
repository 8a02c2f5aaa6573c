-- What of a campaign is not over yet, however much of it is.
CREATE INDEX "person_text_open" ON "person_text" ("shop_id", "campaign_id", "text_id") INCLUDE ("state", "due_at") WHERE "campaign_id" IS NOT NULL AND "state" IN ('due', 'leased', 'halted');
