SELECT c.customer_id, (coalesce(f1.v1, 0) >= $1::bigint) AS verdict
FROM customer c
LEFT JOIN (SELECT o.customer_id, count(*) AS v1 FROM orders o
LEFT JOIN (SELECT o.customer_id, sum(o.gross_minor - o.refunded_minor) AS total, count(*) AS orders FROM orders o WHERE o.shop_id = $2 AND o.customer_id IS NOT NULL AND o.processed_at <= $3::timestamptz AND (o.void_at IS NULL OR o.void_at > $4::timestamptz) GROUP BY o.customer_id) rt ON rt.customer_id = o.customer_id WHERE o.shop_id = $5 AND o.customer_id IS NOT NULL AND o.processed_at <= $6::timestamptz AND (o.void_at IS NULL OR o.void_at > $7::timestamptz) AND o.processed_at >= $8::timestamptz AND ((CASE WHEN rt.total > 0 THEN div(((o.gross_minor - o.refunded_minor) * 100 * rt.orders)::numeric, rt.total) END) >= $9::bigint) GROUP BY o.customer_id) f1 ON f1.customer_id = c.customer_id
WHERE c.shop_id = $10
-- ["1",7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z",7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z","2025-12-12T05:00:00.000Z","200",7]

SELECT c.customer_id FROM (SELECT o.customer_id, count(*) AS v1 FROM orders o
LEFT JOIN (SELECT o.customer_id, sum(o.gross_minor - o.refunded_minor) AS total, count(*) AS orders FROM orders o WHERE o.shop_id = $1 AND o.customer_id IS NOT NULL AND o.processed_at <= $2::timestamptz AND (o.void_at IS NULL OR o.void_at > $3::timestamptz) GROUP BY o.customer_id) rt ON rt.customer_id = o.customer_id WHERE o.shop_id = $4 AND o.customer_id IS NOT NULL AND o.processed_at <= $5::timestamptz AND (o.void_at IS NULL OR o.void_at > $6::timestamptz) AND o.processed_at >= $7::timestamptz AND ((CASE WHEN rt.total > 0 THEN div(((o.gross_minor - o.refunded_minor) * 100 * rt.orders)::numeric, rt.total) END) >= $8::bigint) GROUP BY o.customer_id) f1 CROSS JOIN LATERAL (SELECT f1.customer_id) c WHERE (f1.v1 >= $9::bigint)
AND c.customer_id NOT IN (SELECT g.customer_id
FROM customer_gone g WHERE g.shop_id = $10)
-- [7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z",7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z","2025-12-12T05:00:00.000Z","200","1",7]
