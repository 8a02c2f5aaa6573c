SELECT c.customer_id, (((NOT (coalesce(c.order_count, 0) = $1::bigint)) OR ((NOT (c.sms_state IS NOT NULL)) OR (NOT (c.sms_state = ANY($2::text[]))) OR (NOT (c.sms_updated_at IS NOT NULL)) OR (NOT ((c.sms_updated_at >= $3::timestamptz
AND c.sms_updated_at < $4::timestamptz))))) AND (NOT (coalesce(c.order_count, 0) = $5::bigint)) AND (NOT (c.last_order_at < $6::timestamptz)) AND (NOT (c.last_order_at < $7::timestamptz)) AND (c.first_order_at < $8::timestamptz)) AS verdict
FROM customer c 
WHERE c.shop_id = $9
-- ["0",["SUBSCRIBED"],"2026-02-10T05:00:00.000Z","2026-03-12T15:30:00.001Z","0","2025-09-13T04:00:00.000Z","2025-12-12T05:00:00.000Z","2025-09-13T04:00:00.000Z",7]

SELECT c.customer_id
FROM customer c 
WHERE c.shop_id = $1 AND (((NOT (coalesce(c.order_count, 0) = $2::bigint)) OR ((NOT (c.sms_state IS NOT NULL)) OR (NOT (c.sms_state = ANY($3::text[]))) OR (NOT (c.sms_updated_at IS NOT NULL)) OR (NOT ((c.sms_updated_at >= $4::timestamptz
AND c.sms_updated_at < $5::timestamptz))))) AND (NOT (coalesce(c.order_count, 0) = $6::bigint)) AND (NOT (c.last_order_at < $7::timestamptz)) AND (NOT (c.last_order_at < $8::timestamptz)) AND (c.first_order_at < $9::timestamptz))
-- [7,"0",["SUBSCRIBED"],"2026-02-10T05:00:00.000Z","2026-03-12T15:30:00.001Z","0","2025-09-13T04:00:00.000Z","2025-12-12T05:00:00.000Z","2025-09-13T04:00:00.000Z"]
