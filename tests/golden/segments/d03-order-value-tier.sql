SELECT c.customer_id, ((c.net_minor >= $1::bigint * nullif(c.order_count, 0)) AND (c.net_minor <= $2::bigint * nullif(c.order_count, 0))) AS verdict
FROM customer c 
WHERE c.shop_id = $3
-- ["7500","15000",7]

SELECT c.customer_id
FROM customer c 
WHERE c.shop_id = $1 AND ((c.net_minor >= $2::bigint * nullif(c.order_count, 0)) AND (c.net_minor <= $3::bigint * nullif(c.order_count, 0)))
-- [7,"7500","15000"]
