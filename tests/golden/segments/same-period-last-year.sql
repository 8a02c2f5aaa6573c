SELECT c.customer_id, (coalesce(f1.v1, 0)::numeric * $1::numeric < $2::numeric * coalesce(f1.v2, 0)::numeric * $3::numeric + $4::numeric * $5::numeric * $6::numeric) AS verdict
FROM customer c
LEFT JOIN (SELECT o.customer_id, sum((o.gross_minor - o.refunded_minor)) FILTER (WHERE (o.processed_at >= $7::timestamptz AND o.processed_at < $8::timestamptz)) AS v1,sum((o.gross_minor - o.refunded_minor)) FILTER (WHERE (o.processed_at >= $9::timestamptz AND o.processed_at < $10::timestamptz)) AS v2 FROM orders o WHERE o.shop_id = $11 AND o.customer_id IS NOT NULL AND o.processed_at <= $12::timestamptz AND (o.void_at IS NULL OR o.void_at > $13::timestamptz) AND (o.processed_at >= $14::timestamptz AND o.processed_at < $15::timestamptz) GROUP BY o.customer_id) f1 ON f1.customer_id = c.customer_id
WHERE c.shop_id = $16
-- ["100","0.8","100","0","100","100","2026-01-01T05:00:00.000Z","2026-03-13T04:00:00.000Z","2025-01-01T05:00:00.000Z","2025-03-13T04:00:00.000Z",7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z","2025-01-01T05:00:00.000Z","2026-03-13T04:00:00.000Z",7]

SELECT c.customer_id
FROM customer c
LEFT JOIN (SELECT o.customer_id, sum((o.gross_minor - o.refunded_minor)) FILTER (WHERE (o.processed_at >= $1::timestamptz AND o.processed_at < $2::timestamptz)) AS v1,sum((o.gross_minor - o.refunded_minor)) FILTER (WHERE (o.processed_at >= $3::timestamptz AND o.processed_at < $4::timestamptz)) AS v2 FROM orders o WHERE o.shop_id = $5 AND o.customer_id IS NOT NULL AND o.processed_at <= $6::timestamptz AND (o.void_at IS NULL OR o.void_at > $7::timestamptz) AND (o.processed_at >= $8::timestamptz AND o.processed_at < $9::timestamptz) GROUP BY o.customer_id) f1 ON f1.customer_id = c.customer_id
WHERE c.shop_id = $10 AND (coalesce(f1.v1, 0)::numeric * $11::numeric < $12::numeric * coalesce(f1.v2, 0)::numeric * $13::numeric + $14::numeric * $15::numeric * $16::numeric)
-- ["2026-01-01T05:00:00.000Z","2026-03-13T04:00:00.000Z","2025-01-01T05:00:00.000Z","2025-03-13T04:00:00.000Z",7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z","2025-01-01T05:00:00.000Z","2026-03-13T04:00:00.000Z",7,"100","0.8","100","0","100","100"]
