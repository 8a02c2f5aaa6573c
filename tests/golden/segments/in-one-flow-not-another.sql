SELECT c.customer_id, ((c.customer_id IN (SELECT w.customer_id FROM flow_run w WHERE w.shop_id = $1 AND w.flow_id = $2 AND w.entered_at <= $3::timestamptz AND (w.ended_at IS NULL OR w.ended_at > $4::timestamptz))) AND (NOT (c.customer_id IN (SELECT w.customer_id FROM flow_run w WHERE w.shop_id = $5 AND w.flow_id = $6 AND w.entered_at <= $7::timestamptz)))) AS verdict
FROM customer c 
WHERE c.shop_id = $8
-- [7,3,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z",7,4,"2026-03-12T15:30:00.000Z",7]

SELECT c.customer_id
FROM customer c 
WHERE c.shop_id = $1 AND ((c.customer_id IN (SELECT w.customer_id FROM flow_run w WHERE w.shop_id = $2 AND w.flow_id = $3 AND w.entered_at <= $4::timestamptz AND (w.ended_at IS NULL OR w.ended_at > $5::timestamptz))) AND (NOT (c.customer_id IN (SELECT w.customer_id FROM flow_run w WHERE w.shop_id = $6 AND w.flow_id = $7 AND w.entered_at <= $8::timestamptz))))
-- [7,7,3,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z",7,4,"2026-03-12T15:30:00.000Z"]
