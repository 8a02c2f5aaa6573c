SELECT c.customer_id, ((c.customer_id IN (SELECT w.customer_id FROM flow_run w WHERE w.shop_id = $1 AND w.flow_id = $2 AND w.entered_at <= $3::timestamptz AND w.control = $4)) AND (NOT (c.customer_id IN (SELECT w.customer_id FROM flow_run w WHERE w.shop_id = $5 AND w.flow_id = $6 AND w.entered_at <= $7::timestamptz AND w.control = $8 AND (w.ended_at IS NULL OR w.ended_at > $9::timestamptz)))) AND ((SELECT count(*) FROM flow_run w WHERE w.shop_id = $10 AND w.flow_id = $11 AND w.entered_at <= $12::timestamptz AND w.control = $13 AND w.customer_id = c.customer_id) < $14::bigint)) AS verdict
FROM customer c 
WHERE c.shop_id = $15
-- [7,3,"2026-03-12T15:30:00.000Z",true,7,4,"2026-03-12T15:30:00.000Z",false,"2026-03-12T15:30:00.000Z",7,4,"2026-03-12T15:30:00.000Z",true,"2",7]

SELECT c.customer_id
FROM customer c 
WHERE c.shop_id = $1 AND ((c.customer_id IN (SELECT w.customer_id FROM flow_run w WHERE w.shop_id = $2 AND w.flow_id = $3 AND w.entered_at <= $4::timestamptz AND w.control = $5)) AND (NOT (c.customer_id IN (SELECT w.customer_id FROM flow_run w WHERE w.shop_id = $6 AND w.flow_id = $7 AND w.entered_at <= $8::timestamptz AND w.control = $9 AND (w.ended_at IS NULL OR w.ended_at > $10::timestamptz)))) AND ((SELECT count(*) FROM flow_run w WHERE w.shop_id = $11 AND w.flow_id = $12 AND w.entered_at <= $13::timestamptz AND w.control = $14 AND w.customer_id = c.customer_id) < $15::bigint))
-- [7,7,3,"2026-03-12T15:30:00.000Z",true,7,4,"2026-03-12T15:30:00.000Z",false,"2026-03-12T15:30:00.000Z",7,4,"2026-03-12T15:30:00.000Z",true,"2"]
