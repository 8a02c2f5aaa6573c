SELECT c.customer_id, ((coalesce(c.order_count, 0) >= $1::bigint) AND (NOT coalesce(c.last_order_at >= $2::timestamptz, false)) AND (c.sms_state = ANY($3::text[]))) AS verdict
FROM customer c 
WHERE c.shop_id = $4
-- ["1","2025-12-12T05:00:00.000Z",["SUBSCRIBED"],7]

SELECT c.customer_id
FROM customer c 
WHERE c.shop_id = $1 AND ((c.order_count >= $2::bigint) AND (NOT coalesce(c.last_order_at >= $3::timestamptz, false)) AND (c.sms_state = ANY($4::text[])))
-- [7,"1","2025-12-12T05:00:00.000Z",["SUBSCRIBED"]]
