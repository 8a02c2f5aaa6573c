-- A coupon's codes that end so many days after they were given: those of one last day are a discount of their own, under the coupon.
ALTER TABLE "coupon" ADD COLUMN "parent_id" INTEGER;
CREATE UNIQUE INDEX "coupon_parent" ON "coupon" ("shop_id", "parent_id", ("settings"->>'endsAt'), ("settings"->>'isOnce')) WHERE "parent_id" IS NOT NULL;
CREATE INDEX "coupon_code_customer" ON "coupon_code" ("shop_id", "customer_id", "coupon_id");
