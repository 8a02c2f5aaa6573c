SELECT c.customer_id, (f1.customer_id IS NOT NULL) AS verdict
FROM customer c
LEFT JOIN (SELECT DISTINCT a.customer_id FROM (SELECT e.customer_id, e.at AS at FROM event e WHERE e.shop_id = $1 AND e.customer_id IS NOT NULL AND e.at <= $2::timestamptz AND e.kind = $3 AND e.at >= $4::timestamptz) a WHERE EXISTS (SELECT FROM (SELECT e.customer_id, e.at AS at FROM event e WHERE e.shop_id = $5 AND e.customer_id IS NOT NULL AND e.at <= $6::timestamptz AND e.kind = $7 AND e.at >= $8::timestamptz) b WHERE b.customer_id = a.customer_id AND b.at > a.at AND b.at <= a.at + $9::float8 * interval '1 millisecond')) f1 ON f1.customer_id = c.customer_id
WHERE c.shop_id = $10
-- [7,"2026-03-12T15:30:00.000Z","smsOptedOut","2025-03-12T04:00:00.000Z",7,"2026-03-12T15:30:00.000Z","smsOptedIn","2025-03-12T04:00:00.000Z","7776000000",7]

SELECT c.customer_id
FROM customer c
LEFT JOIN (SELECT DISTINCT a.customer_id FROM (SELECT e.customer_id, e.at AS at FROM event e WHERE e.shop_id = $1 AND e.customer_id IS NOT NULL AND e.at <= $2::timestamptz AND e.kind = $3 AND e.at >= $4::timestamptz) a WHERE EXISTS (SELECT FROM (SELECT e.customer_id, e.at AS at FROM event e WHERE e.shop_id = $5 AND e.customer_id IS NOT NULL AND e.at <= $6::timestamptz AND e.kind = $7 AND e.at >= $8::timestamptz) b WHERE b.customer_id = a.customer_id AND b.at > a.at AND b.at <= a.at + $9::float8 * interval '1 millisecond')) f1 ON f1.customer_id = c.customer_id
WHERE c.shop_id = $10 AND (f1.customer_id IS NOT NULL)
-- [7,"2026-03-12T15:30:00.000Z","smsOptedOut","2025-03-12T04:00:00.000Z",7,"2026-03-12T15:30:00.000Z","smsOptedIn","2025-03-12T04:00:00.000Z","7776000000",7]
