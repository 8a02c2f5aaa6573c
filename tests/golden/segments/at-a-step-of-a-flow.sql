SELECT c.customer_id, ((c.customer_id IN (SELECT w.customer_id FROM flow_run w WHERE w.shop_id = $1 AND w.flow_id = $2 AND w.entered_at <= $3::timestamptz AND w.control = $4 AND w.ended_at IS NULL AND w.step = $5)) AND (NOT (c.customer_id IN (SELECT w.customer_id FROM flow_run w WHERE w.shop_id = $6 AND w.flow_id = $7 AND w.entered_at <= $8::timestamptz AND w.ended_at IS NULL AND w.step = $9)))) AS verdict
FROM customer c 
WHERE c.shop_id = $10
-- [7,3,"2026-03-12T15:30:00.000Z",false,"w1",7,4,"2026-03-12T15:30:00.000Z","w1",7]

SELECT c.customer_id
FROM customer c 
WHERE c.shop_id = $1 AND ((c.customer_id IN (SELECT w.customer_id FROM flow_run w WHERE w.shop_id = $2 AND w.flow_id = $3 AND w.entered_at <= $4::timestamptz AND w.control = $5 AND w.ended_at IS NULL AND w.step = $6)) AND (NOT (c.customer_id IN (SELECT w.customer_id FROM flow_run w WHERE w.shop_id = $7 AND w.flow_id = $8 AND w.entered_at <= $9::timestamptz AND w.ended_at IS NULL AND w.step = $10))))
-- [7,7,3,"2026-03-12T15:30:00.000Z",false,"w1",7,4,"2026-03-12T15:30:00.000Z","w1"]
