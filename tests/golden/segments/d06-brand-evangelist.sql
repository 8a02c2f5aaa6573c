SELECT c.customer_id, ((coalesce((CASE WHEN f1.v1 < f1.v2 THEN 2 WHEN f1.v1 IS NOT NULL THEN 1 END), 0) >= $1::bigint) AND (CASE WHEN coalesce(f2.events, 0) >= $2::int THEN ((coalesce(f2.part, 0) * 100) >= $3::bigint * nullif(greatest(f2.base, 0), 0)) END)) AS verdict
FROM customer c
LEFT JOIN (SELECT s.customer_id, sum(s.events) AS events, sum(s.weight) AS base, max(s.weight) FILTER (WHERE s.value IS NOT NULL) AS part, min(s.w1) AS v1, max(s.w2) AS v2 FROM (SELECT l.customer_id, l.vendor AS value, count(*) AS events, sum(l.amount_minor)::bigint AS weight, min(l.order_id) AS w1, max(l.order_id) AS w2 FROM order_line l WHERE l.shop_id = $4 AND l.customer_id IS NOT NULL AND l.processed_at <= $5::timestamptz AND (l.void_at IS NULL OR l.void_at > $6::timestamptz) GROUP BY l.customer_id, l.vendor) s GROUP BY s.customer_id) f2 ON f2.customer_id = c.customer_id CROSS JOIN LATERAL (SELECT f2.customer_id, f2.v1, f2.v2) f1
WHERE c.shop_id = $7
-- ["2",1,"80",7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z",7]

SELECT c.customer_id
FROM customer c
LEFT JOIN (SELECT s.customer_id, sum(s.events) AS events, sum(s.weight) AS base, max(s.weight) FILTER (WHERE s.value IS NOT NULL) AS part, min(s.w1) AS v1, max(s.w2) AS v2 FROM (SELECT l.customer_id, l.vendor AS value, count(*) AS events, sum(l.amount_minor)::bigint AS weight, min(l.order_id) AS w1, max(l.order_id) AS w2 FROM order_line l WHERE l.shop_id = $1 AND l.customer_id IS NOT NULL AND l.processed_at <= $2::timestamptz AND (l.void_at IS NULL OR l.void_at > $3::timestamptz) GROUP BY l.customer_id, l.vendor) s GROUP BY s.customer_id) f2 ON f2.customer_id = c.customer_id CROSS JOIN LATERAL (SELECT f2.customer_id, f2.v1, f2.v2) f1
WHERE c.shop_id = $4 AND (((CASE WHEN f1.v1 < f1.v2 THEN 2 WHEN f1.v1 IS NOT NULL THEN 1 END) >= $5::bigint) AND (f2.events >= $6::int AND ((coalesce(f2.part, 0) * 100) >= $7::bigint * nullif(greatest(f2.base, 0), 0))))
-- [7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z",7,"2",1,"80"]
