-- Of which phone Shopify's word on texts was said: a number that somebody takes later has said nothing.
ALTER TABLE "customer" ADD COLUMN "sms_phone" TEXT;
ALTER TABLE "customer_gone" ADD COLUMN "sms_phone" TEXT;
UPDATE "customer" SET "sms_phone" = "phone" WHERE "sms_state" IS NOT NULL AND "phone" IS NOT NULL;
