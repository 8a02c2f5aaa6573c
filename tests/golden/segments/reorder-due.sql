SELECT c.customer_id, (f1.customer_id IS NOT NULL) AS verdict
FROM customer c
LEFT JOIN (SELECT DISTINCT s.customer_id FROM (SELECT l.customer_id FROM order_line l WHERE l.shop_id = $1 AND l.customer_id IS NOT NULL AND l.processed_at <= $2::timestamptz AND (l.void_at IS NULL OR l.void_at > $3::timestamptz) AND l.product_id IS NOT NULL GROUP BY l.customer_id, l.product_id HAVING count(DISTINCT l.processed_at) >= $4::int AND ((max(l.processed_at) < $5::timestamptz) AND NOT (max(l.processed_at) < $6::timestamptz))) s) f1 ON f1.customer_id = c.customer_id
WHERE c.shop_id = $7
-- [7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z",3,"2026-01-12T05:00:00.000Z","2025-11-12T05:00:00.000Z",7]

SELECT c.customer_id FROM (SELECT DISTINCT s.customer_id FROM (SELECT l.customer_id FROM order_line l WHERE l.shop_id = $1 AND l.customer_id IS NOT NULL AND l.processed_at <= $2::timestamptz AND (l.void_at IS NULL OR l.void_at > $3::timestamptz) AND l.product_id IS NOT NULL GROUP BY l.customer_id, l.product_id HAVING count(DISTINCT l.processed_at) >= $4::int AND ((max(l.processed_at) < $5::timestamptz) AND NOT (max(l.processed_at) < $6::timestamptz))) s) f1 CROSS JOIN LATERAL (SELECT f1.customer_id) c WHERE (f1.customer_id IS NOT NULL)
AND c.customer_id NOT IN (SELECT g.customer_id
FROM customer_gone g WHERE g.shop_id = $7)
-- [7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z",3,"2026-01-12T05:00:00.000Z","2025-11-12T05:00:00.000Z",7]
