SELECT c.customer_id, (f1.customer_id IS NOT NULL) AS verdict
FROM customer c
LEFT JOIN (SELECT DISTINCT s.customer_id FROM (SELECT g.customer_id FROM (SELECT d.customer_id, d.value, (extract(epoch FROM d.at) * 1000) - lag((extract(epoch FROM d.at) * 1000)) OVER (PARTITION BY d.customer_id, d.value ORDER BY d.at) AS gap FROM (SELECT DISTINCT l.customer_id, l.product_id AS value, l.processed_at AS at FROM order_line l WHERE l.shop_id = $1 AND l.customer_id IS NOT NULL AND l.processed_at <= $2::timestamptz AND (l.void_at IS NULL OR l.void_at > $3::timestamptz) AND l.processed_at >= $4::timestamptz) d WHERE d.value IS NOT NULL) g GROUP BY g.customer_id, g.value HAVING count(*) >= $5::int AND ((percentile_disc(0.5) WITHIN GROUP (ORDER BY gap) + percentile_disc(0.5) WITHIN GROUP (ORDER BY gap DESC)) <= $6::bigint * nullif((2 * $7::numeric), 0))) s) f1 ON f1.customer_id = c.customer_id
WHERE c.shop_id = $8
-- [7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z","2025-03-12T04:00:00.000Z",3,"45","86400000",7]

SELECT c.customer_id
FROM customer c
LEFT JOIN (SELECT DISTINCT s.customer_id FROM (SELECT g.customer_id FROM (SELECT d.customer_id, d.value, (extract(epoch FROM d.at) * 1000) - lag((extract(epoch FROM d.at) * 1000)) OVER (PARTITION BY d.customer_id, d.value ORDER BY d.at) AS gap FROM (SELECT DISTINCT l.customer_id, l.product_id AS value, l.processed_at AS at FROM order_line l WHERE l.shop_id = $1 AND l.customer_id IS NOT NULL AND l.processed_at <= $2::timestamptz AND (l.void_at IS NULL OR l.void_at > $3::timestamptz) AND l.processed_at >= $4::timestamptz) d WHERE d.value IS NOT NULL) g GROUP BY g.customer_id, g.value HAVING count(*) >= $5::int AND ((percentile_disc(0.5) WITHIN GROUP (ORDER BY gap) + percentile_disc(0.5) WITHIN GROUP (ORDER BY gap DESC)) <= $6::bigint * nullif((2 * $7::numeric), 0))) s) f1 ON f1.customer_id = c.customer_id
WHERE c.shop_id = $8 AND (f1.customer_id IS NOT NULL)
-- [7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z","2025-03-12T04:00:00.000Z",3,"45","86400000",7]
