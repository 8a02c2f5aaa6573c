SELECT c.customer_id, ((c.customer_id IN (SELECT lm.customer_id FROM list_member lm WHERE lm.shop_id = $1 AND lm.list_id = $2)) AND (NOT (c.customer_id IN (SELECT lm.customer_id FROM list_member lm WHERE lm.shop_id = $3 AND lm.list_id = $4))) AND (coalesce(c.order_count, 0) = $5::bigint)) AS verdict
FROM customer c 
WHERE c.shop_id = $6
-- [7,2,7,3,"0",7]

SELECT c.customer_id
FROM customer c 
WHERE c.shop_id = $1 AND ((c.customer_id IN (SELECT lm.customer_id FROM list_member lm WHERE lm.shop_id = $2 AND lm.list_id = $3)) AND (NOT (c.customer_id IN (SELECT lm.customer_id FROM list_member lm WHERE lm.shop_id = $4 AND lm.list_id = $5))) AND (coalesce(c.order_count, 0) = $6::bigint))
-- [7,7,2,7,3,"0"]
