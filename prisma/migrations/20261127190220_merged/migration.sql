-- When another customer was last merged into them; segments ask about it.
ALTER TABLE "customer" ADD COLUMN "merged_at" TIMESTAMPTZ(3);
UPDATE "customer" c SET "merged_at" = g."at" FROM (SELECT "shop_id", "merged_into", max("gone_at") AS "at" FROM "customer_gone" WHERE "merged_into" IS NOT NULL GROUP BY 1, 2) g
WHERE c."shop_id" = g."shop_id" AND c."customer_id" = g."merged_into";
