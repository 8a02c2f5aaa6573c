SELECT c.customer_id, (coalesce(f1.v1, 0) >= $1::bigint) AS verdict
FROM customer c
LEFT JOIN (SELECT o.customer_id, count(*) AS v1 FROM orders o
LEFT JOIN (SELECT l.order_id, coalesce(array_agg(DISTINCT l.product_id) FILTER (WHERE l.product_id IS NOT NULL), '{}') AS products, coalesce(array_agg(DISTINCT l.vendor) FILTER (WHERE l.vendor IS NOT NULL), '{}') AS vendors, coalesce(array_agg(DISTINCT p.product_type) FILTER (WHERE p.product_type IS NOT NULL), '{}') AS types FROM order_line l LEFT JOIN product p ON p.shop_id = $2 AND p.product_id = l.product_id WHERE l.shop_id = $3 AND l.customer_id IS NOT NULL GROUP BY l.order_id) ct ON ct.order_id = o.order_id WHERE o.shop_id = $4 AND o.customer_id IS NOT NULL AND o.processed_at <= $5::timestamptz AND (o.void_at IS NULL OR o.void_at > $6::timestamptz) AND o.processed_at >= $7::timestamptz AND (ct.products @> $8::bigint[] AND $9::boolean) GROUP BY o.customer_id) f1 ON f1.customer_id = c.customer_id
WHERE c.shop_id = $10
-- ["1",7,7,7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z","2025-03-12T04:00:00.000Z",["1","2"],true,7]

SELECT c.customer_id FROM (SELECT o.customer_id, count(*) AS v1 FROM orders o
LEFT JOIN (SELECT l.order_id, coalesce(array_agg(DISTINCT l.product_id) FILTER (WHERE l.product_id IS NOT NULL), '{}') AS products, coalesce(array_agg(DISTINCT l.vendor) FILTER (WHERE l.vendor IS NOT NULL), '{}') AS vendors, coalesce(array_agg(DISTINCT p.product_type) FILTER (WHERE p.product_type IS NOT NULL), '{}') AS types FROM order_line l LEFT JOIN product p ON p.shop_id = $1 AND p.product_id = l.product_id WHERE l.shop_id = $2 AND l.customer_id IS NOT NULL GROUP BY l.order_id) ct ON ct.order_id = o.order_id WHERE o.shop_id = $3 AND o.customer_id IS NOT NULL AND o.processed_at <= $4::timestamptz AND (o.void_at IS NULL OR o.void_at > $5::timestamptz) AND o.processed_at >= $6::timestamptz AND (ct.products @> $7::bigint[] AND $8::boolean) GROUP BY o.customer_id) f1 CROSS JOIN LATERAL (SELECT f1.customer_id) c WHERE (f1.v1 >= $9::bigint)
AND c.customer_id NOT IN (SELECT g.customer_id
FROM customer_gone g WHERE g.shop_id = $10)
-- [7,7,7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z","2025-03-12T04:00:00.000Z",["1","2"],true,"1",7]
