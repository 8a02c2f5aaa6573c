SELECT c.customer_id, (f1.value::numeric * (nullif(c.order_count, 0) * $1::numeric) > $2::numeric * c.net_minor::numeric * $3::numeric) AS verdict
FROM customer c
LEFT JOIN (SELECT DISTINCT ON (o.customer_id) o.customer_id, (o.gross_minor - o.refunded_minor) AS value FROM orders o WHERE o.shop_id = $4 AND o.customer_id IS NOT NULL AND o.processed_at <= $5::timestamptz AND (o.void_at IS NULL OR o.void_at > $6::timestamptz) ORDER BY o.customer_id DESC, o.processed_at DESC,o.order_id DESC) f1 ON f1.customer_id = c.customer_id
WHERE c.shop_id = $7
-- ["100","2","100",7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z",7]

SELECT c.customer_id
FROM customer c
LEFT JOIN (SELECT DISTINCT ON (o.customer_id) o.customer_id, (o.gross_minor - o.refunded_minor) AS value FROM orders o WHERE o.shop_id = $1 AND o.customer_id IS NOT NULL AND o.processed_at <= $2::timestamptz AND (o.void_at IS NULL OR o.void_at > $3::timestamptz) ORDER BY o.customer_id DESC, o.processed_at DESC,o.order_id DESC) f1 ON f1.customer_id = c.customer_id
WHERE c.shop_id = $4 AND (f1.value::numeric * (nullif(c.order_count, 0) * $5::numeric) > $6::numeric * c.net_minor::numeric * $7::numeric)
-- [7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z",7,"100","2","100"]
