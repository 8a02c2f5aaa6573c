SELECT c.customer_id, (CASE WHEN coalesce(f1.v2, 0) >= $1::int THEN (((coalesce(f1.v1, 0) * 100) >= $2::bigint * nullif(greatest(f1.v2, 0), 0)) AND ((coalesce(f1.v1, 0) * 100) <= $3::bigint * nullif(greatest(f1.v2, 0), 0))) END) AS verdict
FROM customer c
LEFT JOIN (SELECT o.customer_id, count(*) FILTER (WHERE (o.discount_minor > 0)) AS v1,count(*) AS v2 FROM orders o WHERE o.shop_id = $4 AND o.customer_id IS NOT NULL AND o.processed_at <= $5::timestamptz AND (o.void_at IS NULL OR o.void_at > $6::timestamptz) AND o.processed_at >= $7::timestamptz GROUP BY o.customer_id) f1 ON f1.customer_id = c.customer_id
WHERE c.shop_id = $8
-- [5,"20","40",7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z","2025-12-12T05:00:00.000Z",7]

SELECT c.customer_id FROM (SELECT o.customer_id, count(*) FILTER (WHERE (o.discount_minor > 0)) AS v1,count(*) AS v2 FROM orders o WHERE o.shop_id = $1 AND o.customer_id IS NOT NULL AND o.processed_at <= $2::timestamptz AND (o.void_at IS NULL OR o.void_at > $3::timestamptz) AND o.processed_at >= $4::timestamptz GROUP BY o.customer_id) f1 CROSS JOIN LATERAL (SELECT f1.customer_id) c WHERE (f1.v2 >= $5::int AND (((coalesce(f1.v1, 0) * 100) >= $6::bigint * nullif(greatest(f1.v2, 0), 0)) AND ((coalesce(f1.v1, 0) * 100) <= $7::bigint * nullif(greatest(f1.v2, 0), 0))))
AND c.customer_id NOT IN (SELECT g.customer_id
FROM customer_gone g WHERE g.shop_id = $8)
-- [7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z","2025-12-12T05:00:00.000Z",5,"20","40",7]
