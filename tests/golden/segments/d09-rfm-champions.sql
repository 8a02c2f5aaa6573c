SELECT c.customer_id, ((((c.last_order_at < $1::timestamptz) AND NOT (c.last_order_at < $2::timestamptz)) OR ((c.last_order_at < $3::timestamptz) AND NOT (c.last_order_at < $4::timestamptz))) AND (((coalesce(f1.v1, 0) >= $5::bigint) AND (coalesce(f1.v1, 0) <= $6::bigint)) OR (coalesce(f1.v1, 0) >= $7::bigint)) AND (((NOT (coalesce(f1.v2, 0) >= $8::bigint)) AND (coalesce(f1.v2, 0) >= $9::bigint)) OR (coalesce(f1.v2, 0) >= $10::bigint))) AS verdict
FROM customer c
LEFT JOIN (SELECT o.customer_id, count(*) AS v1,sum((o.gross_minor - o.refunded_minor)) AS v2 FROM orders o WHERE o.shop_id = $11 AND o.customer_id IS NOT NULL AND o.processed_at <= $12::timestamptz AND (o.void_at IS NULL OR o.void_at > $13::timestamptz) AND o.processed_at >= $14::timestamptz GROUP BY o.customer_id) f1 ON f1.customer_id = c.customer_id
WHERE c.shop_id = $15
-- ["2026-02-10T05:00:00.000Z","2025-12-12T05:00:00.000Z","2026-03-13T04:00:00.000Z","2026-02-10T05:00:00.000Z","5","7","8","100000","50000","100000",7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z","2025-03-12T04:00:00.000Z",7]

SELECT c.customer_id
FROM customer c
LEFT JOIN (SELECT o.customer_id, count(*) AS v1,sum((o.gross_minor - o.refunded_minor)) AS v2 FROM orders o WHERE o.shop_id = $1 AND o.customer_id IS NOT NULL AND o.processed_at <= $2::timestamptz AND (o.void_at IS NULL OR o.void_at > $3::timestamptz) AND o.processed_at >= $4::timestamptz GROUP BY o.customer_id) f1 ON f1.customer_id = c.customer_id
WHERE c.shop_id = $5 AND ((((c.last_order_at < $6::timestamptz) AND NOT (c.last_order_at < $7::timestamptz)) OR ((c.last_order_at < $8::timestamptz) AND NOT (c.last_order_at < $9::timestamptz))) AND (((f1.v1 >= $10::bigint) AND (f1.v1 <= $11::bigint)) OR (f1.v1 >= $12::bigint)) AND (((NOT (coalesce(f1.v2, 0) >= $13::bigint)) AND (f1.v2 >= $14::bigint)) OR (f1.v2 >= $15::bigint)))
-- [7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z","2025-03-12T04:00:00.000Z",7,"2026-02-10T05:00:00.000Z","2025-12-12T05:00:00.000Z","2026-03-13T04:00:00.000Z","2026-02-10T05:00:00.000Z","5","7","8","100000","50000","100000"]
