SELECT c.customer_id, (f1.value::numeric * (nullif(f2.v2, 0) * $1::numeric) > $2::numeric * f2.v1::numeric * $3::numeric) AS verdict
FROM customer c
LEFT JOIN (SELECT o.customer_id, sum((o.gross_minor - o.refunded_minor)) AS v1,count((o.gross_minor - o.refunded_minor)) AS v2 FROM orders o WHERE o.shop_id = $4 AND o.customer_id IS NOT NULL AND o.processed_at <= $5::timestamptz AND (o.void_at IS NULL OR o.void_at > $6::timestamptz) GROUP BY o.customer_id) f2 ON f2.customer_id = c.customer_id
LEFT JOIN (SELECT DISTINCT ON (o.customer_id) o.customer_id, (o.gross_minor - o.refunded_minor) AS value FROM orders o WHERE o.shop_id = $7 AND o.customer_id IS NOT NULL AND o.processed_at <= $8::timestamptz AND (o.void_at IS NULL OR o.void_at > $9::timestamptz) ORDER BY o.customer_id DESC, o.processed_at DESC,o.order_id DESC) f1 ON f1.customer_id = c.customer_id
WHERE c.shop_id = $10
-- ["100","2","100",7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z",7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z",7]

SELECT c.customer_id
FROM customer c
LEFT JOIN (SELECT o.customer_id, sum((o.gross_minor - o.refunded_minor)) AS v1,count((o.gross_minor - o.refunded_minor)) AS v2 FROM orders o WHERE o.shop_id = $1 AND o.customer_id IS NOT NULL AND o.processed_at <= $2::timestamptz AND (o.void_at IS NULL OR o.void_at > $3::timestamptz) GROUP BY o.customer_id) f2 ON f2.customer_id = c.customer_id
LEFT JOIN (SELECT DISTINCT ON (o.customer_id) o.customer_id, (o.gross_minor - o.refunded_minor) AS value FROM orders o WHERE o.shop_id = $4 AND o.customer_id IS NOT NULL AND o.processed_at <= $5::timestamptz AND (o.void_at IS NULL OR o.void_at > $6::timestamptz) ORDER BY o.customer_id DESC, o.processed_at DESC,o.order_id DESC) f1 ON f1.customer_id = c.customer_id
WHERE c.shop_id = $7 AND (f1.value::numeric * (nullif(f2.v2, 0) * $8::numeric) > $9::numeric * f2.v1::numeric * $10::numeric)
-- [7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z",7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z",7,"100","2","100"]
