SELECT c.customer_id, ((c.last_order_at >= $1::timestamptz
AND c.last_order_at < $2::timestamptz)) AS verdict
FROM customer c 
WHERE c.shop_id = $3
-- ["2025-12-12T05:00:00.000Z","2026-02-11T05:00:00.000Z",7]

SELECT c.customer_id
FROM customer c 
WHERE c.shop_id = $1 AND ((c.last_order_at >= $2::timestamptz
AND c.last_order_at < $3::timestamptz))
-- [7,"2025-12-12T05:00:00.000Z","2026-02-11T05:00:00.000Z"]
