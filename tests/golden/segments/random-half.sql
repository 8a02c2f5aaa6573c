SELECT c.customer_id, (int8range($1::bigint, $2::bigint, '[]') @> (('x' || substr(md5($3::text || ':' || c.customer_id::text), 1, 8))::bit(32)::bigint % $4::int)) AS verdict
FROM customer c 
WHERE c.shop_id = $5
-- [0,4999,"spring",10000,7]

SELECT c.customer_id
FROM customer c 
WHERE c.shop_id = $1 AND (int8range($2::bigint, $3::bigint, '[]') @> (('x' || substr(md5($4::text || ':' || c.customer_id::text), 1, 8))::bit(32)::bigint % $5::int))
-- [7,0,4999,"spring",10000]
