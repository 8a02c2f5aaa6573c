SELECT c.customer_id, (coalesce(f1.v1, 0) >= $1::bigint) AS verdict
FROM customer c
LEFT JOIN (SELECT o.customer_id, count(*) AS v1 FROM orders o WHERE o.shop_id = $2 AND o.customer_id IS NOT NULL AND o.processed_at <= $3::timestamptz AND (o.void_at IS NULL OR o.void_at > $4::timestamptz) AND ((width_bucket(o.processed_at, $5::timestamptz[]) % 2 = $6::int)) GROUP BY o.customer_id) f1 ON f1.customer_id = c.customer_id
WHERE c.shop_id = $7
-- ["1",7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z",["2026-01-01T05:00:00.000Z","2026-02-01T05:00:00.000Z"],0,7]

SELECT c.customer_id FROM (SELECT o.customer_id, count(*) AS v1 FROM orders o WHERE o.shop_id = $1 AND o.customer_id IS NOT NULL AND o.processed_at <= $2::timestamptz AND (o.void_at IS NULL OR o.void_at > $3::timestamptz) AND ((width_bucket(o.processed_at, $4::timestamptz[]) % 2 = $5::int)) GROUP BY o.customer_id) f1 CROSS JOIN LATERAL (SELECT f1.customer_id) c WHERE (f1.v1 >= $6::bigint)
AND c.customer_id NOT IN (SELECT g.customer_id
FROM customer_gone g WHERE g.shop_id = $7)
-- [7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z",["2026-01-01T05:00:00.000Z","2026-02-01T05:00:00.000Z"],0,"1",7]
