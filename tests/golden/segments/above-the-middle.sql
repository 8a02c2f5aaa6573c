SELECT c.customer_id, NULL::boolean AS verdict
FROM customer c
LEFT JOIN (SELECT e.customer_id, count(*) AS v1 FROM event e WHERE e.shop_id = $1 AND e.customer_id IS NOT NULL AND e.at <= $2::timestamptz AND e.kind = $3 AND e.at >= $4::timestamptz GROUP BY e.customer_id) f1 ON f1.customer_id = c.customer_id
LEFT JOIN (SELECT e.customer_id, count(*) AS v1 FROM event e WHERE e.shop_id = $5 AND e.customer_id IS NOT NULL AND e.at <= $6::timestamptz AND e.kind = $7 AND e.at >= $8::timestamptz GROUP BY e.customer_id) f2 ON f2.customer_id = c.customer_id
WHERE c.shop_id = $9
-- [7,"2026-03-12T15:30:00.000Z","smsClicked","2025-12-12T05:00:00.000Z",7,"2026-03-12T15:30:00.000Z","smsDelivered","2025-12-12T05:00:00.000Z",7]

SELECT c.customer_id
FROM customer c
LEFT JOIN (SELECT e.customer_id, count(*) AS v1 FROM event e WHERE e.shop_id = $1 AND e.customer_id IS NOT NULL AND e.at <= $2::timestamptz AND e.kind = $3 AND e.at >= $4::timestamptz GROUP BY e.customer_id) f1 ON f1.customer_id = c.customer_id
LEFT JOIN (SELECT e.customer_id, count(*) AS v1 FROM event e WHERE e.shop_id = $5 AND e.customer_id IS NOT NULL AND e.at <= $6::timestamptz AND e.kind = $7 AND e.at >= $8::timestamptz GROUP BY e.customer_id) f2 ON f2.customer_id = c.customer_id
WHERE c.shop_id = $9 AND NULL::boolean
-- [7,"2026-03-12T15:30:00.000Z","smsClicked","2025-12-12T05:00:00.000Z",7,"2026-03-12T15:30:00.000Z","smsDelivered","2025-12-12T05:00:00.000Z",7]
