-- The first customer of the upper half, of a shop with so many that previews ask for its halves side by side (app/segments/halves.ts).
ALTER TABLE "shop" ADD COLUMN "middle_customer_id" BIGINT;
-- Shops that are here already need not wait for their next reconcile.
UPDATE "shop" SET "middle_customer_id" = (SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY c."customer_id") FROM "customer" c WHERE c."shop_id" = "shop"."shop_id" HAVING count(*) >= 50000);
