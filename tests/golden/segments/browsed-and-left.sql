SELECT c.customer_id, ((coalesce(f1.v1, 0) >= $1::bigint) AND (coalesce(f2.v1, 0) = $2::bigint)) AS verdict
FROM customer c
LEFT JOIN (SELECT e.customer_id, count(*) AS v1 FROM event e WHERE e.shop_id = $3 AND e.customer_id IS NOT NULL AND e.at <= $4::timestamptz AND e.kind = $5 AND (e.at >= $6::timestamptz AND e.at < $7::timestamptz) AND e.product_id IN (SELECT p.product_id FROM product p WHERE p.shop_id = $8 AND (p.collections && $9::bigint[])) AND (e.device = ANY($10::text[])) GROUP BY e.customer_id) f1 ON f1.customer_id = c.customer_id
LEFT JOIN (SELECT e.customer_id, count(*) AS v1 FROM event e WHERE e.shop_id = $11 AND e.customer_id IS NOT NULL AND e.at <= $12::timestamptz AND e.kind = $13 AND (e.at >= $14::timestamptz AND e.at < $15::timestamptz) GROUP BY e.customer_id) f2 ON f2.customer_id = c.customer_id
WHERE c.shop_id = $16
-- ["3","0",7,"2026-03-12T15:30:00.000Z","productViewed","2026-03-05T05:00:00.000Z","2026-03-12T15:30:00.001Z",7,["7"],["mobile"],7,"2026-03-12T15:30:00.000Z","cartAdded","2026-03-05T05:00:00.000Z","2026-03-12T15:30:00.001Z",7]

SELECT c.customer_id
FROM customer c
LEFT JOIN (SELECT e.customer_id, count(*) AS v1 FROM event e WHERE e.shop_id = $1 AND e.customer_id IS NOT NULL AND e.at <= $2::timestamptz AND e.kind = $3 AND (e.at >= $4::timestamptz AND e.at < $5::timestamptz) AND e.product_id IN (SELECT p.product_id FROM product p WHERE p.shop_id = $6 AND (p.collections && $7::bigint[])) AND (e.device = ANY($8::text[])) GROUP BY e.customer_id) f1 ON f1.customer_id = c.customer_id
LEFT JOIN (SELECT e.customer_id, count(*) AS v1 FROM event e WHERE e.shop_id = $9 AND e.customer_id IS NOT NULL AND e.at <= $10::timestamptz AND e.kind = $11 AND (e.at >= $12::timestamptz AND e.at < $13::timestamptz) GROUP BY e.customer_id) f2 ON f2.customer_id = c.customer_id
WHERE c.shop_id = $14 AND ((f1.v1 >= $15::bigint) AND (coalesce(f2.v1, 0) = $16::bigint))
-- [7,"2026-03-12T15:30:00.000Z","productViewed","2026-03-05T05:00:00.000Z","2026-03-12T15:30:00.001Z",7,["7"],["mobile"],7,"2026-03-12T15:30:00.000Z","cartAdded","2026-03-05T05:00:00.000Z","2026-03-12T15:30:00.001Z",7,"3","0"]
