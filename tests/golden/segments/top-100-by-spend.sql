SELECT c.customer_id, NULL::boolean AS verdict
FROM customer c
LEFT JOIN (SELECT o.customer_id, sum((o.gross_minor - o.refunded_minor)) AS v1 FROM orders o WHERE o.shop_id = $1 AND o.customer_id IS NOT NULL AND o.processed_at <= $2::timestamptz AND (o.void_at IS NULL OR o.void_at > $3::timestamptz) AND o.processed_at >= $4::timestamptz GROUP BY o.customer_id) f1 ON f1.customer_id = c.customer_id
WHERE c.shop_id = $5
-- [7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z","2025-03-12T04:00:00.000Z",7]

SELECT c.customer_id
FROM customer c
LEFT JOIN (SELECT o.customer_id, sum((o.gross_minor - o.refunded_minor)) AS v1 FROM orders o WHERE o.shop_id = $1 AND o.customer_id IS NOT NULL AND o.processed_at <= $2::timestamptz AND (o.void_at IS NULL OR o.void_at > $3::timestamptz) AND o.processed_at >= $4::timestamptz GROUP BY o.customer_id) f1 ON f1.customer_id = c.customer_id
WHERE c.shop_id = $5 AND NULL::boolean
-- [7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z","2025-03-12T04:00:00.000Z",7]
