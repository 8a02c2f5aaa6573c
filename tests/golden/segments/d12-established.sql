SELECT c.customer_id, ((c.first_order_at < $1::timestamptz) AND ((c.last_order_at >= $2::timestamptz
AND c.last_order_at < $3::timestamptz))) AS verdict
FROM customer c 
WHERE c.shop_id = $4
-- ["2025-09-14T04:00:00.000Z","2025-12-12T05:00:00.000Z","2026-03-12T15:30:00.001Z",7]

SELECT c.customer_id
FROM customer c 
WHERE c.shop_id = $1 AND ((c.first_order_at < $2::timestamptz) AND ((c.last_order_at >= $3::timestamptz
AND c.last_order_at < $4::timestamptz)))
-- [7,"2025-09-14T04:00:00.000Z","2025-12-12T05:00:00.000Z","2026-03-12T15:30:00.001Z"]
