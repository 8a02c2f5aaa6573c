SELECT c.customer_id, ((CASE WHEN c.created_at IS NOT NULL THEN (coalesce(f1.v1, 0) >= $1::bigint) END) AND ((SELECT count(*) FROM membership m WHERE m.shop_id = $2 AND m.segment_id = $3 AND m.entered_at <= $4::timestamptz AND m.customer_id = c.customer_id AND ((m.entered_at >= $5::timestamptz AND m.entered_at < $6::timestamptz))) >= $7::bigint)) AS verdict
FROM customer c
LEFT JOIN (SELECT o.customer_id, count(*) AS v1 FROM orders o JOIN customer k ON k.shop_id = $8 AND k.customer_id = o.customer_id WHERE o.shop_id = $9 AND o.customer_id IS NOT NULL AND o.processed_at <= $10::timestamptz AND (o.void_at IS NULL OR o.void_at > $11::timestamptz) AND o.processed_at > k.created_at GROUP BY o.customer_id) f1 ON f1.customer_id = c.customer_id
WHERE c.shop_id = $12
-- ["2",7,3,"2026-03-12T15:30:00.000Z","2025-03-12T04:00:00.000Z","2026-03-12T15:30:00.001Z","2",7,7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z",7]

SELECT c.customer_id
FROM customer c
LEFT JOIN (SELECT o.customer_id, count(*) AS v1 FROM orders o JOIN customer k ON k.shop_id = $1 AND k.customer_id = o.customer_id WHERE o.shop_id = $2 AND o.customer_id IS NOT NULL AND o.processed_at <= $3::timestamptz AND (o.void_at IS NULL OR o.void_at > $4::timestamptz) AND o.processed_at > k.created_at GROUP BY o.customer_id) f1 ON f1.customer_id = c.customer_id
WHERE c.shop_id = $5 AND ((CASE WHEN c.created_at IS NOT NULL THEN (f1.v1 >= $6::bigint) END) AND ((SELECT count(*) FROM membership m WHERE m.shop_id = $7 AND m.segment_id = $8 AND m.entered_at <= $9::timestamptz AND m.customer_id = c.customer_id AND ((m.entered_at >= $10::timestamptz AND m.entered_at < $11::timestamptz))) >= $12::bigint))
-- [7,7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z",7,"2",7,3,"2026-03-12T15:30:00.000Z","2025-03-12T04:00:00.000Z","2026-03-12T15:30:00.001Z","2"]
