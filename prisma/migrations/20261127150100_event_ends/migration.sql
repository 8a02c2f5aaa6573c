-- When the code of a coupon ends that somebody was given: segments ask about it, and it is found as it comes near.
ALTER TABLE "event" ADD COLUMN "ends_at" TIMESTAMPTZ(3);
CREATE INDEX "event_ends" ON "event" ("shop_id", "kind", "ends_at") INCLUDE ("customer_id") WHERE "customer_id" IS NOT NULL AND "ends_at" IS NOT NULL;
