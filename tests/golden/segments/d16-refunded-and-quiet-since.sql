SELECT c.customer_id, ((coalesce(f1.v1, 0) >= $1::bigint) AND (NOT (f2.customer_id IS NOT NULL))) AS verdict
FROM customer c
LEFT JOIN (SELECT r.customer_id, count(*) AS v1 FROM order_refund r WHERE r.shop_id = $2 AND r.customer_id IS NOT NULL AND r.processed_at <= $3::timestamptz AND r.processed_at >= $4::timestamptz GROUP BY r.customer_id) f1 ON f1.customer_id = c.customer_id
LEFT JOIN (SELECT DISTINCT a.customer_id FROM (SELECT r.customer_id, r.processed_at AS at FROM order_refund r WHERE r.shop_id = $5 AND r.customer_id IS NOT NULL AND r.processed_at <= $6::timestamptz) a WHERE EXISTS (SELECT FROM (SELECT r.customer_id, r.processed_at AS at FROM order_refund r WHERE r.shop_id = $7 AND r.customer_id IS NOT NULL AND r.processed_at <= $8::timestamptz) b WHERE b.customer_id = a.customer_id AND b.at > a.at AND b.at <= a.at + $9::float8 * interval '1 millisecond')) f2 ON f2.customer_id = c.customer_id
WHERE c.shop_id = $10
-- ["1",7,"2026-03-12T15:30:00.000Z","2026-03-09T15:30:00.001Z",7,"2026-03-12T15:30:00.000Z",7,"2026-03-12T15:30:00.000Z","259200000",7]

WITH asked AS MATERIALIZED (SELECT c.customer_id FROM (SELECT r.customer_id, count(*) AS v1 FROM order_refund r WHERE r.shop_id = $1 AND r.customer_id IS NOT NULL AND r.processed_at <= $2::timestamptz AND r.processed_at >= $3::timestamptz GROUP BY r.customer_id) f1 CROSS JOIN LATERAL (SELECT f1.customer_id) c WHERE (f1.v1 >= $4::bigint)
AND c.customer_id NOT IN (SELECT g.customer_id
FROM customer_gone g WHERE g.shop_id = $5)) SELECT c.customer_id FROM asked c
LEFT JOIN (SELECT DISTINCT a.customer_id FROM (SELECT r.customer_id, r.processed_at AS at FROM order_refund r WHERE r.shop_id = $6 AND r.customer_id IN (SELECT asked.customer_id FROM asked) AND r.processed_at <= $7::timestamptz) a WHERE EXISTS (SELECT FROM (SELECT r.customer_id, r.processed_at AS at FROM order_refund r WHERE r.shop_id = $8 AND r.customer_id IN (SELECT asked.customer_id FROM asked) AND r.processed_at <= $9::timestamptz) b WHERE b.customer_id = a.customer_id AND b.at > a.at AND b.at <= a.at + $10::float8 * interval '1 millisecond')) f1 ON f1.customer_id = c.customer_id WHERE (NOT (f1.customer_id IS NOT NULL))
-- [7,"2026-03-12T15:30:00.000Z","2026-03-09T15:30:00.001Z","1",7,7,"2026-03-12T15:30:00.000Z",7,"2026-03-12T15:30:00.000Z","259200000"]
