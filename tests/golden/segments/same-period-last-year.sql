SELECT c.customer_id, (coalesce(f1.v1, 0)::numeric * $1::numeric < $2::numeric * coalesce(f1.v2, 0)::numeric * $3::numeric) AS verdict
FROM customer c
LEFT JOIN (SELECT o.customer_id, sum((o.gross_minor - o.refunded_minor)) FILTER (WHERE o.processed_at >= $4::timestamptz) AS v1,sum((o.gross_minor - o.refunded_minor)) FILTER (WHERE o.processed_at < $5::timestamptz) AS v2 FROM orders o WHERE o.shop_id = $6 AND o.customer_id IS NOT NULL AND o.processed_at <= $7::timestamptz AND (o.void_at IS NULL OR o.void_at > $8::timestamptz) AND o.processed_at >= $9::timestamptz GROUP BY o.customer_id) f1 ON f1.customer_id = c.customer_id
WHERE c.shop_id = $10
-- ["100","0.8","100","2026-01-01T05:00:00.000Z","2025-03-13T04:00:00.000Z",7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z","2025-01-01T05:00:00.000Z",7]

SELECT c.customer_id FROM (SELECT o.customer_id, sum((o.gross_minor - o.refunded_minor)) FILTER (WHERE o.processed_at >= $1::timestamptz) AS v1,sum((o.gross_minor - o.refunded_minor)) FILTER (WHERE o.processed_at < $2::timestamptz) AS v2 FROM orders o WHERE o.shop_id = $3 AND o.customer_id IS NOT NULL AND o.processed_at <= $4::timestamptz AND (o.void_at IS NULL OR o.void_at > $5::timestamptz) AND o.processed_at >= $6::timestamptz GROUP BY o.customer_id) f1 CROSS JOIN LATERAL (SELECT f1.customer_id) c WHERE (f1.customer_id IS NOT NULL AND (coalesce(f1.v1, 0)::numeric * $7::numeric < $8::numeric * coalesce(f1.v2, 0)::numeric * $9::numeric))
AND c.customer_id NOT IN (SELECT g.customer_id
FROM customer_gone g WHERE g.shop_id = $10)
-- ["2026-01-01T05:00:00.000Z","2025-03-13T04:00:00.000Z",7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z","2025-01-01T05:00:00.000Z","100","0.8","100",7]
