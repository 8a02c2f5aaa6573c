SELECT c.customer_id, ((c.customer_id IN (SELECT w.customer_id FROM flow_run w WHERE w.shop_id = $1 AND w.flow_id = $2 AND w.entered_at <= $3::timestamptz AND w.ended_at <= $4::timestamptz AND w.reason = ANY($5::text[]) AND ((w.ended_at >= $6::timestamptz AND w.ended_at < $7::timestamptz)))) AND (NOT (c.customer_id IN (SELECT w.customer_id FROM flow_run w WHERE w.shop_id = $8 AND w.flow_id = $9 AND w.entered_at <= $10::timestamptz AND w.ended_at <= $11::timestamptz AND ((w.ended_at >= $12::timestamptz AND w.ended_at < $13::timestamptz)))))) AS verdict
FROM customer c 
WHERE c.shop_id = $14
-- [7,3,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z",["goal","finished"],"2026-02-10T05:00:00.000Z","2026-03-12T15:30:00.001Z",7,4,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z","2026-02-26T05:00:00.000Z","2026-03-12T15:30:00.001Z",7]

SELECT c.customer_id
FROM customer c 
WHERE c.shop_id = $1 AND ((c.customer_id IN (SELECT w.customer_id FROM flow_run w WHERE w.shop_id = $2 AND w.flow_id = $3 AND w.entered_at <= $4::timestamptz AND w.ended_at <= $5::timestamptz AND w.reason = ANY($6::text[]) AND ((w.ended_at >= $7::timestamptz AND w.ended_at < $8::timestamptz)))) AND (NOT (c.customer_id IN (SELECT w.customer_id FROM flow_run w WHERE w.shop_id = $9 AND w.flow_id = $10 AND w.entered_at <= $11::timestamptz AND w.ended_at <= $12::timestamptz AND ((w.ended_at >= $13::timestamptz AND w.ended_at < $14::timestamptz))))))
-- [7,7,3,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z",["goal","finished"],"2026-02-10T05:00:00.000Z","2026-03-12T15:30:00.001Z",7,4,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z","2026-02-26T05:00:00.000Z","2026-03-12T15:30:00.001Z"]
