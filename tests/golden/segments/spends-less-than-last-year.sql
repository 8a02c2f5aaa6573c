SELECT c.customer_id, (((coalesce(f1.v1, 0)::numeric * $1::numeric - coalesce(f1.v2, 0)::numeric * $2::numeric) * 100) < $3::bigint * nullif((CASE WHEN coalesce(f1.v2, 0)::numeric > 0 AND f1.v3 >= $4::int THEN coalesce(f1.v2, 0)::numeric * $5::numeric END), 0)) AS verdict
FROM customer c
LEFT JOIN (SELECT o.customer_id, sum((o.gross_minor - o.refunded_minor)) FILTER (WHERE o.processed_at >= $6::timestamptz) AS v1,sum((o.gross_minor - o.refunded_minor)) FILTER (WHERE o.processed_at < $7::timestamptz) AS v2,count(*) FILTER (WHERE o.processed_at < $8::timestamptz) AS v3 FROM orders o WHERE o.shop_id = $9 AND o.customer_id IS NOT NULL AND o.processed_at <= $10::timestamptz AND (o.void_at IS NULL OR o.void_at > $11::timestamptz) AND o.processed_at >= $12::timestamptz GROUP BY o.customer_id) f1 ON f1.customer_id = c.customer_id
WHERE c.shop_id = $13
-- ["100","100","-25",2,"100","2026-01-01T05:00:00.000Z","2025-03-13T04:00:00.000Z","2025-03-13T04:00:00.000Z",7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z","2025-01-01T05:00:00.000Z",7]

SELECT c.customer_id
FROM customer c
LEFT JOIN (SELECT o.customer_id, sum((o.gross_minor - o.refunded_minor)) FILTER (WHERE o.processed_at >= $1::timestamptz) AS v1,sum((o.gross_minor - o.refunded_minor)) FILTER (WHERE o.processed_at < $2::timestamptz) AS v2,count(*) FILTER (WHERE o.processed_at < $3::timestamptz) AS v3 FROM orders o WHERE o.shop_id = $4 AND o.customer_id IS NOT NULL AND o.processed_at <= $5::timestamptz AND (o.void_at IS NULL OR o.void_at > $6::timestamptz) AND o.processed_at >= $7::timestamptz GROUP BY o.customer_id) f1 ON f1.customer_id = c.customer_id
WHERE c.shop_id = $8 AND (((coalesce(f1.v1, 0)::numeric * $9::numeric - coalesce(f1.v2, 0)::numeric * $10::numeric) * 100) < $11::bigint * nullif((CASE WHEN coalesce(f1.v2, 0)::numeric > 0 AND f1.v3 >= $12::int THEN coalesce(f1.v2, 0)::numeric * $13::numeric END), 0))
-- ["2026-01-01T05:00:00.000Z","2025-03-13T04:00:00.000Z","2025-03-13T04:00:00.000Z",7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z","2025-01-01T05:00:00.000Z",7,"100","100","-25",2,"100"]
