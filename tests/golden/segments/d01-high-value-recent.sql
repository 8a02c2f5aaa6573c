SELECT c.customer_id, (coalesce(c.last_order_at >= $1::timestamptz, false) AND (c.net_minor > $2::bigint * nullif(c.order_count, 0)) AND (c.sms_state = ANY($3::text[]))) AS verdict
FROM customer c 
WHERE c.shop_id = $4
-- ["2026-02-10T05:00:00.000Z","15000",["SUBSCRIBED"],7]

SELECT c.customer_id
FROM customer c 
WHERE c.shop_id = $1 AND ((c.last_order_at >= $2::timestamptz) AND (c.net_minor > $3::bigint * nullif(c.order_count, 0)) AND (c.sms_state = ANY($4::text[])))
-- [7,"2026-02-10T05:00:00.000Z","15000",["SUBSCRIBED"]]
