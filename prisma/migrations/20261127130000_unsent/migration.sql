-- Segments ask whose texts were skipped or put off, and why; of those that were before, too.
ALTER TABLE "decision" ADD COLUMN "untold" BOOLEAN NOT NULL DEFAULT false;
UPDATE "decision" d SET "untold" = true FROM "person_text" t
WHERE t."shop_id" = d."shop_id" AND t."text_id" = d."text_id" AND d."verdict" IN ('skip', 'defer') AND d."customer_id" IS NOT NULL AND (t."campaign_id" IS NOT NULL OR t."flow_id" IS NOT NULL);
CREATE INDEX "decision_untold" ON "decision" ("shop_id", "decision_id") WHERE "untold";
