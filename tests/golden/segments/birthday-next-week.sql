SELECT c.customer_id, (extract(month FROM c.birth_date)::int * 100 + extract(day FROM c.birth_date)::int = ANY($1::int[])) AS verdict
FROM customer c 
WHERE c.shop_id = $2
-- [[312,313,314,315,316,317,318,319],7]

SELECT c.customer_id
FROM customer c 
WHERE c.shop_id = $1 AND (extract(month FROM c.birth_date)::int * 100 + extract(day FROM c.birth_date)::int = ANY($2::int[]))
-- [7,[312,313,314,315,316,317,318,319]]
