-- By which phone and email a platform was told of somebody for each of their places: one place may be behind another.
ALTER TABLE "target_member" ADD COLUMN "told_phone" TEXT, ADD COLUMN "told_email" TEXT;
UPDATE "target_member" m SET "told_phone" = p."phone", "told_email" = p."email" FROM "connection_person" p
  WHERE p."shop_id" = m."shop_id" AND p."connection_id" = m."connection_id" AND p."customer_id" = m."customer_id";
CREATE INDEX "target_member_phone" ON "target_member" ("shop_id", "connection_id", "told_phone") WHERE "told_phone" IS NOT NULL;
CREATE INDEX "target_member_email" ON "target_member" ("shop_id", "connection_id", lower("told_email")) WHERE "told_email" IS NOT NULL;

-- Customers whose phone or email has become another than some platform was told. Sync takes the rows.
CREATE TABLE "customer_reworded" (
    "shop_id" INTEGER NOT NULL,
    "customer_id" BIGINT NOT NULL,
    CONSTRAINT "customer_reworded_pkey" PRIMARY KEY ("shop_id", "customer_id")
);
