SELECT c.customer_id, ((c.customer_id IN (SELECT m.customer_id FROM membership m WHERE m.shop_id = $1 AND m.segment_id = $2 AND m.entered_at <= $3::timestamptz AND (m.left_at IS NULL OR m.left_at > $4::timestamptz))) AND (NOT (c.customer_id IN (SELECT m.customer_id FROM membership m WHERE m.shop_id = $5 AND m.segment_id = $6 AND m.entered_at <= $7::timestamptz AND (m.left_at IS NULL OR m.left_at > $8::timestamptz)))) AND (c.sms_state = ANY($9::text[]))) AS verdict
FROM customer c 
WHERE c.shop_id = $10
-- [7,4,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z",7,1,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z",["SUBSCRIBED"],7]

SELECT c.customer_id
FROM customer c 
WHERE c.shop_id = $1 AND ((c.customer_id IN (SELECT m.customer_id FROM membership m WHERE m.shop_id = $2 AND m.segment_id = $3 AND m.entered_at <= $4::timestamptz AND (m.left_at IS NULL OR m.left_at > $5::timestamptz))) AND (NOT (c.customer_id IN (SELECT m.customer_id FROM membership m WHERE m.shop_id = $6 AND m.segment_id = $7 AND m.entered_at <= $8::timestamptz AND (m.left_at IS NULL OR m.left_at > $9::timestamptz)))) AND (c.sms_state = ANY($10::text[])))
-- [7,7,4,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z",7,1,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z",["SUBSCRIBED"]]
