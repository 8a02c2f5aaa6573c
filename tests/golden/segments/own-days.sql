(WITH asked AS MATERIALIZED (SELECT z.customer_id
FROM customer z WHERE z.shop_id = $1 AND (z.time_zone IS NULL OR z.time_zone <> ALL($2::text[]))) SELECT c.customer_id, (coalesce(c.last_order_at >= $3::timestamptz, false) AND ((c.created_at >= $4::timestamptz
AND c.created_at < $5::timestamptz))) AS verdict
FROM customer c 
WHERE c.shop_id = $6
AND c.customer_id IN (SELECT asked.customer_id FROM asked)) UNION ALL (WITH asked AS MATERIALIZED (SELECT z.customer_id
FROM customer z WHERE z.shop_id = $7 AND z.time_zone = $8) SELECT c.customer_id, (coalesce(c.last_order_at >= $9::timestamptz, false) AND ((c.created_at >= $10::timestamptz
AND c.created_at < $11::timestamptz))) AS verdict
FROM customer c 
WHERE c.shop_id = $12
AND c.customer_id IN (SELECT asked.customer_id FROM asked))
-- [7,["Europe/Paris"],"2026-03-05T05:00:00.000Z","2026-03-01T05:00:00.000Z","2026-04-01T04:00:00.000Z",7,7,"Europe/Paris","2026-03-04T23:00:00.000Z","2026-02-28T23:00:00.000Z","2026-03-31T22:00:00.000Z",7]

(WITH asked AS MATERIALIZED (SELECT z.customer_id
FROM customer z WHERE z.shop_id = $1 AND (z.time_zone IS NULL OR z.time_zone <> ALL($2::text[]))) SELECT c.customer_id
FROM customer c 
WHERE c.shop_id = $3
AND c.customer_id IN (SELECT asked.customer_id FROM asked) AND ((c.last_order_at >= $4::timestamptz) AND ((c.created_at >= $5::timestamptz
AND c.created_at < $6::timestamptz)))) UNION ALL (WITH asked AS MATERIALIZED (SELECT z.customer_id
FROM customer z WHERE z.shop_id = $7 AND z.time_zone = $8) SELECT c.customer_id
FROM customer c 
WHERE c.shop_id = $9
AND c.customer_id IN (SELECT asked.customer_id FROM asked) AND ((c.last_order_at >= $10::timestamptz) AND ((c.created_at >= $11::timestamptz
AND c.created_at < $12::timestamptz))))
-- [7,["Europe/Paris"],7,"2026-03-05T05:00:00.000Z","2026-03-01T05:00:00.000Z","2026-04-01T04:00:00.000Z",7,"Europe/Paris",7,"2026-03-04T23:00:00.000Z","2026-02-28T23:00:00.000Z","2026-03-31T22:00:00.000Z"]
