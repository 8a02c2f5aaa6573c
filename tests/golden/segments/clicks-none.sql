SELECT c.customer_id, ((CASE WHEN true THEN (CASE WHEN (coalesce(f1.v1, 0) >= $1::bigint) THEN true END) ELSE (coalesce(f1.v1, 0) >= $2::bigint) END) AND coalesce((CASE WHEN true THEN (CASE WHEN (coalesce(f2.v1, 0) > $3::bigint) THEN false END) ELSE (coalesce(f2.v1, 0) = $4::bigint) END), $5::boolean)) AS verdict
FROM customer c
LEFT JOIN (SELECT e.customer_id, count(*) AS v1 FROM event e WHERE e.shop_id = $6 AND e.customer_id IS NOT NULL AND e.at <= $7::timestamptz AND e.kind = $8 AND e.at >= $9::timestamptz GROUP BY e.customer_id) f1 ON f1.customer_id = c.customer_id
LEFT JOIN (SELECT e.customer_id, count(*) AS v1 FROM event e WHERE e.shop_id = $10 AND e.customer_id IS NOT NULL AND e.at <= $11::timestamptz AND e.kind = $12 AND e.at >= $13::timestamptz GROUP BY e.customer_id) f2 ON f2.customer_id = c.customer_id
WHERE c.shop_id = $14
-- ["5","5","0","0",false,7,"2026-03-12T15:30:00.000Z","emailReceived","2025-12-12T05:00:00.000Z",7,"2026-03-12T15:30:00.000Z","emailClicked","2025-12-12T05:00:00.000Z",7]

SELECT c.customer_id
FROM customer c
LEFT JOIN (SELECT e.customer_id, count(*) AS v1 FROM event e WHERE e.shop_id = $1 AND e.customer_id IS NOT NULL AND e.at <= $2::timestamptz AND e.kind = $3 AND e.at >= $4::timestamptz GROUP BY e.customer_id) f1 ON f1.customer_id = c.customer_id
LEFT JOIN (SELECT e.customer_id, count(*) AS v1 FROM event e WHERE e.shop_id = $5 AND e.customer_id IS NOT NULL AND e.at <= $6::timestamptz AND e.kind = $7 AND e.at >= $8::timestamptz GROUP BY e.customer_id) f2 ON f2.customer_id = c.customer_id
WHERE c.shop_id = $9 AND ((CASE WHEN true THEN (CASE WHEN (coalesce(f1.v1, 0) >= $10::bigint) THEN true END) ELSE (coalesce(f1.v1, 0) >= $11::bigint) END) AND (CASE WHEN true THEN (CASE WHEN (coalesce(f2.v1, 0) > $12::bigint) THEN false END) ELSE (coalesce(f2.v1, 0) = $13::bigint) END))
-- [7,"2026-03-12T15:30:00.000Z","emailReceived","2025-12-12T05:00:00.000Z",7,"2026-03-12T15:30:00.000Z","emailClicked","2025-12-12T05:00:00.000Z",7,"5","5","0","0"]
