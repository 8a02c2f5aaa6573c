SELECT c.customer_id, ((coalesce(f1.v1, 0) >= $1::bigint) AND (coalesce(f2.v1, 0) = $2::bigint)) AS verdict
FROM customer c
LEFT JOIN (SELECT e.customer_id, count(*) AS v1 FROM event e WHERE e.shop_id = $3 AND e.customer_id IS NOT NULL AND e.at <= $4::timestamptz AND e.kind = $5 AND e.at >= $6::timestamptz AND e.product_id = ANY(ARRAY(SELECT p.product_id FROM product p WHERE p.shop_id = $7 AND (p.collections && $8::bigint[]))) AND (e.device = ANY($9::text[])) GROUP BY e.customer_id) f1 ON f1.customer_id = c.customer_id
LEFT JOIN (SELECT e.customer_id, count(*) AS v1 FROM event e WHERE e.shop_id = $10 AND e.customer_id IS NOT NULL AND e.at <= $11::timestamptz AND e.kind = $12 AND e.at >= $13::timestamptz GROUP BY e.customer_id) f2 ON f2.customer_id = c.customer_id
WHERE c.shop_id = $14
-- ["3","0",7,"2026-03-12T15:30:00.000Z","productViewed","2026-03-05T05:00:00.000Z",7,["7"],["mobile"],7,"2026-03-12T15:30:00.000Z","cartAdded","2026-03-05T05:00:00.000Z",7]

SELECT c.customer_id
FROM customer c
LEFT JOIN (SELECT e.customer_id, count(*) AS v1 FROM event e WHERE e.shop_id = $1 AND e.customer_id IS NOT NULL AND e.at <= $2::timestamptz AND e.kind = $3 AND e.at >= $4::timestamptz AND e.product_id = ANY(ARRAY(SELECT p.product_id FROM product p WHERE p.shop_id = $5 AND (p.collections && $6::bigint[]))) AND (e.device = ANY($7::text[])) GROUP BY e.customer_id) f1 ON f1.customer_id = c.customer_id
LEFT JOIN (SELECT e.customer_id, count(*) AS v1 FROM event e WHERE e.shop_id = $8 AND e.customer_id IS NOT NULL AND e.at <= $9::timestamptz AND e.kind = $10 AND e.at >= $11::timestamptz GROUP BY e.customer_id) f2 ON f2.customer_id = c.customer_id
WHERE c.shop_id = $12 AND ((f1.v1 >= $13::bigint) AND (coalesce(f2.v1, 0) = $14::bigint))
-- [7,"2026-03-12T15:30:00.000Z","productViewed","2026-03-05T05:00:00.000Z",7,["7"],["mobile"],7,"2026-03-12T15:30:00.000Z","cartAdded","2026-03-05T05:00:00.000Z",7,"3","0"]
