SELECT c.customer_id, (f1.customer_id IS NOT NULL) AS verdict
FROM customer c
LEFT JOIN (SELECT DISTINCT a.customer_id FROM (SELECT e.customer_id, e.at AS at, e.product_id AS product FROM event e WHERE e.shop_id = $1 AND e.customer_id IS NOT NULL AND e.at <= $2::timestamptz AND e.kind = $3 AND e.at >= $4::timestamptz) a WHERE a.at <= $5::timestamptz AND NOT EXISTS (SELECT FROM (SELECT l.customer_id, l.processed_at AS at, l.product_id AS product FROM order_line l WHERE l.shop_id = $6 AND l.customer_id IS NOT NULL AND l.processed_at <= $7::timestamptz AND (l.void_at IS NULL OR l.void_at > $8::timestamptz) AND l.processed_at >= $9::timestamptz) b WHERE b.customer_id = a.customer_id AND b.at > a.at AND b.at <= a.at + $10::float8 * interval '1 millisecond' AND b.product = a.product)) f1 ON f1.customer_id = c.customer_id
WHERE c.shop_id = $11
-- [7,"2026-03-12T15:30:00.000Z","productViewed","2026-02-10T05:00:00.000Z","2026-03-09T15:30:00.000Z",7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z","2026-02-10T05:00:00.000Z","259200000",7]

SELECT c.customer_id
FROM customer c
LEFT JOIN (SELECT DISTINCT a.customer_id FROM (SELECT e.customer_id, e.at AS at, e.product_id AS product FROM event e WHERE e.shop_id = $1 AND e.customer_id IS NOT NULL AND e.at <= $2::timestamptz AND e.kind = $3 AND e.at >= $4::timestamptz) a WHERE a.at <= $5::timestamptz AND NOT EXISTS (SELECT FROM (SELECT l.customer_id, l.processed_at AS at, l.product_id AS product FROM order_line l WHERE l.shop_id = $6 AND l.customer_id IS NOT NULL AND l.processed_at <= $7::timestamptz AND (l.void_at IS NULL OR l.void_at > $8::timestamptz) AND l.processed_at >= $9::timestamptz) b WHERE b.customer_id = a.customer_id AND b.at > a.at AND b.at <= a.at + $10::float8 * interval '1 millisecond' AND b.product = a.product)) f1 ON f1.customer_id = c.customer_id
WHERE c.shop_id = $11 AND (f1.customer_id IS NOT NULL)
-- [7,"2026-03-12T15:30:00.000Z","productViewed","2026-02-10T05:00:00.000Z","2026-03-09T15:30:00.000Z",7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z","2026-02-10T05:00:00.000Z","259200000",7]
