SELECT c.customer_id, (($1::numeric - (extract(epoch FROM c.last_order_at) * 1000)) * (nullif((2 * $2::numeric), 0) * 1::numeric) >= $3::numeric * f1.middles::numeric * $4::numeric) AS verdict
FROM customer c
LEFT JOIN (SELECT g.customer_id, count(*) AS n, sum((extract(epoch FROM gap) * 1000)) AS total, sum((extract(epoch FROM gap) * 1000) * (extract(epoch FROM gap) * 1000)) AS squares, (extract(epoch FROM max(gap)) * 1000) AS longest, (extract(epoch FROM (array_agg(gap ORDER BY gap))[((count(*) + 1) / 2)::int] + (array_agg(gap ORDER BY gap))[(count(*) / 2 + 1)::int]) * 1000) AS middles FROM (SELECT o.customer_id, o.processed_at - lag(o.processed_at) OVER (PARTITION BY o.customer_id ORDER BY o.processed_at) AS gap FROM orders o WHERE o.shop_id = $5 AND o.customer_id IS NOT NULL AND o.processed_at <= $6::timestamptz AND (o.void_at IS NULL OR o.void_at > $7::timestamptz)) g WHERE g.gap IS NOT NULL GROUP BY g.customer_id) f1 ON f1.customer_id = c.customer_id
WHERE c.shop_id = $8
-- ["1773329400000","86400000","1.5","86400000",7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z",7]

SELECT c.customer_id
FROM customer c
LEFT JOIN (SELECT g.customer_id, count(*) AS n, sum((extract(epoch FROM gap) * 1000)) AS total, sum((extract(epoch FROM gap) * 1000) * (extract(epoch FROM gap) * 1000)) AS squares, (extract(epoch FROM max(gap)) * 1000) AS longest, (extract(epoch FROM (array_agg(gap ORDER BY gap))[((count(*) + 1) / 2)::int] + (array_agg(gap ORDER BY gap))[(count(*) / 2 + 1)::int]) * 1000) AS middles FROM (SELECT o.customer_id, o.processed_at - lag(o.processed_at) OVER (PARTITION BY o.customer_id ORDER BY o.processed_at) AS gap FROM orders o WHERE o.shop_id = $1 AND o.customer_id IS NOT NULL AND o.processed_at <= $2::timestamptz AND (o.void_at IS NULL OR o.void_at > $3::timestamptz)) g WHERE g.gap IS NOT NULL GROUP BY g.customer_id) f1 ON f1.customer_id = c.customer_id
WHERE c.shop_id = $4 AND (($5::numeric - (extract(epoch FROM c.last_order_at) * 1000)) * (nullif((2 * $6::numeric), 0) * 1::numeric) >= $7::numeric * f1.middles::numeric * $8::numeric)
-- [7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z",7,"1773329400000","86400000","1.5","86400000"]
