-- Coupons: the code that a discount is made with, and when something is next to be done about it.
ALTER TABLE "coupon" ADD COLUMN "first_code" TEXT NOT NULL DEFAULT '', ADD COLUMN "due_at" TIMESTAMPTZ(3), ADD COLUMN "attempts" INTEGER NOT NULL DEFAULT 0;
CREATE INDEX "coupon_due" ON "coupon" ("shop_id", "due_at") WHERE "due_at" IS NOT NULL;

-- Codes: the set with which Shopify was asked to take one.
ALTER TABLE "coupon_code" ADD COLUMN "bulk_id" BIGINT;
CREATE INDEX "coupon_code_open" ON "coupon_code" ("shop_id", "coupon_id", "state", "customer_id") WHERE "state" IN ('due', 'sent', 'taken');

-- Clicks: when they became an event of the person's.
ALTER TABLE "click" ADD COLUMN "told_at" TIMESTAMPTZ(3);
CREATE INDEX "click_new" ON "click" ("shop_id", "click_id") WHERE "told_at" IS NULL;

-- Links to somebody's preferences work until this is counted up.
ALTER TABLE "number_state" ADD COLUMN "link_seq" INTEGER NOT NULL DEFAULT 0;
