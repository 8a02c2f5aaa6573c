SELECT c.customer_id, (CASE WHEN coalesce(c.order_count, 0) >= $1::int THEN ((coalesce(c.discounted_count, 0) * 100) >= $2::bigint * nullif(greatest(c.order_count, 0), 0)) END) AS verdict
FROM customer c 
WHERE c.shop_id = $3
-- [2,"60",7]

SELECT c.customer_id
FROM customer c 
WHERE c.shop_id = $1 AND (c.order_count >= $2::int AND ((coalesce(c.discounted_count, 0) * 100) >= $3::bigint * nullif(greatest(c.order_count, 0), 0)))
-- [7,2,"60"]
