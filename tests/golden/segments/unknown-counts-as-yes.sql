SELECT c.customer_id, coalesce((NOT (c.country_code = ANY($1::text[]))), $2::boolean) AS verdict
FROM customer c 
WHERE c.shop_id = $3
-- [["US"],true,7]

SELECT c.customer_id
FROM customer c 
WHERE c.shop_id = $1 AND coalesce((NOT (c.country_code = ANY($2::text[]))), $3::boolean)
-- [7,["US"],true]
