SELECT c.customer_id, (CASE WHEN NOT (true OR true) THEN (((coalesce(f1.v1, 0) * 100)::numeric >= $1::bigint * nullif((CASE WHEN f2.v1 >= $2::int THEN f2.v1::numeric END), 0)) AND ((coalesce(f1.v1, 0) * 100)::numeric <= $3::bigint * nullif((CASE WHEN f2.v1 >= $4::int THEN f2.v1::numeric END), 0))) END) AS verdict
FROM customer c
LEFT JOIN (SELECT e.customer_id, count(*) AS v1 FROM event e WHERE e.shop_id = $5 AND e.customer_id IS NOT NULL AND e.at <= $6::timestamptz AND e.kind = $7 AND e.at >= $8::timestamptz AND (e.device = ANY($9::text[])) GROUP BY e.customer_id) f1 ON f1.customer_id = c.customer_id
LEFT JOIN (SELECT e.customer_id, count(*) AS v1 FROM event e WHERE e.shop_id = $10 AND e.customer_id IS NOT NULL AND e.at <= $11::timestamptz AND e.kind = $12 AND e.at >= $13::timestamptz AND (e.device = ANY($14::text[])) GROUP BY e.customer_id) f2 ON f2.customer_id = c.customer_id
WHERE c.shop_id = $15
-- ["50",3,"100",3,7,"2026-03-12T15:30:00.000Z","checkoutAbandoned","2025-09-13T04:00:00.000Z",["mobile"],7,"2026-03-12T15:30:00.000Z","checkoutStarted","2025-09-13T04:00:00.000Z",["mobile"],7]

SELECT c.customer_id
FROM customer c
LEFT JOIN (SELECT e.customer_id, count(*) AS v1 FROM event e WHERE e.shop_id = $1 AND e.customer_id IS NOT NULL AND e.at <= $2::timestamptz AND e.kind = $3 AND e.at >= $4::timestamptz AND (e.device = ANY($5::text[])) GROUP BY e.customer_id) f1 ON f1.customer_id = c.customer_id
LEFT JOIN (SELECT e.customer_id, count(*) AS v1 FROM event e WHERE e.shop_id = $6 AND e.customer_id IS NOT NULL AND e.at <= $7::timestamptz AND e.kind = $8 AND e.at >= $9::timestamptz AND (e.device = ANY($10::text[])) GROUP BY e.customer_id) f2 ON f2.customer_id = c.customer_id
WHERE c.shop_id = $11 AND (CASE WHEN NOT (true OR true) THEN (((coalesce(f1.v1, 0) * 100)::numeric >= $12::bigint * nullif((CASE WHEN f2.v1 >= $13::int THEN f2.v1::numeric END), 0)) AND ((coalesce(f1.v1, 0) * 100)::numeric <= $14::bigint * nullif((CASE WHEN f2.v1 >= $15::int THEN f2.v1::numeric END), 0))) END)
-- [7,"2026-03-12T15:30:00.000Z","checkoutAbandoned","2025-09-13T04:00:00.000Z",["mobile"],7,"2026-03-12T15:30:00.000Z","checkoutStarted","2025-09-13T04:00:00.000Z",["mobile"],7,"50",3,"100",3]
