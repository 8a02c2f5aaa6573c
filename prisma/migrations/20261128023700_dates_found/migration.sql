-- The clock road finds whose consent was given, ends or rests so long ago, and who was merged, as it finds orders. Most customers have none of these dates.
CREATE INDEX "customer_sms_updated" ON "customer" ("shop_id", "sms_updated_at") WHERE "sms_updated_at" IS NOT NULL;
CREATE INDEX "customer_email_updated" ON "customer" ("shop_id", "email_updated_at") WHERE "email_updated_at" IS NOT NULL;
CREATE INDEX "customer_sms_ends" ON "customer" ("shop_id", "sms_ends_at") WHERE "sms_ends_at" IS NOT NULL;
CREATE INDEX "customer_sms_rested" ON "customer" ("shop_id", "sms_rested_at") WHERE "sms_rested_at" IS NOT NULL;
CREATE INDEX "customer_merged" ON "customer" ("shop_id", "merged_at") WHERE "merged_at" IS NOT NULL;
