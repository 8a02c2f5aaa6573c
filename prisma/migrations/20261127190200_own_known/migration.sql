-- What only Segue does is known of everybody from now on, before the first one is told too: none came before the shop had Segue.
-- A row says from when on it is known where it was done before segments were told of it: from now on.
DELETE FROM "event_cover" WHERE "kind" IN ('smsSkipped', 'smsDeferred', 'preferencesChosen', 'couponGiven', 'couponUsed') AND "since" = 'epoch';
INSERT INTO "event_cover" ("shop_id", "kind", "name", "since")
SELECT s."shop_id", k."kind", '', now() FROM "shop" s CROSS JOIN (VALUES ('couponGiven'), ('couponUsed')) k ("kind")
WHERE EXISTS (SELECT FROM "coupon_code" c WHERE c."shop_id" = s."shop_id" AND c."state" = 'made'
  AND NOT EXISTS (SELECT FROM "event" e WHERE e."shop_id" = s."shop_id" AND e."kind" = 'couponGiven' AND e."customer_id" = c."customer_id"))
UNION ALL
SELECT s."shop_id", 'preferencesChosen', '', now() FROM "shop" s
WHERE EXISTS (SELECT FROM "number_state" n WHERE n."shop_id" = s."shop_id" AND n."preference" <> '{}')
ON CONFLICT ("shop_id", "kind", "name") DO NOTHING;
-- Whatever asks about them has another answer.
UPDATE "segment" s SET "full_due" = true FROM "segment_version" v
WHERE v."shop_id" = s."shop_id" AND v."segment_id" = s."segment_id" AND v."version" = s."version" AND s."deleted_at" IS NULL
  AND v."definition"::text ~ '"(smsSkipped|smsDeferred|preferencesChosen|couponGiven|couponUsed)"';
