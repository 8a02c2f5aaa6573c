SELECT c.customer_id, ((coalesce(f1.v1, 0) >= $1::bigint) AND (coalesce(f1.v2, 0) = $2::bigint)) AS verdict
FROM customer c
LEFT JOIN (SELECT l.customer_id, count(*) FILTER (WHERE (l.product_id = ANY($3::bigint[])) AND (l.processed_at >= $4::timestamptz AND l.processed_at < $5::timestamptz)) AS v1,count(*) FILTER (WHERE (l.product_id = ANY($6::bigint[]))) AS v2 FROM order_line l WHERE l.shop_id = $7 AND l.customer_id IS NOT NULL AND l.processed_at <= $8::timestamptz AND (l.void_at IS NULL OR l.void_at > $9::timestamptz) AND l.product_id = ANY($10::bigint[]) GROUP BY l.customer_id) f1 ON f1.customer_id = c.customer_id
WHERE c.shop_id = $11
-- ["1","0",["1"],"2025-12-12T05:00:00.000Z","2026-03-12T15:30:00.001Z",["2"],7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z",["1","2"],7]

SELECT c.customer_id FROM (SELECT l.customer_id, count(*) FILTER (WHERE (l.product_id = ANY($1::bigint[])) AND (l.processed_at >= $2::timestamptz AND l.processed_at < $3::timestamptz)) AS v1,count(*) FILTER (WHERE (l.product_id = ANY($4::bigint[]))) AS v2 FROM order_line l WHERE l.shop_id = $5 AND l.customer_id IS NOT NULL AND l.processed_at <= $6::timestamptz AND (l.void_at IS NULL OR l.void_at > $7::timestamptz) AND l.product_id = ANY($8::bigint[]) GROUP BY l.customer_id) f1 CROSS JOIN LATERAL (SELECT f1.customer_id) c WHERE ((f1.v1 >= $9::bigint) AND (coalesce(f1.v2, 0) = $10::bigint))
AND c.customer_id NOT IN (SELECT g.customer_id
FROM customer_gone g WHERE g.shop_id = $11)
-- [["1"],"2025-12-12T05:00:00.000Z","2026-03-12T15:30:00.001Z",["2"],7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z",["1","2"],"1","0",7]
