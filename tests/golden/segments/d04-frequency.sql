SELECT c.customer_id, ((coalesce(f1.v1, 0) >= $1::bigint) AND (coalesce(f1.v1, 0) <= $2::bigint)) AS verdict
FROM customer c
LEFT JOIN (SELECT o.customer_id, count(*) AS v1 FROM orders o WHERE o.shop_id = $3 AND o.customer_id IS NOT NULL AND o.processed_at <= $4::timestamptz AND (o.void_at IS NULL OR o.void_at > $5::timestamptz) AND o.processed_at >= $6::timestamptz GROUP BY o.customer_id) f1 ON f1.customer_id = c.customer_id
WHERE c.shop_id = $7
-- ["3","5",7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z","2025-03-12T04:00:00.000Z",7]

SELECT c.customer_id FROM (SELECT o.customer_id, count(*) AS v1 FROM orders o WHERE o.shop_id = $1 AND o.customer_id IS NOT NULL AND o.processed_at <= $2::timestamptz AND (o.void_at IS NULL OR o.void_at > $3::timestamptz) AND o.processed_at >= $4::timestamptz GROUP BY o.customer_id) f1 CROSS JOIN LATERAL (SELECT f1.customer_id) c WHERE ((f1.v1 >= $5::bigint) AND (f1.v1 <= $6::bigint))
AND c.customer_id NOT IN (SELECT g.customer_id
FROM customer_gone g WHERE g.shop_id = $7)
-- [7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z","2025-03-12T04:00:00.000Z","3","5",7]
